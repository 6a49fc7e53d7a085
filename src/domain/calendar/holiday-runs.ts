import { addDays, daysBetween } from './shanghai.ts'
import { type Calendar, isWorkingDay, nameOfDay } from './working-days.ts'

/** A holiday as it is told: its days off and the days that make up for them, each in order. */
export interface HolidayRun {
  /** Codes for `{…:words}`. */
  names: string[]
  off: string[]
  makeup: string[]
}

/** A holiday and its make-up days lie within weeks; the same holiday of another year does not. */
const apart = 60

/** The holidays that have a day between two days, both included, in order of their first day off. */
export function holidayRuns(from: string, to: string, calendar: Calendar): HolidayRun[] {
  const runs: (HolidayRun & { last: string })[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const names = nameOfDay(day, calendar)
    if (names.length === 0) continue
    const open = runs.findLast(
      (run) => run.names.join() === names.join() && daysBetween(run.last, day) < apart,
    )
    const run = open ?? { names, off: [], makeup: [], last: day }
    if (!open) runs.push(run)
    const worked = isWorkingDay(day, calendar)
    if (worked) run.makeup.push(day)
    else run.off.push(day)
    run.last = day
  }
  const first = ({ off, makeup }: HolidayRun): string => off[0] ?? makeup[0] ?? ''
  return runs
    .sort((a, b) => (first(a) < first(b) ? -1 : 1))
    .map(({ names, off, makeup }) => ({ names, off, makeup }))
}

/** Days in order, consecutive ones as `2026-01-01/2026-01-03`: for the format kind `days`. */
export function spansOf(days: readonly string[]): string[] {
  const spans: [string, string][] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last && addDays(last[1], 1) === day) last[1] = day
    else spans.push([day, day])
  }
  return spans.map(([first, last]) => (first === last ? first : `${first}/${last}`))
}
