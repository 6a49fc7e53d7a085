import { addDays, dayOf, MINUTE, monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { coverage } from '../../domain/roster/coverage.ts'
import { rosterDays } from '../../domain/roster/roster-day.ts'
import { line, offer } from '../../domain/say.ts'
import { calendarQuery } from '../../store/holiday.ts'
import {
  attendedDaysQuery,
  ownShiftsQuery,
  placeToRead,
  rosterPlaceQuery,
  rosterQuery,
} from '../../store/roster.ts'
import { args, optional } from '../args/args.ts'
import { period } from '../args/period.ts'
import { rest } from '../args/rest.ts'
import { weekOfDay } from '../args/week-of-day.ts'
import { type Decision, defineCommand, type Who } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { monthLines, ownLines, weekLines } from './roster-lines.ts'
import { answersFor, placeKeys } from './roster-place.ts'
import { daysOf } from './roster-shown.ts'

/** So many of one's own shifts are named. */
const ownShown = 4
/** A duty shorter than that is no day covered, ms. */
const countsFrom = defaultPolicy.shortestDutyMinutes * MINUTE

/**
 * `/值班表 [本周|下周|11-25|本月|12月] [社区]`: who is on, by day, with the days that lack people; of a day its week; of a month
 * how many working days have enough (R012): days that are over by who was there, the others by the plan. In private one's
 * own shifts come first. Refuses with roster.period, roster.elsewhere, roster.where, group.unbound.
 */
export const showRoster = defineCommand({
  name: '值班表',
  aliases: ['roster', 'zbb'],
  topic: 'duty',
  usage: '/值班表 [本周|下周|本月]',
  example: '/值班表 下周',
  args: args({ period: optional(period), day: optional(weekOfDay), place: optional(rest) }),
  who: registeredOrAppointed,
  read: ({ sender, community, at, args }) => {
    const shown = daysOf(args, at)
    const [from, to] = [shown?.days[0] ?? dayOf(at), shown?.days.at(-1) ?? dayOf(at)]
    const place = placeToRead(sender, community, placeKeys(placeTyped(args)))
    // Who was there is asked for a month only.
    const [since, until] = shown?.month ? [startOfDay(from), startOfDay(addDays(to, 1))] : [0, 0]
    return {
      place: rosterPlaceQuery(sender, place),
      shifts: rosterQuery(place, from, to),
      attended: attendedDaysQuery(place, since, until, countsFrom),
      own: ownShiftsQuery(sender, at, ownShown),
      calendar: calendarQuery(from),
    }
  },
  decide: ({ facts, args, who, at, policy, peacetime }): Decision | Refusal => {
    const shown = daysOf(args, at)
    if (!shown) return refuse('roster.period')
    const [place] = facts.place
    const named = placeTyped(args)
    if (named !== undefined && !(place && placeKeys(named).includes(place.key)))
      return refuse('roster.unknown', { text: named.slice(0, 20) })
    if (who.inGroup && !who.group) return refuse('group.unbound')
    if (!place) return refuse('roster.where')
    if (!maySee(who, place)) return refuse('roster.elsewhere', { community: place.name })

    const calendar = calendarOf(facts.calendar)
    const own = who.inGroup ? [] : ownLines(facts.own)
    if (shown.month) {
      const today = dayOf(at)
      const on = [
        ...facts.attended.filter(({ day }) => day <= today),
        ...facts.shifts.filter(({ day }) => day >= today),
      ]
      const counted = coverage(shown.days, on, calendar, peacetime)
      return {
        say: [
          ...own,
          ...monthLines(place.name, shown.month, counted),
          ...(shown.month >= monthOf(at) ? [line('roster.month_how')] : []),
        ],
        offer: [offer('offer.week', '/值班表')],
      }
    }
    const days = rosterDays(shown.days, facts.shifts, calendar)
    const [from = '', to = ''] = [shown.days[0], shown.days.at(-1)]
    const isEmpty = facts.shifts.length === 0
    return {
      say: [
        ...own,
        line(isEmpty ? 'roster.empty' : 'roster.week', { community: place.name, from, to }),
        ...weekLines(days, policy),
      ],
      offer:
        shown.weeks === 0
          ? [offer('offer.next_week', '/值班表 下周')]
          : [offer('offer.month', '/值班表 本月')],
    }
  },
})

/** 「我的」 is no place: one's own shifts come first anyway. */
const placeTyped = ({ place }: { place: string | undefined }): string | undefined =>
  place !== undefined && /^我的?班?$/u.test(place) ? undefined : place

/** The group's, one's own, and where one answers for people. */
const maySee = (who: Who, place: { id: number; units: string }): boolean =>
  place.id === who.group?.community_id ||
  (!who.inGroup && place.id === who.person?.community_id) ||
  answersFor(who, place.id) ||
  place.units !== '[]'
