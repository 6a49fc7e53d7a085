import { addDays, addMonths, daysBetween, isDay, lastDayOf, weekdayOf } from '../domain/calendar/shanghai.ts'
import { readNumber } from './numbers.ts'

/** Which side of today a day without a year or month lies on: hours were in the past, orders and shifts are ahead. */
export type Reading = 'past' | 'future'

/** A day; `null` for what the calendar does not have (2月30日); `undefined` for what is no day at all (24/7). */
export type Reckoned = string | null | undefined

const valid = (year: number, month: number, day: number): string | null => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : null
}

/**
 * A month and a day, with a year where one was typed. Hours: this year, also when that is still ahead (it is refused
 * then), but in January and February a November or December date is last year's (rule 8.4). Orders: this year, and
 * next year once the day is so long gone that nobody means it; just missed stays missed and is refused.
 */
export function dayOfYear(
  year: string,
  month: string,
  day: string,
  today: string,
  reading: Reading,
): Reckoned {
  const [m, d] = [readNumber(month), readNumber(day)]
  if (m === undefined || d === undefined || !Number.isInteger(m) || !Number.isInteger(d)) return undefined
  const now = Number(today.slice(0, 4))
  if (year !== '') return valid(readYear(year, now), m, d)
  const [thisMonth, here] = [Number(today.slice(5, 7)), valid(now, m, d)]
  if (reading === 'past') return thisMonth <= 2 && m >= 11 ? valid(now - 1, m, d) : here
  return here === null ? valid(now + 1, m, d) : daysBetween(here, today) > 60 ? valid(now + 1, m, d) : here
}

function readYear(text: string, now: number): number {
  const relative = { 去年: now - 1, 今年: now, 明年: now + 1 }[text]
  if (relative !== undefined) return relative
  const year = readNumber(text.replace(/[年\-/.]$/, '')) ?? 0
  return year < 100 ? 2000 + year : year
}

/** A day of a month that was named, its last one without a number. */
export function dayOfMonth(month: string, day: string): Reckoned {
  if (day === '') return lastDayOf(month)
  return valid(Number(month.slice(0, 4)), Number(month.slice(5, 7)), readNumber(day) ?? 0)
}

/** 5号 alone: the latest one up to today, or the next from today on, in a month that has it. */
export function nearestDate(day: string, today: string, reading: Reading): Reckoned {
  const number = readNumber(day)
  if (number === undefined || !Number.isInteger(number)) return undefined
  if (number < 1 || number > 31) return null
  for (let step = 0; step < 4; step++) {
    const month = addMonths(today.slice(0, 7), reading === 'past' ? -step : step)
    const found = dayOfMonth(month, String(number))
    if (found && (reading === 'past' ? found <= today : found >= today)) return found
  }
  return null
}

/** 三天后, 两周前. */
export function dayAway(count: string, unit: string, side: string, today: string): Reckoned {
  const number = readNumber(count)
  if (number === undefined || !Number.isInteger(number) || number > 400) return undefined
  return addDays(today, (side === '前' ? -1 : 1) * number * (unit === '天' ? 1 : 7))
}

/** Monday is 1, Sunday 7. */
const weekdayNumber = (word: string): number => '一二三四五六日'.indexOf(word) + 1 || Number(word) || 7

/** 上周二: a weekday so many weeks from this one; weeks start on Monday. */
export const dayOfWeek = (weeks: number, word: string, today: string): string =>
  addDays(today, 7 * weeks + weekdayNumber(word) - weekdayOf(today))

/** 周三 alone: today's, else the one before or the one ahead. */
export function nearestWeekday(word: string, today: string, reading: Reading): string {
  const ahead = (weekdayNumber(word) - weekdayOf(today) + 7) % 7
  return addDays(today, reading === 'future' || ahead === 0 ? ahead : ahead - 7)
}
