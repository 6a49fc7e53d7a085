import { bookingMonth } from '../calendar/booking.ts'
import { addDays, dayOf, MINUTE, startOfDay } from '../calendar/shanghai.ts'
import type { Policy } from '../policy.ts'
import type { ShiftSpan } from '../roster/near-shift.ts'
import { type EntryDraft, minutesOn, type StandingEntry, type WaitsFor } from './entry.ts'
import { points } from './points.ts'

export interface CheckOut {
  endedAt: number
  endedBy: 'person' | 'system'
  /** Minutes between start and end, counted or not. */
  minutes: number
  entries: EntryDraft[]
  /** Why there is no entry, when there is none: shorter than 30 minutes, or all of it was already on the ledger. */
  nothing?: 'short' | 'covered'
}

/** A duty that runs, with the shift that it serves if it serves one. */
export interface RunningDuty {
  started_at: number
  shift?: ShiftSpan | undefined
  /** From when on it is 应急: since the arrival at a rally, ms (rule 8.10). */
  emergency_from?: number | null
}

/** How long after its shift's end a duty may go on and still be the shift's, ms. */
const overtime = 60 * MINUTE

/**
 * Ends a duty. It always ends: after ten hours by the system, at its shift's end or at ten hours; what already stands on
 * the ledger is cut out; a duty over midnight gives an entry for each day; a day above eight hours waits for the
 * secretary, and so does ad hoc duty, but not that of a shift, unless it ran on for more than an hour (rule 4, 8.14). What
 * comes after the arrival at a rally is a line of its own, 应急 (rule 8.10).
 * Instants are whole minutes, so that what is shown is what counts. `at` is when it was said, `now` when it is booked.
 */
export function checkOut(
  duty: RunningDuty,
  at: number,
  standing: readonly StandingEntry[],
  policy: Policy,
  now = at,
): CheckOut {
  const limit = duty.started_at + policy.longestDutyMinutes * MINUTE
  const endedBy = at > limit ? 'system' : 'person'
  const bySystem = Math.min(duty.shift?.ends_at ?? limit, limit)
  const endedAt = Math.max(endedBy === 'system' ? bySystem : wholeMinute(at), duty.started_at)
  const minutes = (endedAt - duty.started_at) / MINUTE
  if (minutes < policy.shortestDutyMinutes)
    return { endedAt, endedBy, minutes, entries: [], nothing: 'short' }

  const entries: EntryDraft[] = []
  const emergency = wholeMinute(duty.emergency_from ?? Number.POSITIVE_INFINITY)
  for (const [from, to] of free(duty.started_at, endedAt, standing, emergency)) {
    const day = dayOf(from)
    const difficulty = from >= emergency ? policy.difficultyEmergency : 100
    const length = Math.floor((to - from) / MINUTE)
    if (length === 0) continue
    const booked = entries.reduce(
      (sum, e) => (e.serviceDay === day ? sum + e.minutes : sum),
      minutesOn(standing, day),
    )
    const waitsFor: WaitsFor[] = []
    if (!duty.shift) waitsFor.push('adhoc')
    else if (endedAt > duty.shift.ends_at + overtime) waitsFor.push('past_shift')
    if (endedBy === 'system') waitsFor.push('system')
    if (booked + length > policy.fullDayMinutes) waitsFor.push('full_day')
    entries.push({
      kind: 'duty',
      serviceDay: day,
      startedAt: from,
      endedAt: to,
      minutes: length,
      bookingMonth: bookingMonth(day, now),
      points: points(length, difficulty),
      difficulty,
      waitsFor,
    })
  }
  return entries.length > 0
    ? { endedAt, endedBy, minutes, entries }
    : { endedAt, endedBy, minutes, entries, nothing: 'covered' }
}

/** Whether the system has to close a duty at that instant: it has been open longer than ten hours. */
export const isOverlong = (duty: { started_at: number }, at: number, policy: Policy): boolean =>
  at > duty.started_at + policy.longestDutyMinutes * MINUTE

export const wholeMinute = (at: number): number => Math.floor(at / MINUTE) * MINUTE

/** What of a span is not yet on the ledger, in pieces that each lie within one Shanghai day and on one side of the cut. */
function free(from: number, to: number, standing: readonly StandingEntry[], cut: number): [number, number][] {
  const taken = standing
    .flatMap((e) =>
      e.started_at === null || e.ended_at === null ? [] : [[e.started_at, e.ended_at] as const],
    )
    .sort((a, b) => a[0] - b[0])
  const pieces: [number, number][] = []
  let cursor = from
  while (cursor < to) {
    const next = startOfDay(addDays(dayOf(cursor), 1))
    const border = cut > cursor ? Math.min(cut, next) : next
    const block = taken.find(([start, end]) => end > cursor && start < Math.min(to, border))
    const end = Math.min(to, border, block ? Math.max(block[0], cursor) : to)
    if (end > cursor) pieces.push([cursor, end])
    cursor = block && block[0] <= end ? Math.max(block[1], end) : end
  }
  return pieces
}
