import { type Refusal, refuse } from '../refusal.ts'
import { daysOf, type Festival, festivals } from './festivals.ts'
import { weekdayOf } from './shanghai.ts'

/** A holiday of a list: one of the law, or another that the State Council adds for once. */
export type HolidayName = Festival | 'other'

/** One statement of a list: these days are off, or are worked to make up for it. */
export interface HolidayStatement {
  names: readonly HolidayName[]
  off: boolean
  days: readonly string[]
  /** How many days off the list itself counts (共3天). */
  said?: number
  /** As typed. */
  text: string
}

/** A day of a year's list, as it is stored. */
export interface ListedDay {
  day: string
  off: 0 | 1
  name: string
}

/** The days of a list, in order. */
export const listedDays = (statements: readonly HolidayStatement[]): ListedDay[] =>
  statements
    .flatMap(({ names, off, days }) =>
      days.map((day) => ({ day, off: off ? (1 as const) : (0 as const), name: names.join(' ') })),
    )
    .sort((a, b) => (a.day < b.day ? -1 : 1))

/**
 * Why a list cannot be the State Council's: holidays.other_year, holidays.twice, holidays.count, holidays.makeup (a make-up
 * day lies on a weekend), holidays.missing and holidays.misnamed (every holiday of the law is off on its days).
 */
export function faultOfList(year: number, statements: readonly HolidayStatement[]): Refusal | undefined {
  const days = listedDays(statements)
  const elsewhere = days.filter(({ day }) => day < `${year - 1}-12-01` || day > `${year}-12-31`)
  if (elsewhere.length > 0) return refuse('holidays.other_year', { year, days: shown(elsewhere) })
  const twice = days.filter(({ day }, i) => days[i - 1]?.day === day)
  if (twice.length > 0) return refuse('holidays.twice', { days: shown(twice) })
  const miscounted = statements.find(({ said, days }) => said !== undefined && said !== days.length)
  if (miscounted) {
    const { text, days, said = 0 } = miscounted
    return refuse('holidays.count', { text, count: days.length, said })
  }
  const makeup = days.filter(({ day, off }) => off === 0 && weekdayOf(day) <= 5)
  if (makeup.length > 0) return refuse('holidays.makeup', { days: shown(makeup) })

  const off = new Set(days.filter((one) => one.off === 1).map(({ day }) => day))
  const missing = festivals.filter((festival) => daysOf(festival, year).some((day) => !off.has(day)))
  if (missing.length > 0) return refuse('holidays.missing', { names: codes(missing) })
  const misnamed = festivals.filter((festival) => {
    const called = days.filter((one) => one.off === 1 && one.name.split(' ').includes(festival))
    return called.length > 0 && !called.some(({ day }) => daysOf(festival, year).includes(day))
  })
  return misnamed.length > 0 ? refuse('holidays.misnamed', { names: codes(misnamed) }) : undefined
}

/** How many days a list takes off and makes up, and how many more weekdays are off than made up. */
export function sumsOf(days: readonly { day: string; off: number }[]): {
  off: number
  makeup: number
  net: number
} {
  const off = days.filter((one) => one.off === 1)
  const makeup = days.length - off.length
  return {
    off: off.length,
    makeup,
    net: off.filter(({ day }) => weekdayOf(day) <= 5).length - makeup,
  }
}

const shown = (days: readonly { day: string }[]): string[] =>
  [...new Set(days.map(({ day }) => day))].slice(0, 6)

const codes = (names: readonly HolidayName[]): string[] => names.map((name) => `holiday.${name}`)
