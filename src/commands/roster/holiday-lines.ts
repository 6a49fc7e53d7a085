import { calendarState } from '../../domain/calendar/holiday-due.ts'
import { type HolidayRun, holidayRuns, spansOf } from '../../domain/calendar/holiday-runs.ts'
import { addDays } from '../../domain/calendar/shanghai.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { type Line, line } from '../../domain/say.ts'

/** How many of the next holidays are told. */
const shown = 3
/** How far back a holiday that is on now may have begun, and how far ahead the next ones are looked for, in days. */
const back = 20
const ahead = 200

/** Up to when the calendar is known, what is missing, and what comes next. */
export function stateLines(today: string, calendar: Calendar): Line[] {
  const year = Number(today.slice(0, 4))
  const state = calendarState(today, calendar)
  const missing = [year, year + 1].filter((one) => !calendar.covered.has(one))
  const next = holidayRuns(addDays(today, -back), addDays(today, ahead), calendar)
    .filter(({ off, makeup }) => [...off, ...makeup].some((day) => day >= today))
    .slice(0, shown)
  return [
    ...('until' in state ? [line('holidays.until', { until: state.until })] : []),
    ...missing.map((one) => line('holidays.by_rule', { year: one })),
    ...next.map(runLine),
  ]
}

/** One year, all of it. */
export function yearLines(year: number, calendar: Calendar): Line[] {
  const runs = holidayRuns(`${year - 1}-12-01`, `${year}-12-31`, calendar).filter(({ off }) =>
    off.some((day) => day.startsWith(String(year))),
  )
  if (!calendar.covered.has(year)) return [line('holidays.by_rule', { year }), ...runs.map(runLine)]
  const off = runs.reduce((sum, run) => sum + run.off.length, 0)
  const makeup = runs.reduce((sum, run) => sum + run.makeup.length, 0)
  return [line('holidays.year', { year, off, makeup }), ...runs.map(runLine)]
}

/** A holiday in one line: its name, its days, how many, and what makes up for it. */
export const runLine = ({ names, off, makeup }: HolidayRun): Line =>
  makeup.length === 0
    ? line('holidays.run', { names, off: spansOf(off), count: off.length })
    : off.length === 0
      ? line('holidays.run_work', { names, makeup })
      : line('holidays.run_makeup', { names, off: spansOf(off), count: off.length, makeup })
