import { bookingMonth } from '../calendar/booking.ts'
import { clock, dayOf, daysBetween, MINUTE, startOfDay } from '../calendar/shanghai.ts'
import type { Policy } from '../policy.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type EntryDraft, minutesOn, overlapping, type StandingEntry, type WaitsFor } from './entry.ts'
import { points } from './points.ts'

/** Hours as typed: a day, and either clock times (minutes since midnight) or a length alone. */
export interface TypedSpan {
  day: string
  from?: number
  to?: number
  minutes: number
}

/**
 * The entries for hours typed by hand (`/工时`, `/补报`), or why they are refused: in the future, more than 31 days
 * back, over a running duty or another entry, or a day above twelve hours (rules 4 and 8.4). `at` is when it was said, `now` when it is booked.
 * Refuses with hours.future, hours.not_yet, hours.too_old, hours.overlap, hours.overlap_own, hours.overlap_duty, hours.day_full.
 */
export function typedHours(
  kind: 'manual' | 'makeup',
  spans: readonly TypedSpan[],
  facts: { standing: readonly StandingEntry[]; duty: { started_at: number } | undefined },
  at: number,
  policy: Policy,
  now = at,
): EntryDraft[] | Refusal {
  const entries: EntryDraft[] = []
  for (const { day, from, to, minutes } of spans) {
    const timed = from !== undefined && to !== undefined
    const startedAt = timed ? startOfDay(day) + from * MINUTE : null
    const endedAt = timed ? startOfDay(day) + to * MINUTE : null
    if (day > dayOf(at)) return refuse('hours.future', { day })
    if (endedAt !== null && endedAt > at) return refuse('hours.not_yet', { day, to: clock(to ?? 0) })
    if (daysBetween(day, dayOf(at)) > policy.backdays)
      return refuse('hours.too_old', { day, days: policy.backdays })
    if (startedAt !== null && endedAt !== null) {
      const other = overlapping(facts.standing, startedAt, endedAt)
      if (other) return refuse('hours.overlap', { entry: other.id, ...spanOf(other) })
      const meets = (e: EntryDraft) =>
        e.startedAt !== null && e.endedAt !== null && e.startedAt < endedAt && e.endedAt > startedAt
      if (entries.some(meets)) return refuse('hours.overlap_own', { day, from: startedAt, to: endedAt })
      if (facts.duty && facts.duty.started_at < endedAt) {
        return refuse('hours.overlap_duty', { at: facts.duty.started_at })
      }
    }
    const before =
      minutesOn(facts.standing, day) + entries.reduce((n, e) => (e.serviceDay === day ? n + e.minutes : n), 0)
    if (before + minutes > policy.longestDayMinutes) {
      return refuse('hours.day_full', { day, before, minutes, limit: policy.longestDayMinutes })
    }
    const waitsFor: WaitsFor[] = [kind === 'makeup' ? 'makeup' : 'typed']
    if (before + minutes > policy.fullDayMinutes) waitsFor.push('full_day')
    entries.push({
      kind,
      serviceDay: day,
      startedAt,
      endedAt,
      minutes,
      bookingMonth: bookingMonth(day, now),
      points: points(minutes),
      waitsFor,
    })
  }
  return entries
}

const spanOf = (entry: StandingEntry) => ({
  day: entry.service_day,
  from: entry.started_at ?? 0,
  to: entry.ended_at ?? 0,
})
