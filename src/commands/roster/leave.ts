import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { leaveAhead, leaveDaysWithin, lengthOf, meet, without } from '../../domain/roster/leave.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { otherwise } from '../../store/inbox.ts'
import { type Leave, ownLeavesQuery, type ShiftWithin, shiftsWithinQuery } from '../../store/leave.ts'
import { placesOf, secretariesQuery } from '../../store/secretaries.ts'
import { openShifts, takeLeave, tookLeave } from '../../store/take-leave.ts'
import { args, optional } from '../args/args.ts'
import { leaveDays, takenBack } from '../args/leave-days.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { dayWords, leaveMail, shiftsOf, stretch } from './leave-lines.ts'
import { cancelLeave, daysToTakeBack } from './take-leave-back.ts'

/**
 * `/请假 11-25 [到11-27] [理由]`: away for whole days, today or ahead, a year at most (R025). Own shifts of these days
 * become open, and the secretary is told in private, with the gaps and the reason; a group never hears the reason.
 * None is demanded: leave is normal (R026). `/请假 取消 [日期]` takes days back; alone it lists. Refuses with leave.past,
 * leave.far, leave.running, leave.running_now, leave.none, leave.not_then, leave.which.
 */
export const leave = defineCommand({
  name: '请假',
  aliases: ['leave'],
  topic: 'duty',
  usage: '/请假 日期 理由',
  example: '/请假 11-25 出差',
  args: args({ back: optional(takenBack), days: optional(leaveDays), note: optional(rest) }),
  who: registered,
  read: ({ sender, at, args: { days, back } }) => {
    const today = dayOf(at)
    const span = back ? daysToTakeBack(today) : { from: days?.from ?? today, to: days?.to ?? today }
    return {
      leaves: ownLeavesQuery(sender, `${today.slice(0, 4)}-01-01`),
      shifts: shiftsWithinQuery(sender, back ? 'leave' : 'planned', span, at),
      told: secretariesQuery(placesOf(sender, span.from, span.to), sender),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args, facts, at, who } = situation
    const today = dayOf(at)
    const ahead = facts.leaves.filter(({ to }) => to >= today)
    if (args.back) return cancelLeave(situation, ahead)
    if (!args.days) {
      return args.note
        ? refuse('arg.day.missing', { text: args.note.slice(0, 20) })
        : listed(facts.leaves, today, who.inGroup)
    }
    return taken(situation, args.days)
  },
})

interface Facts {
  leaves: Leave[]
  shifts: ShiftWithin[]
  told: { community_id: number; person_id: number }[]
}
type Days = { from: string; to: string; part?: string }

function taken(situation: Situation<{ note: string | undefined }, Facts>, days: Days): Decision | Refusal {
  const { args, facts, who, at, now, key } = situation
  const person = who.person
  if (!person) return refuse('who.unregistered')
  const today = dayOf(at)
  if (days.from < today) return refuse('leave.past', { day: days.from })
  if (days.to > addDays(today, leaveAhead)) return refuse('leave.far', { day: days.to })
  const running = facts.leaves.filter((one) => meet(one, days))
  const [first] = running
  if (first) {
    const [missing] = running.reduce<{ from: string; to: string }[]>(
      (left, one) => left.flatMap((piece) => without(piece, one)),
      [days],
    )
    return {
      say: [line('leave.running', stretch(first)), line('leave.how_back', { typed: dayWords(first, today) })],
      offer: missing ? [offer('offer.leave', `/请假 ${dayWords(missing, today)}`, stretch(missing))] : [],
    }
  }

  const { shifts } = facts
  const others = facts.told.filter(
    ({ community_id }) =>
      community_id === person.community_id || shifts.some((s) => s.community_id === community_id),
  )
  const length = lengthOf(days)
  const say: Line[] = [
    length === 1
      ? line('leave.taken_day', { day: days.from })
      : line('leave.taken', { ...stretch(days), count: length }),
    ...(days.part === undefined ? [] : [line('leave.whole_day', { part: days.part })]),
    shifts.length > 0 ? line('leave.opened', { shifts: shiftsOf(shifts) }) : line('leave.no_shifts'),
    ...(args.note
      ? [who.inGroup ? line('leave.reason_private') : line('leave.reason', { note: args.note })]
      : []),
    line('leave.no_harm'),
  ]
  const by = { message: key, at: now }
  const lost = outcomeOfRefusal(situation, refuse('leave.running_now'))
  return {
    say,
    offer: [offer('offer.undo', '/撤销'), offer('offer.leaves', '/请假')],
    writes: [
      takeLeave({ person: person.id, from: days.from, to: days.to, reason: args.note ?? null, ...by }),
      otherwise(key, JSON.stringify(lost)),
      ...openShifts(person.id, days.from, days.to, by),
    ],
    mail: others.map(({ community_id, person_id }) => ({
      to: person_id,
      say: leaveMail({
        name: person.name ?? '',
        days,
        reason: args.note,
        shifts: shifts.filter((shift) => shift.community_id === community_id),
      }),
      dedupe: `leave/${key}/${community_id}/${person_id}`,
      when: tookLeave(person.id, key),
    })),
  }
}

/** What leave there is, running and ahead; how much of this year, and why, in private only. */
function listed(
  leaves: readonly { from: string; to: string; reason: string | null }[],
  today: string,
  inGroup: boolean,
): Decision {
  const ahead = leaves.filter(({ to }) => to >= today)
  const year = today.slice(0, 4)
  const days = leaveDaysWithin(leaves, `${year}-01-01`, `${year}-12-31`)
  const [next] = ahead
  return {
    say: [
      next ? line('leave.list', { count: ahead.length }) : line('leave.none'),
      ...ahead
        .slice(0, 6)
        .map(({ from, to, reason }) =>
          reason && !inGroup
            ? line('leave.item_reason', { ...stretch({ from, to }), note: reason })
            : line('leave.item', stretch({ from, to })),
        ),
      ...(days > 0 && !inGroup ? [line('leave.this_year', { days })] : []),
      line('leave.how'),
    ],
    ...(next ? { offer: [offer('offer.leave_back', `/请假 取消 ${dayWords(next, today)}`)] } : {}),
  }
}
