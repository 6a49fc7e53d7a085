import { statutoryNames } from './festivals.ts'
import { addDays, weekdayOf } from './shanghai.ts'

/** A line of what the State Council published, as it is stored: a year without days says that its list is known. */
export interface HolidayRow {
  /** The year whose list it stands in; 31 December may stand in the list of the next year. */
  year: number
  day: string | null
  /** 1: off. 0: a working day, made up for. */
  off: number | null
  /** Which holiday it belongs to: codes, space-separated (`national mid_autumn`). */
  name: string | null
}

/** Which days are worked: the years whose list is known, and the days that those lists name. */
export interface Calendar {
  covered: ReadonlySet<number>
  days: ReadonlyMap<string, { off: boolean; names: readonly string[] }>
}

/** The calendar of these rows; where two lists name a day, the later year's counts. */
export function calendarOf(rows: readonly HolidayRow[]): Calendar {
  const days = new Map<string, { off: boolean; names: string[] }>()
  for (const { day, off, name } of [...rows].sort((a, b) => a.year - b.year)) {
    if (day !== null) days.set(day, { off: off === 1, names: (name ?? '').split(' ') })
  }
  return { covered: new Set(rows.map(({ year }) => year)), days }
}

const yearOf = (day: string): number => Number(day.slice(0, 4))

/**
 * Whether a day is worked (rule 4): as the State Council's list says, make-up days included. For a year whose list is not
 * known, the days off by law and weekends are off (rule 8.20).
 */
export function isWorkingDay(day: string, calendar: Calendar): boolean {
  const listed = calendar.days.get(day)
  if (listed) return !listed.off
  if (weekdayOf(day) > 5) return false
  return calendar.covered.has(yearOf(day)) || statutoryNames(day).length === 0
}

/** Which holiday a day belongs to, as codes for `{…:words}`, a make-up day too; none for any other day. */
export function nameOfDay(day: string, calendar: Calendar): string[] {
  const byRule = calendar.covered.has(yearOf(day)) ? [] : statutoryNames(day)
  const names = calendar.days.get(day)?.names ?? byRule
  return names.map((name) => `holiday.${name}`)
}

/** The working days from a day to another, both included, in order. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) days.push(day)
  }
  return days
}

/** The first working day of a month (`2026-11`). */
export function firstWorkingDay(month: string, calendar: Calendar): string {
  let day = `${month}-01`
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1)
  return day
}

/** The working days of the week, Monday to Sunday, in which a day lies. */
export function workingDaysOfWeek(day: string, calendar: Calendar): string[] {
  const monday = addDays(day, 1 - weekdayOf(day))
  return workingDaysBetween(monday, addDays(monday, 6), calendar)
}

/** The last day for which lists are known without a gap, seen from a day; undefined where its own year's is not. */
export function coveredUntil(day: string, { covered }: Calendar): string | undefined {
  let year = yearOf(day)
  if (!covered.has(year)) return undefined
  while (covered.has(year + 1)) year += 1
  return `${year}-12-31`
}
