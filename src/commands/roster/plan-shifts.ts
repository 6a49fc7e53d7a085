import { addDays, dayOf, weekdayOf } from '../../domain/calendar/shanghai.ts'
import { type Calendar, calendarOf, isWorkingDay, nameOfDay } from '../../domain/calendar/working-days.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { gaps } from '../../domain/roster/coverage.ts'
import { sortWanted } from '../../domain/roster/plan.ts'
import { needsYes } from '../../domain/roster/swap.ts'
import { type Line, line } from '../../domain/say.ts'
import { calendarQuery } from '../../store/holiday.ts'
import { heldPlacesQuery, placeToPlan, plannedDaysQuery, rosterPlaceQuery } from '../../store/roster.ts'
import { leavesOfNamedQuery, rosterPeopleQuery, shiftsOfNamedQuery } from '../../store/roster-people.ts'
import { fold } from '../../text/fold.ts'
import { args, required } from '../args/args.ts'
import { shiftLines, type TypedPlan } from '../args/shifts.ts'
import { type Decision, defineCommand } from '../define.ts'
import { cancelPlan } from './cancel-shifts.ts'
import { unplannedLines } from './plan-lines.ts'
import { findPeople } from './plan-people.ts'
import { type Slot, slotsOf, weeksOf } from './plan-slots.ts'
import { stopped } from './plan-stopped.ts'
import { askSecretary } from './plan-tenure.ts'
import { planned } from './plan-write.ts'
import { placeKeys, planner, plannerAt } from './roster-place.ts'

/** So many shifts one message may plan. */
const most = 200

/**
 * `/排班 …`: plans shifts, all lines of the message or none: a line that cannot be read and a name that nobody or several
 * people have are named, and nothing is written. `李四 替 张三` takes a shift over; if 张三 has been on this roster for
 * fewer working days than the policy says (R018), nothing is planned either until the community's secretary repeats it
 * with 同意 in front, which the offered button does; a liaison cannot agree. `取消 11-25 张三` takes shifts back.
 * Who is planned gets one letter. Refuses with who.roster, plan.which, plan.where, plan.elsewhere, plan.too_many,
 * plan.tenure_liaison, group.unbound.
 */
export const planShiftsOf = defineCommand({
  name: '排班',
  aliases: ['pb'],
  topic: 'duty',
  usage: '/排班 [取消] 日期 时间 姓名（一行一班，也可粘贴表格）',
  example: '/排班 11-25 9:00-12:00 张伟 李梅',
  args: args({ plan: required(shiftLines, 'arg.shift.missing') }),
  hidden: (who) => planner(who) !== undefined,
  who: planner,
  read: ({ sender, community, at, args: { plan } }) => {
    const keys = [...new Set(plan.lines.flatMap(({ names, replaces }) => [...names, ...replaces]).map(fold))]
    const place = placeToPlan(sender, community, placeKeys(plan.place))
    const { from, to } = weeksOf(plan, at)
    return {
      place: rosterPlaceQuery(sender, place),
      held: heldPlacesQuery(sender, 8),
      people: rosterPeopleQuery(keys, place, 1000),
      shifts: shiftsOfNamedQuery(keys, from, to),
      leaves: leavesOfNamedQuery(keys, from, to),
      planned: plannedDaysQuery(place, from, to),
      calendar: calendarQuery(dayOf(at)),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { facts, args, who, at, policy } = situation
    const place = plannerAt(facts.place, facts.held, who, '/排班')
    if (isRefusal(place)) return place
    const names = args.plan.lines.flatMap(({ names, replaces }) => [...names, ...replaces])
    const people = findPeople(names, facts.people, place)
    const unread = unreadLines(args.plan, facts.place)
    if (args.plan.cancel) return cancelPlan(situation, place, people, unread)

    const calendar = calendarOf(facts.calendar)
    const around = { at, calendar, shifts: facts.shifts, communityId: place.id }
    const { slots, left, faults } = slotsOf(args.plan, people.meant, around)
    const wrong = [...unread, ...people.faults, ...faults]
    if (wrong.length > 0) return stopped(wrong)
    if (slots.length > most) return refuse('plan.too_many', { count: slots.length, most })

    const sorted = sortWanted(slots, facts.shifts, facts.leaves, place.id)
    const short = sorted.plan.filter(
      ({ from_person, day }) => from_person && needsYes(from_person.since, day, calendar, policy.tenureDays),
    )
    if (short.length > 0 && (place.units || !args.plan.agreed))
      return askSecretary(situation, place, short, calendar)

    const off = holidaysOf(sorted.plan, calendar)
    const holidays = [
      ...(left.length > 0 ? [line('plan.holidays', { days: [...new Set(left)].slice(0, 6) })] : []),
      ...(off.length > 0 ? [line('plan.on_holidays', { days: off.slice(0, 6), count: off.length })] : []),
    ]
    if (sorted.plan.length === 0) {
      return {
        say: [
          line(sorted.same.length > 0 ? 'plan.nothing_new' : 'plan.nothing', { community: place.name }),
          ...unplannedLines(sorted, false),
          ...holidays,
        ],
      }
    }
    const days = weekDays(sorted.plan, at)
    const after = [...facts.planned, ...sorted.plan.map(({ day, person }) => ({ day, person_id: person }))]
    const { empty } = gaps(days, after, calendar, policy)
    return planned(situation, place, sorted, [
      ...holidays,
      ...(empty.length > 0 ? [line('plan.gaps', { days: empty.slice(0, 6), count: empty.length })] : []),
    ])
  },
})

/** The holidays that were planned because they were typed as days. */
const holidaysOf = (slots: readonly Slot[], calendar: Calendar): string[] =>
  [...new Set(slots.map(({ day }) => day))].filter(
    (day) => !isWorkingDay(day, calendar) && nameOfDay(day, calendar).length > 0,
  )

/** Lines that could not be read, and words above them that name no community. */
function unreadLines(plan: TypedPlan, [place]: readonly { key: string }[]): Line[] {
  const isPlace = place !== undefined && placeKeys(plan.place).includes(place.key)
  return [
    ...(plan.head !== undefined && !isPlace ? [line('plan.head', { text: plan.head })] : []),
    ...plan.unread.map(({ why, params }) => line(why, params)),
  ]
}

/** The days of the weeks that are planned, from today on: their gaps are named. */
function weekDays(slots: readonly Slot[], at: number): string[] {
  const days = new Set<string>()
  for (const { day } of slots) {
    const monday = addDays(day, 1 - weekdayOf(day))
    for (let i = 0; i < 7; i++) days.add(addDays(monday, i))
  }
  return [...days].filter((day) => day >= dayOf(at)).sort()
}
