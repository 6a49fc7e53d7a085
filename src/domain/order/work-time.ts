import { dayOf, daysBetween, MINUTE, startOfDay } from '../calendar/shanghai.ts'
import { wholeMinute } from '../ledger/check-out.ts'
import type { Policy } from '../policy.ts'
import type { Refusal } from '../refusal.ts'
import { no } from './refusals.ts'

/** From when to when somebody served, ms, whole minutes. */
export interface ServiceSpan {
  from: number
  to: number
}

/** Work as it was typed: a day, and clock times (minutes since midnight) or a length alone. */
export interface TypedWork {
  day: string
  from?: number
  to?: number
  minutes: number
}

/**
 * When somebody served, as `/完成` says it (rule 4): the clock times typed; for a length alone it ended when it was
 * typed; without either the time for which the order was planned, as far as it is over. `at` is when it was said.
 * Refuses with finish.how_long, finish.which_time, finish.not_yet, finish.too_old, finish.too_long.
 */
export function servedSpans(
  typed: readonly TypedWork[],
  planned: { starts_at: number | null; ends_at: number | null },
  at: number,
  policy: Policy,
): ServiceSpan[] | Refusal {
  const spans: ServiceSpan[] = []
  for (const { day, from, to, minutes } of typed) {
    if (from !== undefined && to !== undefined)
      spans.push({ from: startOfDay(day) + from * MINUTE, to: startOfDay(day) + to * MINUTE })
    else if (day === dayOf(at)) spans.push(endingAt(wholeMinute(at), minutes))
    else if (planned.ends_at !== null && dayOf(planned.ends_at) === day)
      spans.push(endingAt(planned.ends_at, minutes))
    else return no('finish.which_time', { day })
  }
  if (typed.length === 0) {
    const { starts_at, ends_at } = planned
    if (starts_at === null || ends_at === null || starts_at + MINUTE > at) return no('finish.how_long')
    spans.push({ from: starts_at, to: Math.min(ends_at, wholeMinute(at)) })
  }
  const served = lengthOf(spans)
  if (spans.some(({ to }) => to > at)) return no('finish.not_yet')
  if (spans.some(({ from }) => daysBetween(dayOf(from), dayOf(at)) > policy.backdays))
    return no('finish.too_old', { days: policy.backdays })
  return served > policy.longestDayMinutes
    ? no('finish.too_long', { minutes: served, limit: policy.longestDayMinutes })
    : spans
}

/** Hours that the secretary sets by person (rule 8.16): as long as they say, ending when it ended. */
export const spansOfLength = (spans: readonly ServiceSpan[], minutes: number, at: number): ServiceSpan[] => [
  endingAt(Math.max(...spans.map(({ to }) => to), spans.length > 0 ? 0 : wholeMinute(at)), minutes),
]

/** Minutes of some spans together. */
export const lengthOf = (spans: readonly ServiceSpan[]): number =>
  spans.reduce((sum, { from, to }) => sum + (to - from) / MINUTE, 0)

const endingAt = (to: number, minutes: number): ServiceSpan => ({ from: to - minutes * MINUTE, to })
