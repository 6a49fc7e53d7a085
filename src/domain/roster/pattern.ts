import { addDays, weekdayOf } from '../calendar/shanghai.ts'
import { type Calendar, isWorkingDay, nameOfDay } from '../calendar/working-days.ts'

/** Days that repeat between two days, both included: on these weekdays (1 is Monday), on working days, or on all. */
export interface DayPattern {
  from: string
  to: string
  weekdays?: readonly number[]
  working?: true
  /** At most so many days. */
  most?: number
}

/**
 * The days of a pattern, and the days off that it leaves out (holidays by the State Council's calendar; weekends only
 * where it wants working days, and those are not named). Make-up days count where working days are wanted. A span that
 * has nothing but days off means them (a holiday's own roster).
 */
export function daysOfPattern(pattern: DayPattern, calendar: Calendar): { days: string[]; left: string[] } {
  const { from, to, weekdays, working, most = Number.POSITIVE_INFINITY } = pattern
  const days: string[] = []
  const left: string[] = []
  const all: string[] = []
  for (let day = from; day <= to && days.length < most; day = addDays(day, 1)) {
    if (weekdays && !weekdays.includes(weekdayOf(day))) continue
    all.push(day)
    if (isWorkingDay(day, calendar)) days.push(day)
    else if (nameOfDay(day, calendar).length > 0) left.push(day)
    else if (!working) weekdayOf(day) > 5 ? days.push(day) : left.push(day)
  }
  return working && days.length === 0 ? { days: all, left: [] } : { days, left }
}

/** Named days that were said as a span (周一到周五): holidays among them are left out, unless there is nothing else. */
export function daysOfSpan(span: readonly string[], calendar: Calendar): { days: string[]; left: string[] } {
  const isOff = (day: string) =>
    !isWorkingDay(day, calendar) && (weekdayOf(day) <= 5 || nameOfDay(day, calendar).length > 0)
  const left = span.filter(isOff)
  return left.length === span.length
    ? { days: [...span], left: [] }
    : { days: span.filter((day) => !isOff(day)), left }
}
