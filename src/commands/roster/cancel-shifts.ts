import { MINUTE, startOfDay } from '../../domain/calendar/shanghai.ts'
import { calendarOf, type HolidayRow } from '../../domain/calendar/working-days.ts'
import { daysOfPattern } from '../../domain/roster/pattern.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { NamedShift } from '../../store/roster-people.ts'
import { cancelShifts, dropSwaps, isSettledBy } from '../../store/shift.ts'
import type { PlanLine, TypedPlan } from '../args/shifts.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOf } from '../outcome.ts'
import { periodWith } from './plan-lines.ts'
import type { People } from './plan-people.ts'
import { stopped } from './plan-stopped.ts'
import type { Planner } from './roster-place.ts'

interface Facts {
  shifts: NamedShift[]
  calendar: HolidayRow[]
}

/** `/排班 取消 11-25 [上午] 张三`: takes shifts that are not over back; their people are told. All lines or none. */
export function cancelPlan(
  situation: Situation<{ plan: TypedPlan }, Facts>,
  place: Planner,
  people: People,
  unread: readonly Line[],
): Decision {
  const { args, facts, who, at, now, key } = situation
  const calendar = calendarOf(facts.calendar)
  const ahead = facts.shifts.filter((s) => s.community_id === place.id && s.ends_at > at)
  const found = new Map<number, NamedShift & { name: string }>()
  const wrong = [...unread, ...people.faults]
  for (const { names, days, pattern, times } of args.plan.lines) {
    for (const name of names) {
      const person = people.meant.get(name)
      if (!person) continue
      const on = pattern ? daysOfPattern(pattern, calendar).days : days
      const shifts = ahead.filter(
        (shift) => shift.person_id === person.id && on.includes(shift.day) && fits(shift, times),
      )
      for (const shift of shifts) found.set(shift.id, { ...shift, name: person.name ?? '' })
      if (shifts.length === 0) wrong.push(line('plan.not_on', { name: person.name ?? '', day: on[0] ?? '' }))
    }
  }
  const shifts = [...found.values()].sort((a, b) => a.starts_at - b.starts_at)
  const [first] = shifts
  if (wrong.length > 0 || !first) return stopped(wrong, 'plan.not_cancelled')

  const actorId = who.person?.id ?? 0
  const ids = shifts.map(({ id }) => id)
  const by = { key, actorId, at }
  return {
    say: [
      line('plan.cancelled', { community: place.name, count: shifts.length }),
      ...shifts
        .slice(0, 8)
        .map((shift) => line('plan.shift', { shift: [spanOf(shift)], names: [shift.name] })),
      ...(shifts.length > 8 ? [line('plan.more', { count: shifts.length - 8 })] : []),
      line('plan.cancel_told'),
    ],
    offer: [offer('offer.shifts', periodWith(first.day, at))],
    writes: [
      cancelShifts(ids, by),
      recordIfChanged(
        {
          action: 'shift.cancel',
          subject: ids.map((id) => `shift:${id}`).join(' '),
          communityId: place.id,
        },
        { actorId, message: key, at: now },
      ),
      otherwise(key, JSON.stringify(outcomeOf(situation, { say: [line('plan.cancelled_before')] }))),
      dropSwaps(ids, by),
    ],
    mail: shifts
      .filter(({ person_id }) => person_id !== actorId)
      .map((shift) => ({
        to: shift.person_id,
        say: [line('mail.shift_cancelled', { community: place.name, shift: [spanOf(shift)] })],
        dedupe: `shift-cancelled/${shift.id}`,
        expiresAt: shift.ends_at,
        when: isSettledBy(shift.id, key),
      })),
  }
}

const spanOf = ({ starts_at, ends_at }: NamedShift): string => `${starts_at}-${ends_at}`

const fits = (shift: NamedShift, times: PlanLine['times']): boolean => {
  const midnight = startOfDay(shift.day)
  return (
    times.length === 0 ||
    times.some(
      ({ from, to }) => midnight + from * MINUTE < shift.ends_at && midnight + to * MINUTE > shift.starts_at,
    )
  )
}
