import { addDays, addMonths, MINUTE, minuteOfDay, weekdayOf } from '../calendar/shanghai.ts'
import {
  type Calendar,
  firstWorkingDay,
  workingDaysBetween,
  workingDaysOfWeek,
} from '../calendar/working-days.ts'
import { isQuiet } from '../outbox/retry.ts'

/** On the first working day of a month its report is due for the month before: which one. */
export const monthReported = (day: string, calendar: Calendar): string | undefined =>
  firstWorkingDay(day.slice(0, 7), calendar) === day ? addMonths(day.slice(0, 7), -1) : undefined

/** Whether a week's digest is due: on Monday, and where Monday is off on the week's first working day. */
export const isDigestDay = (day: string, calendar: Calendar): boolean =>
  workingDaysOfWeek(day, calendar)[0] === day

/**
 * Whether gaps are told of: on Friday, and where Friday is off on the week's last working day. A make-up Saturday after a
 * Friday that is worked changes nothing: Friday leaves a day more to find somebody.
 */
export function isGapsDay(day: string, calendar: Calendar): boolean {
  const week = workingDaysOfWeek(day, calendar)
  const friday = week.find((one) => weekdayOf(one) === 5)
  return (friday ?? week.at(-1)) === day
}

/**
 * The working days of the next week; a week that is off as a whole (春节) is left out, because nobody could be told of the
 * one after it in time.
 */
export function daysAhead(day: string, calendar: Calendar): string[] {
  for (let monday = addDays(day, 8 - weekdayOf(day)), weeks = 0; weeks < 4; weeks += 1) {
    const days = workingDaysOfWeek(monday, calendar)
    if (days.length > 0) return days
    monday = addDays(monday, 7)
  }
  return []
}

/** The working days of a day's week, from that day on. */
export const restOfWeek = (day: string, calendar: Calendar): string[] =>
  workingDaysOfWeek(day, calendar).filter((one) => one >= day)

/**
 * A month closes on the 5th of the next at 24:00 (rule 4). It is told of on the 5th, or on the last working day before,
 * which in October lies in the month itself: which month, and the 5th.
 */
export function closingOn(day: string, calendar: Calendar): { month: string; fifth: string } | undefined {
  const next = Number(day.slice(8)) > 5 ? addMonths(day.slice(0, 7), 1) : day.slice(0, 7)
  const fifth = `${next}-05`
  const last = workingDaysBetween(addDays(fifth, -20), fifth, calendar).at(-1)
  return last === day ? { month: addMonths(next, -1), fifth } : undefined
}

/** How long before its start a shift is reminded of, ms. */
export const soonBefore = 30 * MINUTE

/** Whether the reminder before a shift falls into quiet hours and is dropped: the evening's said it (rule 8.12). */
export const isTooEarly = (startsAt: number): boolean => isQuiet(minuteOfDay(startsAt - soonBefore))

/** A missing check-in (rule 8.13): so long after the start the person is told, then who answers for the community, ms. */
export const missingAfter = { person: 10 * MINUTE, secretary: 30 * MINUTE }
