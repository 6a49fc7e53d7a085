import { addDays, daysBetween, isDay, weekdayOf } from '../domain/calendar/shanghai.ts'

/** Days of a notice: one date or a range, where it ended in the text, and what is wrong with it. */
export interface TypedDays {
  days: string[]
  to: number
  /** date: the calendar has no such day. range: it ends before it starts, or lasts too long. weekday: it is another weekday. */
  fault?: 'date' | 'range' | 'weekday'
}

const NOTE = '(?:\\((?:[^()]*)\\))?'
const DATES = [
  /(?<y>20\d\d)[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})日?(?!\d)/y,
  /(?<y>20\d\d)(?<m>\d\d)(?<d>\d\d)(?!\d)/y,
  /(?:(?<y>20\d\d)年)?(?:(?<m>\d{1,2})月)?(?<d>\d{1,2})[日号]/y,
  // 1月1-3日, where only the end says 日.
  new RegExp(`(?:(?<y>20\\d\\d)年)?(?<m>\\d{1,2})月(?<d>\\d{1,2})(?=${NOTE}(?:[-~—–]|至|到))`, 'y'),
  /(?<m>\d{1,2})[-/.](?<d>\d{1,2})日?(?![\d.月日天])/y,
]
/** The end of 2027-01-01至03. */
const LAST_DATE = /(?<d>\d{1,2})(?![\d月日号天./-])/y
const UNTIL = / ?(?:至|到|[-~—–]{1,2}) ?/y
/** (周四), (农历除夕、周二), or the weekday alone; brackets with figures are not passed over. */
const NOTES = / ?(?:\(([^()\d放班休]*)\)|((?:周|星期|礼拜)[一二三四五六日天]))/y
const WEEKDAY = /(?:周|星期|礼拜)([一二三四五六日天])/

/** No holiday was ever longer, in days. */
const longest = 16

interface OneDate {
  day: string
  /** The weekday that was typed with it, 1 to 7. */
  weekday: number | undefined
  to: number
}

/**
 * The days that stand at a place of a folded notice: 1月1日(周四)至3日(周六), 2027-01-01至2027-01-03, 2月14日. What the
 * second date leaves out it takes from the first. `yearOf` says which year a month without one is of.
 */
export function typedDays(
  text: string,
  at: number,
  before: string | undefined,
  yearOf: (month: number) => number,
): TypedDays | undefined {
  const first = oneDate(text, at, before, yearOf)
  if (!first) return undefined
  const until = match(UNTIL, text, first.to)
  const last = until && oneDate(text, first.to + until[0].length, first.day, yearOf, true)
  const { day: from } = first
  const { day: to, to: end } = last ?? first
  if (!isDay(from) || !isDay(to)) return { days: [], to: end, fault: 'date' }
  if (to < from || daysBetween(from, to) >= longest) return { days: [], to: end, fault: 'range' }
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i))
  const wrong = [
    { day: from, weekday: first.weekday },
    { day: to, weekday: last?.weekday },
  ].some(({ day, weekday }) => weekday !== undefined && weekdayOf(day) !== weekday)
  return { days, to: end, ...(wrong && { fault: 'weekday' as const }) }
}

function oneDate(
  text: string,
  at: number,
  before: string | undefined,
  yearOf: (month: number) => number,
  isLast = false,
): OneDate | undefined {
  for (const pattern of isLast ? [...DATES, LAST_DATE] : DATES) {
    const found = match(pattern, text, at)
    if (!found) continue
    const { y, m = before?.slice(5, 7), d = '' } = found.groups ?? {}
    if (m === undefined) return undefined
    const year = y ?? (found.groups?.m === undefined ? before?.slice(0, 4) : undefined) ?? yearOf(Number(m))
    let to = at + found[0].length
    let weekday: number | undefined
    for (let note = match(NOTES, text, to); note; note = match(NOTES, text, to)) {
      to += note[0].length
      const name = WEEKDAY.exec(note[1] ?? note[2] ?? '')?.[1]
      if (name !== undefined) weekday = name === '天' ? 7 : '一二三四五六日'.indexOf(name) + 1
    }
    return { day: `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`, weekday, to }
  }
  return undefined
}

/** A sticky pattern at a place of a text. */
function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
