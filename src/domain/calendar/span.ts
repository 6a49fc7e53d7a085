import { addMonths, lastDayOf, startOfDay } from './shanghai.ts'

/** A period (`2026-11` or `2026`) as its months, its days (the last included) and its instants (`until` not included). */
export interface Span {
  firstMonth: string
  lastMonth: string
  firstDay: string
  lastDay: string
  from: number
  until: number
}

export function spanOf(period: string): Span {
  const [firstMonth, lastMonth] = period.length === 4 ? [`${period}-01`, `${period}-12`] : [period, period]
  return {
    firstMonth,
    lastMonth,
    firstDay: `${firstMonth}-01`,
    lastDay: lastDayOf(lastMonth),
    from: startOfDay(`${firstMonth}-01`),
    until: startOfDay(`${addMonths(lastMonth, 1)}-01`),
  }
}
