import { addDays, lastDayOf } from '../calendar/shanghai.ts'
import { type Calendar, workingDaysBetween } from '../calendar/working-days.ts'

/** The working days of a month that are over when a day begins, in order. */
export function workingDaysGone(month: string, today: string, calendar: Calendar): string[] {
  const [last, yesterday] = [lastDayOf(month), addDays(today, -1)]
  return workingDaysBetween(`${month}-01`, last < yesterday ? last : yesterday, calendar)
}

/** The days of these on which nobody was (R012). */
export const gapsIn = (days: readonly string[], covered: ReadonlySet<string>): string[] =>
  days.filter((day) => !covered.has(day))

/** The days of a month as they are kept in one number: bit 1 is the 1st. */
export const daysOfBits = (month: string, bits: number): Set<string> => {
  const days = new Set<string>()
  for (let day = 1; day <= 31; day++) {
    if ((bits >>> day) & 1) days.add(`${month}-${String(day).padStart(2, '0')}`)
  }
  return days
}
