import {
  addDays,
  addMonths,
  dayOf,
  lastDayOf,
  MINUTE,
  monthOf,
  startOfDay,
} from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { coverage } from '../../domain/roster/coverage.ts'
import { rosterDays, weekFrom } from '../../domain/roster/roster-day.ts'
import { type Line, line, offer } from '../../domain/say.ts'
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
import { weekLines } from './roster-lines.ts'
import { answersFor, placeKeys } from './roster-place.ts'

/** So many of one's own shifts are named, and so many days of a month without anybody. */
const ownShown = 4
const missingShown = 5
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
      const { covered, working, missing } = coverage(shown.days, on, calendar, peacetime)
      const what = { community: place.name, month: shown.month, covered, working }
      return {
        say: [
          ...own,
          missing.length === 0
            ? line('roster.month', what)
            : line(missing.length > missingShown ? 'roster.month_many' : 'roster.month_missing', {
                ...what,
                days: missing.slice(0, missingShown),
                count: missing.length,
              }),
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

interface Shown {
  days: string[]
  /** How many weeks on, where a week is shown. */
  weeks?: number
  month?: string
}

/** 「我的」 is no place: one's own shifts come first anyway. */
const placeTyped = ({ place }: { place: string | undefined }): string | undefined =>
  place !== undefined && /^我的?班?$/u.test(place) ? undefined : place

/** The days of a typed period, or a day's week; undefined where it is neither week nor month. A month long gone is meant to come. */
function daysOf(
  { period, day }: { period: string | undefined; day: string | undefined },
  at: number,
): Shown | undefined {
  if (day !== undefined) {
    const days = weekFrom(day)
    return days.includes(dayOf(at)) ? { days, weeks: 0 } : { days }
  }
  const weeks = new Map([
    [undefined, 0],
    ['本周', 0],
    ['下周', 1],
    ['上周', -1],
  ]).get(period)
  if (weeks !== undefined) return { days: weekFrom(dayOf(at), weeks), weeks }
  const now = monthOf(at)
  const named = new Map([
    ['本月', now],
    ['上月', addMonths(now, -1)],
    ['下月', addMonths(now, 1)],
  ]).get(period ?? '')
  const typed = named ?? (/^\d{4}-\d\d$/.test(period ?? '') ? (period ?? '') : undefined)
  if (typed === undefined) return undefined
  const month = typed < addMonths(now, -6) ? addMonths(typed, 12) : typed
  const days: string[] = []
  for (let day = `${month}-01`; day <= lastDayOf(month); day = addDays(day, 1)) days.push(day)
  return { days, month }
}

/** The group's, one's own, and where one answers for people. */
const maySee = (who: Who, place: { id: number; units: string }): boolean =>
  place.id === who.group?.community_id ||
  (!who.inGroup && place.id === who.person?.community_id) ||
  answersFor(who, place.id) ||
  place.units !== '[]'

function ownLines(own: readonly { starts_at: number; ends_at: number; count: number }[]): Line[] {
  const [first] = own
  if (!first) return [line('roster.own_none')]
  const shifts = own.map(({ starts_at, ends_at }) => `${starts_at}-${ends_at}`)
  return [
    first.count > own.length
      ? line('roster.own_more', { shifts, count: first.count - own.length })
      : line('roster.own', { shifts }),
  ]
}
