import { type Line, line } from '../say.ts'
import { dayOf, daysBetween, MINUTE } from './shanghai.ts'
import { type Calendar, coveredUntil } from './working-days.ts'

/** How long a pasted list waits for its yes, ms. */
export const listDraftLives = 10 * MINUTE

/** The State Council publishes next year's list in November; from this day on it is asked for, and again each week. */
const askedFrom = '11-15'
/** From this day on the health page warns that next year's is not there. */
const warnedFrom = '12-01'

/** What an administrator is asked for: the year, in which week of asking (one letter each), and what is said. */
export interface HolidayListDue {
  year: number
  /** `2027/0`, a week later `2027/1`: the period of the letter. */
  period: string
  say: Line[]
}

/**
 * Whose list is missing and is to be asked for (rule 8.20): next year's from 15 November on, this year's as long as it is
 * not there. Undefined when nothing is to be asked.
 */
export function holidayListDue(now: number, calendar: Calendar): HolidayListDue | undefined {
  const today = dayOf(now)
  const year = Number(today.slice(0, 4))
  const inSeason = today.slice(5) >= askedFrom
  const missing = [...(inSeason ? [year + 1] : []), year].find((one) => !calendar.covered.has(one))
  if (missing === undefined) return undefined
  const week = Math.floor(daysBetween(`${missing - 1}-${askedFrom}`, today) / 7)
  return {
    year: missing,
    period: `${missing}/${week}`,
    say: [line('mail.holidays_missing', { year: missing }), line('holidays.paste', { year: missing })],
  }
}

/** Whether the calendar is known far enough for that day: up to when, or which year's list should be there and is not. */
export function calendarState(day: string, calendar: Calendar): { until: string } | { missing: number } {
  const until = coveredUntil(day, calendar)
  const year = Number(day.slice(0, 4))
  if (until === undefined) return { missing: year }
  return until.startsWith(String(year)) && day.slice(5) >= warnedFrom ? { missing: year + 1 } : { until }
}
