import { addDays, addMonths, lastDayOf, weekdayOf } from '../../domain/calendar/shanghai.ts'
import { findDays } from '../../text/days.ts'
import { folded } from '../../text/fold.ts'
import { NUMBER, readNumber } from '../../text/numbers.ts'
import { type DayFault, invalid, take, takeOut } from './plan-words.ts'

const MONTH_END = new RegExp(`(?:到|至|直到|截至|截止到?)\\s*(?:(${NUMBER})月[底末]|年[底末])(?:为?止)?`, 'u')
const WHOLE_MONTH = new RegExp(`(?<![\\d\\p{L}])(本月|这个月|下个?月|(${NUMBER})月份?)(?!\\d|[底末])`, 'u')
const WHOLE_WEEK = /(?<![\d\p{L}])(下下|下|本|这)一?个?(?:周|星期|礼拜)(?![一二三四五六日天末\d])/u
const UNTIL = /(?:到|至|直到|截至|截止到?|-)\s*$/u
const FROM = /(?:从|自)\s*$/u
const BEHIND = /^\s*(?:起|开始|为?止)/u

/** From when and until when something repeats, and the line without it. */
export interface Bounds {
  from?: string
  to?: string
  rest: string
}

/** The days of a week that a line names as a whole: 本周, 下周. */
export function takeWeek(
  text: string,
  today: string,
): { from: string; to: string; rest: string } | undefined {
  const week = take(text, WHOLE_WEEK)
  if (!week) return undefined
  const weeks = { 下下: 2, 下: 1 }[week.groups[0] ?? ''] ?? 0
  const monday = addDays(today, 7 * weeks + 1 - weekdayOf(today))
  return { from: monday < today ? today : monday, to: addDays(monday, 6), rest: week.rest }
}

/** From when and until when something repeats: `到12月底`, `12-01起`, `12-01到12-31`, `12月`, `下周`. */
export function takeBounds(text: string, today: string): Bounds | DayFault {
  const bounds: Bounds = { rest: text }
  const end = take(text, MONTH_END)
  if (end) {
    bounds.to = lastDayOf(end.groups[0] ? monthAhead(end.groups[0], today) : `${today.slice(0, 4)}-12`)
    bounds.rest = end.rest
  }
  const form = folded(bounds.rest)
  for (const { from, to, value } of findDays(form.text, today, 'future').toReversed()) {
    if (value === null) return invalid(form.text.slice(from, to))
    const until = UNTIL.exec(form.text.slice(0, from))
    if (until) bounds.to ??= value
    else bounds.from = value
    const start = from - ((until ?? FROM.exec(form.text.slice(0, from)))?.[0].length ?? 0)
    bounds.rest = takeOut(bounds.rest, form, start, to + (BEHIND.exec(form.text.slice(to))?.[0].length ?? 0))
  }
  const week = bounds.from || bounds.to ? undefined : takeWeek(bounds.rest, today)
  if (week) return week
  const month = bounds.from || bounds.to ? undefined : take(bounds.rest, WHOLE_MONTH)
  if (month) {
    const [word = '', number = ''] = month.groups
    const named = number
      ? monthAhead(number, today)
      : addMonths(today.slice(0, 7), word.startsWith('下') ? 1 : 0)
    return { from: `${named}-01`, to: lastDayOf(named), rest: month.rest }
  }
  return bounds.from && bounds.to && bounds.to < bounds.from
    ? { fault: 'arg.day.backwards', params: { text: text.trim().slice(0, 20) } }
    : bounds
}

const monthAhead = (typed: string, today: string): string => {
  const month = Math.min(12, Math.max(1, readNumber(typed) ?? 1))
  const year = Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0)
  return `${year}-${String(month).padStart(2, '0')}`
}

/** Without a word on it, a pattern goes on to the end of the next month. */
export function periodOf(bounds: Bounds, counted: string[] | undefined, today: string) {
  const from = bounds.from !== undefined && bounds.from > today ? bounds.from : today
  const number = Math.min(readNumber(counted?.[0] ?? '') ?? 0, 60)
  const unit = counted?.[1] ?? ''
  if (unit === '次') return { from, to: bounds.to ?? addDays(from, 366), most: number }
  if (unit === '个月') return { from, to: bounds.to ?? addDays(from, 30 * number) }
  if (unit !== '') return { from, to: bounds.to ?? addDays(from, 7 * number - 1) }
  return { from, to: bounds.to ?? lastDayOf(addMonths(from.slice(0, 7), 1)) }
}
