import { addDays } from '../domain/calendar/shanghai.ts'
import type { Calendar } from '../domain/calendar/working-days.ts'
import { isDigestDay } from '../domain/reminders/moments.ts'
import type { Due } from './define.ts'
import { onDays } from './due.ts'

/** Monday at 09:00 (see `isDigestDay`), of use for two days more. The period is that day. */
export const monday = (after: number, upTo: number, calendar: Calendar): Due[] =>
  onDays(after, upTo, 9 * 60, (day) =>
    isDigestDay(day, calendar) ? { period: day, lastDay: addDays(day, 2) } : undefined,
  )
