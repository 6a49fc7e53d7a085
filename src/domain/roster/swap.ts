import type { Calendar } from '../calendar/working-days.ts'
import { workingDaysBetween } from '../calendar/working-days.ts'

/** How many working days somebody has been on a community's roster on a day, from their first shift there, that day included (R018). */
export const daysOnRoster = (firstDay: string, day: string, calendar: Calendar): number =>
  firstDay > day ? 0 : workingDaysBetween(firstDay, day, calendar).length

/**
 * Whether somebody new would take over too early, so that the secretary has to say yes (R018): who has had the post for
 * fewer working days than that. Nobody who was never on the roster has a post to keep.
 */
export const needsYes = (
  firstDay: string | null,
  day: string,
  calendar: Calendar,
  tenureDays: number,
): boolean => firstDay !== null && daysOnRoster(firstDay, day, calendar) < tenureDays
