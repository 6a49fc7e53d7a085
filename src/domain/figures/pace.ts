import { daysBetween } from '../calendar/shanghai.ts'

/*
 * The year's target is the same for everybody, whenever in the year they registered: R057's 20 hours are a unit's
 * average, and who comes late can still reach them. Only leave makes it less (R025), by calendar days.
 */

/** How many days a year has. */
export const daysOfYear = (year: string): number =>
  daysBetween(`${year}-01-01`, `${String(Number(year) + 1).padStart(4, '0')}-01-01`)

/** The target of a year less its days of leave, in minutes, rounded half up: 20 hours and five days are 1184 (R025: 19.7 h). */
export function targetLessLeave(target: number, leaveDays: number, year: string): number {
  const days = daysOfYear(year)
  return Math.round((target * Math.max(0, days - leaveDays)) / days)
}

/**
 * The pace (rule 4): how many minutes should be done when a day begins, rounded half up. Days gone are those before
 * it, less the days of leave among them; on 1 January nobody is behind.
 */
export function paceOn(target: number, leaveDaysGone: number, day: string): number {
  const year = day.slice(0, 4)
  const gone = daysBetween(`${year}-01-01`, day)
  return Math.round((target * Math.max(0, gone - leaveDaysGone)) / daysOfYear(year))
}

/**
 * How many minutes somebody is behind the year's pace on a day (rule 8.13); 0 when they are not. `target` is the whole
 * year's, `leaveDays` are the days of leave of that year before the day.
 */
export const behindPace = (minutesDone: number, target: number, leaveDays: number, day: string): number =>
  Math.max(0, paceOn(target, leaveDays, day) - minutesDone)
