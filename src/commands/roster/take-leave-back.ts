import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type DaySpan, leaveAhead, meet, without } from '../../domain/roster/leave.ts'
import { line, offer } from '../../domain/say.ts'
import { otherwise } from '../../store/inbox.ts'
import { restoreShifts } from '../../store/restore-shifts.ts'
import { isBack, takeOut } from '../../store/take-leave.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { dayWords, stretch } from './leave-lines.ts'

interface Leave extends DaySpan {
  id: number
  person_id: number
}

type Known = Situation<
  unknown,
  { shifts: readonly { community_id: number; day: string }[]; told: readonly Told[] }
>
type Told = { community_id: number; person_id: number }

/** Where leave that may be taken back lies, at most. */
export const daysToTakeBack = (today: string): DaySpan => ({
  from: today,
  to: addDays(today, 2 * leaveAhead),
})

/** `/请假 取消 [日期]`: the days that were named, else the only leave there is; what is over stays. */
export function cancelLeave(
  situation: Known & { args: { days: DaySpan | undefined } },
  ahead: readonly Leave[],
): Decision | Refusal {
  const { days } = situation.args
  const today = dayOf(situation.at)
  const [first, ...more] = days ? ahead.filter((leave) => meet(leave, days)) : ahead
  if (!first) return ahead.length > 0 && days ? refuse('leave.not_then', stretch(days)) : refuse('leave.none')
  if (more.length > 0) {
    return {
      say: [line('leave.which')],
      offer: [first, ...more]
        .slice(0, 6)
        .map((leave) => offer('offer.days', `/请假 取消 ${dayWords(leave, today)}`, stretch(leave))),
    }
  }
  return takeLeaveBack(situation, first, days ?? first)
}

/** Takes days of a leave back, from today on: shifts that stayed open are one's own again, the secretaries are told. */
export function takeLeaveBack(situation: Known, leave: Leave, days: DaySpan): Decision {
  const { facts, who, at, now, key } = situation
  const today = dayOf(at)
  const out = {
    from: [leave.from, days.from, today].reduce((a, b) => (a > b ? a : b)),
    to: leave.to < days.to ? leave.to : days.to,
  }
  const left = without(leave, out)
  const still = left.filter(({ to }) => to >= today)
  const emptied = facts.shifts.filter(({ day }) => day >= out.from && day <= out.to)
  const told = facts.told.filter(
    ({ community_id }) =>
      community_id === who.person?.community_id || emptied.some((s) => s.community_id === community_id),
  )
  return {
    say: [
      line('leave.back', stretch(out)),
      ...(emptied.length > 0 ? [line('leave.restored', { shifts: [] }), line('leave.given_away')] : []),
      ...still.map((piece) => line('leave.still', stretch(piece))),
    ],
    offer: [offer('offer.leaves', '/请假')],
    writes: [
      ...takeOut({ leave, left }, { message: key, at: now }),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('leave.changed_now')))),
      ...restoreShifts(leave.person_id, out, { message: key, at: now, path: '$.say[1].params.shifts' }),
    ],
    mail: told.map(({ community_id, person_id }) => ({
      to: person_id,
      say: [line('mail.leave_back', { name: who.person?.name ?? '', ...stretch(out) })],
      dedupe: `leave-back/${key}/${community_id}/${person_id}`,
      when: isBack(leave.person_id, out.from, out.to),
    })),
  }
}
