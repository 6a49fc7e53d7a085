import { faultOfList, type HolidayName, type ListedDay } from '../calendar/holiday-list.ts'
import { type Line, line } from '../say.ts'
import type { Plan, PlannedRow } from './plan.ts'

/** A line of a calendar: the days that it says, off or worked to make up for it, for these holidays. */
export interface HolidayLine {
  line: number
  days: readonly string[]
  off: boolean
  names: readonly HolidayName[]
}

/** The year whose list these days are: December's last days may stand in the list of the next year. */
export const yearOfDays = (days: readonly string[]): number =>
  Number([...days].sort().at(-1)?.slice(0, 4) ?? 0)

const textOf = (off: number | boolean): string[] => [off ? 'import_day.off' : 'import_day.work']

/**
 * What a year's calendar would become, day by day; a day that the file leaves out goes. A list that cannot be the State
 * Council's is refused as a whole, as `/节假日` does (holidays.*).
 */
export function planHolidays(
  lines: readonly HolidayLine[],
  refused: readonly PlannedRow[],
  stands: readonly ListedDay[],
): Plan {
  const year = yearOfDays(lines.flatMap(({ days }) => days))
  const days = lines.flatMap((one) =>
    one.days.map((day) => ({
      line: one.line,
      day,
      off: one.off ? (1 as const) : (0 as const),
      name: one.names.join(' '),
    })),
  )
  const before = new Map(stands.map((one) => [one.day, one]))
  const rows = days.map(({ line: number, ...day }): PlannedRow => {
    const was = before.get(day.day)
    before.delete(day.day)
    const holidays = day.name.split(' ').map((name) => `holiday.${name}`)
    const words = { day: day.day, to: textOf(day.off), holidays }
    const same = was?.off === day.off && was.name === day.name
    return {
      line: number,
      fate: !was ? 'new' : same ? 'same' : 'changed',
      said: [
        !was || same
          ? line('import.day', words)
          : line('import.day_changed', {
              ...words,
              from: textOf(was.off),
              was: was.name.split(' ').map((name) => `holiday.${name}`),
            }),
      ],
      row: day,
    }
  })
  const gone = [...before.values()].map(
    (day): PlannedRow => ({
      line: 0,
      fate: 'gone',
      said: [line('import.day_gone', { day: day.day, from: textOf(day.off) })],
      row: {},
    }),
  )
  const statements = lines.map((one) => ({ ...one, text: '' }))
  const wrong = refused.length > 0 ? undefined : faultOfList(year, statements)
  const fault: Line[] = wrong ? [line(wrong.refused, wrong.params)] : []
  return {
    rows: [
      ...refused,
      ...(wrong ? [{ line: 0, fate: 'refused' as const, said: fault, row: {} }] : []),
      ...rows,
      ...gone,
    ].sort((a, b) => a.line - b.line),
    said: [line('import.holiday_year', { year })],
    basis: { year, days: JSON.stringify([...stands].sort((a, b) => (a.day < b.day ? -1 : 1))) },
  }
}
