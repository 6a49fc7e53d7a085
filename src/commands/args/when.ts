import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import type { ArgContext, ArgType } from './arg.ts'
import { excerpt } from './args.ts'
import { takeTimeWords } from './time-words.ts'

/** Characters: what is longer is no list of hours, and is not read twice. */
const longestList = 200

/** Work on one Shanghai day; `from` and `to` in minutes since its midnight (`to` up to 1440), both or neither. */
export interface WorkSpan {
  day: string
  from?: number
  to?: number
  minutes: number
}

/** Work that was done: one span for each day (rule 8.4), `minutes` is their sum. */
export interface WorkTime {
  spans: WorkSpan[]
  minutes: number
  /** The half of the day was not said (两点到四点): the answer had better show what was understood. */
  assumed?: true
}

/**
 * Past work as people write it: `昨天 14:00-17:00`, `2小时 周三`, `昨晚七点到九点`, `11-03 半天`. The day is today when
 * none is said. Days ahead are taken as typed: the rules of the ledger refuse them. Refused besides: `arg.work.several { text }`.
 */
export const workTime: ArgType<WorkTime> = {
  take(text, context) {
    const found = takeTimeWords(text, context, 'past')
    if (found === undefined || isRefusal(found)) return found
    const { times, day, minutes, rest } = found
    const [first] = times
    const spans =
      first?.from === undefined
        ? minutes === undefined
          ? []
          : [{ day: day ?? dayOf(context.now), minutes }]
        : times.flatMap((time) => {
            const from = time.from ?? 0
            const to = time.to ?? (minutes === undefined ? undefined : from + minutes)
            return to === undefined ? [] : spansOf(time.day, from, to)
          })
    if (spans.length === 0) return undefined
    if (isAnother(rest, context)) return refuse('arg.work.several', { text: excerpt(rest) })
    const assumed = times.some((time) => time.assumed)
    const sum = spans.reduce((total, span) => total + span.minutes, 0)
    return { value: { spans, minutes: sum, ...(assumed && { assumed: true as const }) }, rest }
  },
}

/** A second piece of work behind the first, with a day and a length of its own: it must not go under in the words. */
function isAnother(rest: string, context: ArgContext): boolean {
  const more = rest.length > longestList ? undefined : takeTimeWords(rest, context, 'past')
  if (more === undefined || isRefusal(more) || more.dayUnsaid) return false
  return more.minutes !== undefined || more.times.some(({ to }) => to !== undefined)
}

/** One span for each day that a stretch touches. */
function spansOf(day: string, from: number, to: number): WorkSpan[] {
  const spans: WorkSpan[] = []
  for (let night = Math.floor(from / 1440); night * 1440 < to; night++) {
    const [start, end] = [Math.max(from - night * 1440, 0), Math.min(to - night * 1440, 1440)]
    spans.push({ day: addDays(day, night), from: start, to: end, minutes: end - start })
  }
  return spans
}
