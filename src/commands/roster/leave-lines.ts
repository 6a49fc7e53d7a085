import { type Line, line } from '../../domain/say.ts'
import type { ShiftWithin } from '../../store/leave.ts'

/** So many shifts are named in one line. */
const most = 6

/** Shifts for `{…:spans}`. */
export const shiftsOf = (shifts: readonly { starts_at: number; ends_at: number }[]): string[] =>
  shifts.slice(0, most).map(({ starts_at, ends_at }) => `${starts_at}-${ends_at}`)

/** The days of a leave for `{days:days}`. */
export const stretch = ({ from, to }: { from: string; to: string }) => ({
  days: from === to ? from : `${from}/${to}`,
})

/** Days as they can be typed on a day: `11-25`, `11-25到11-27`; in full where the year would not be clear. */
export function dayWords({ from, to }: { from: string; to: string }, today: string): string {
  const clear = from >= today && to.startsWith(today.slice(0, 4))
  const [first, last] = clear ? [from.slice(5), to.slice(5)] : [from, to]
  return from === to ? first : `${first}到${last}`
}

/** What a secretary is told of a leave, in private: days, reason, the shifts that are open now, the days without anybody. */
export function leaveMail(leave: {
  name: string
  days: { from: string; to: string }
  reason: string | undefined
  shifts: readonly ShiftWithin[]
}): Line[] {
  const { name, days, reason, shifts } = leave
  const what = { name, ...stretch(days) }
  const [shift] = shifts
  const alone = [...new Set(shifts.filter(({ others }) => others === 0).map(({ day }) => day))]
  return [
    reason ? line('mail.leave_reason', { ...what, note: reason }) : line('mail.leave', what),
    ...(shift
      ? [line('mail.leave_open', { name, community: shift.community, shifts: shiftsOf(shifts) })]
      : [line('mail.leave_no_shift', { name })]),
    ...(alone.length > 0 ? [line('mail.leave_nobody', { days: alone.slice(0, most) })] : []),
    ...(shift ? [line('mail.leave_fill', { name })] : []),
  ]
}
