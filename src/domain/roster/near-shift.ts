import { MINUTE } from '../calendar/shanghai.ts'

/** From when to when, ms. */
export interface ShiftSpan {
  starts_at: number
  ends_at: number
}

/** How long before a shift's start a check-in belongs to it, ms. */
export const earlyCheckIn = 60 * MINUTE
/** From here on a check-in is late (rule 8.13 asks after it then), ms. */
const lateCheckIn = 10 * MINUTE

/**
 * The shift that a check-in at that instant serves: one that runs, or that starts within 60 minutes. Of two that meet
 * there, the one whose start is nearest.
 */
export const shiftNear = <Shift extends ShiftSpan>(shifts: readonly Shift[], at: number): Shift | undefined =>
  shifts
    .filter(({ starts_at, ends_at }) => starts_at - earlyCheckIn <= at && at < ends_at)
    .sort((a, b) => Math.abs(a.starts_at - at) - Math.abs(b.starts_at - at))[0]

/** Minutes after the start, if that is late; else 0. */
export const minutesLate = ({ starts_at }: ShiftSpan, at: number): number =>
  at - starts_at > lateCheckIn ? Math.floor((at - starts_at) / MINUTE) : 0
