import { lunarDays } from './lunar-days.ts'
import { addDays } from './shanghai.ts'

/** The seven holidays of the law. */
export const festivals = [
  'new_year',
  'spring',
  'qingming',
  'labour',
  'dragon_boat',
  'mid_autumn',
  'national',
] as const
export type Festival = (typeof festivals)[number]

/** The days off of a holiday by law (as of 2025), in order; none for a lunar one outside the table of lunar days. */
export function daysOf(festival: Festival, year: number): string[] {
  const [first, count] = starts[festival](year)
  return first === undefined ? [] : Array.from({ length: count }, (_, i) => addDays(first, i))
}

const starts: { [F in Festival]: (year: number) => [first: string | undefined, count: number] } = {
  new_year: (year) => [`${year}-01-01`, 1],
  // From 除夕 on.
  spring: (year) => [before(lunarDays(year)?.spring), 4],
  qingming: (year) => [qingming(year), 1],
  labour: (year) => [`${year}-05-01`, 2],
  dragon_boat: (year) => [lunarDays(year)?.dragonBoat, 1],
  mid_autumn: (year) => [lunarDays(year)?.midAutumn, 1],
  national: (year) => [`${year}-10-01`, 3],
}

const before = (day: string | undefined): string | undefined => day && addDays(day, -1)

/** The day of the solar term: a formula that holds for this century. */
function qingming(year: number): string {
  const short = year % 100
  return `${year}-04-0${Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)}`
}

/** How many days off the law gives in a year, whatever they fall on. */
export const statutoryCount = 13

/** The holidays of the law that a day belongs to (中秋节 may fall on one of 国庆节). */
export const statutoryNames = (day: string): Festival[] =>
  festivals.filter((festival) => daysOf(festival, Number(day.slice(0, 4))).includes(day))
