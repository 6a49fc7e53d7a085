import { monthOf } from '../../domain/calendar/shanghai.ts'
import type { View } from '../page.ts'

/** A month that has begun. */
const isMonth = (text: string | undefined, now: number): text is string =>
  text !== undefined && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text) && text <= monthOf(now)

/** A year that has begun. */
export const isYear = (text: string | undefined, now: number): text is string =>
  text !== undefined && /^20\d\d$/.test(text) && text <= monthOf(now).slice(0, 4)

/** The period that is asked for: `?month=2026-10` or `?year=2026`; undefined for what is none, or is still ahead. */
export function askedPeriod({ asked, now }: Pick<View, 'asked' | 'now'>): string | undefined {
  const [month, year] = [asked('month'), asked('year')]
  return isMonth(month, now) ? month : isYear(year, now) ? year : undefined
}
