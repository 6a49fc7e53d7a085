import { bookingMonth } from '../calendar/booking.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { points } from './points.ts'

/** A line of the ledger among its corrections: the corrected line comes first, then the corrections in order. */
export interface ChainLine {
  id: number
  service_day: string
  minutes: number
  points: number
  /** Hundredths. */
  difficulty: number
  grade: number
  /** Percent of the points that it brings (R066). */
  share?: number
  verdict: string | null
}

/** The line that a correction adds. Minutes and points are the whole of a pending line, the difference of an approved one. */
export interface CorrectionDraft {
  revision: number
  minutes: number
  points: number
  bookingMonth: string
  /** What stood before, for the answer. */
  before: { minutes: number; points: number }
  after: { minutes: number; points: number }
}

/** What stands of a line and its corrections: the sum of what was approved. */
export const standingOf = (chain: readonly ChainLine[]): { minutes: number; points: number } =>
  chain.reduce(
    (sum, line) =>
      line.verdict === 'approved'
        ? { minutes: sum.minutes + line.minutes, points: sum.points + line.points }
        : sum,
    { minutes: 0, points: 0 },
  )

/**
 * The correction that makes a line stand with `minutes` (R024). It is booked in the month of service while that is open,
 * else in the open one, so that a closed month stays as it is (R069); the points of all lines together are exactly the
 * points of the corrected minutes. Refuses with correct.settled, correct.reversed, correct.same,
 * correct.same_pending, correct.reject_instead.
 */
export function correction(
  chain: readonly ChainLine[],
  minutes: number,
  now: number,
): CorrectionDraft | Refusal {
  const [line] = chain
  if (!line) return refuse('skip.unknown', { entry: 0 })
  const entry = line.id
  if (line.verdict === 'rejected' || line.verdict === 'withdrawn')
    return refuse('correct.settled', { entry, state: [`entry.${line.verdict}`] })
  const pending = line.verdict === null
  const counted = standingOf(chain)
  if (!pending && counted.minutes === 0) return refuse('correct.reversed', { entry })
  if (pending && minutes === 0) return refuse('correct.reject_instead', { entry })
  const before = pending ? { minutes: line.minutes, points: line.points } : counted
  if (before.minutes === minutes)
    return refuse(pending ? 'correct.same_pending' : 'correct.same', { entry, minutes })
  const after = {
    minutes,
    points: points(minutes, line.difficulty, (line.grade * (line.share ?? 100)) / 100),
  }
  return {
    revision: chain.length,
    minutes: after.minutes - counted.minutes,
    points: after.points - counted.points,
    bookingMonth: bookingMonth(line.service_day, now),
    before,
    after,
  }
}
