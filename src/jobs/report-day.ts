import type { Calendar } from '../domain/calendar/working-days.ts'
import { monthReported } from '../domain/reminders/moments.ts'
import type { Due } from './define.ts'
import { onDays } from './due.ts'

/** The first working day of a month at 09:00, of use until the 20th. The period is the month before. */
export const reportDay = (after: number, upTo: number, calendar: Calendar): Due[] =>
  onDays(after, upTo, 9 * 60, (day) => {
    const month = monthReported(day, calendar)
    return month === undefined ? undefined : { period: month, lastDay: `${day.slice(0, 7)}-20` }
  })
