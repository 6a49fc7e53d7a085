import { addDays, weekdayOf } from '../domain/calendar/shanghai.ts'
import type { Calendar } from '../domain/calendar/working-days.ts'
import { isGapsDay } from '../domain/reminders/moments.ts'
import type { Due } from './define.ts'
import { onDays } from './due.ts'

/** How many days ahead the roster is read: the next week that is worked lies within them. */
export const readAhead = 28

/** Friday at 16:00 (see `isGapsDay`); on Sunday evening it is too late to ask. The period is that day. */
export const friday = (after: number, upTo: number, calendar: Calendar): Due[] =>
  onDays(after, upTo, 16 * 60, (day) =>
    isGapsDay(day, calendar) ? { period: day, lastDay: addDays(day, 7 - weekdayOf(day)) } : undefined,
  )
