import { type HolidayLine, planHolidays, yearOfDays } from '../../../domain/import/holidays.ts'
import type { PlannedRow } from '../../../domain/import/plan.ts'
import { line } from '../../../domain/say.ts'
import { listOfYearQuery, listStands, writeList } from '../../../store/import/holidays.ts'
import { fold } from '../../../text/fold.ts'
import { typedDays } from '../../../text/holiday-dates.ts'
import { holidayNames } from '../../../text/holiday-words.ts'
import { dayOfCell } from '../cells.ts'
import type { Table } from '../columns.ts'
import { defineImport } from '../spec.ts'

const OFF = /^(?:放假|休息|休假|休|放|假|是|off)/
const WORK = /^(?:上班|补班|调休上班|调休|班|工作|否|work)/

/** The days of a cell: one, or from one to another of at most 16. */
function daysOfCell(text: string, today: string, from1904: boolean): readonly string[] {
  const typed = fold(text)
  const found = typedDays(typed, 0, undefined, () => Number(today.slice(0, 4)))
  if (found && !found.fault && typed.slice(found.to).trim() === '') return found.days
  const day = dayOfCell(text, today, from1904, 'future')
  return day === undefined ? [] : [day]
}

/** The lines that could be read and those that could not. */
function linesOf({ rows, from1904 }: Table, today: string): { lines: HolidayLine[]; refused: PlannedRow[] } {
  const lines: HolidayLine[] = []
  const refused: PlannedRow[] = []
  for (const { line: number, text } of rows) {
    const days = daysOfCell(text('day'), today, from1904)
    const off = fold(text('off'))
    const no = (code: 'import.no_day' | 'import.no_off', params: { [name: string]: string }) =>
      refused.push({ line: number, fate: 'refused', said: [line(code, params)], row: {} })
    if (days.length === 0) no('import.no_day', { text: text('day') })
    else if (!OFF.test(off) && !WORK.test(off)) no('import.no_off', { text: text('off') })
    else lines.push({ line: number, days, off: OFF.test(off), names: holidayNames(fold(text('holiday'))) })
  }
  return { lines, refused }
}

const yearIn = (lines: readonly HolidayLine[]): number => yearOfDays(lines.flatMap(({ days }) => days))

/** 节假日: the State Council's list of a year, as `/节假日` takes it in (rule 8.20). */
export const holiday = defineImport({
  kind: 'holiday',
  eyes: ['administrator'],
  fields: ['day', 'off', 'holiday'],
  needed: [['day'], ['off'], ['holiday']],
  template: ['day', 'off', 'holiday'],
  example: [
    ['2027-01-01', '放假', '元旦'],
    ['2027-02-05至2027-02-11', '放假', '春节'],
    ['2027-02-14', '上班', '春节'],
  ],
  take: (table, { view }) => linesOf(table, view.today),
  read: ({ lines }) => ({ stands: listOfYearQuery(yearIn(lines)) }),
  plan: ({ lines, refused }, { stands }, { view }) => {
    const year = yearIn(lines)
    const thisYear = Number(view.today.slice(0, 4))
    // Only the running year and the next have days that still matter, and a closed month keeps its own.
    if (lines.length > 0 && (year < thisYear || year > thisYear + 1))
      return line('holidays.far_year', { year, from: thisYear, to: thisYear + 1 })
    return planHolidays(lines, refused, stands)
  },
  write: ({ id, basis, by }) => {
    const { year, days } = basis as { year: number; days: string }
    return { still: listStands(year, days), writes: writeList(id, year, by) }
  },
})
