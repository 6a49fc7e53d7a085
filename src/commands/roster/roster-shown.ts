import { addDays, addMonths, dayOf, lastDayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { weekFrom } from '../../domain/roster/roster-day.ts'

/** Which days of a roster are shown: a week, or a month. */
interface Shown {
  days: string[]
  /** How many weeks on from this one, where that is what was asked for. */
  weeks?: number
  month?: string
}

/** The days of a typed period, or a day's week; undefined where it is neither week nor month. A month long gone is meant to come. */
export function daysOf(
  { period, day }: { period: string | undefined; day: string | undefined },
  at: number,
): Shown | undefined {
  if (day !== undefined) {
    const days = weekFrom(day)
    return days.includes(dayOf(at)) ? { days, weeks: 0 } : { days }
  }
  const weeks = new Map([
    [undefined, 0],
    ['本周', 0],
    ['下周', 1],
    ['上周', -1],
  ]).get(period)
  if (weeks !== undefined) return { days: weekFrom(dayOf(at), weeks), weeks }
  const now = monthOf(at)
  const named = new Map([
    ['本月', now],
    ['上月', addMonths(now, -1)],
    ['下月', addMonths(now, 1)],
  ]).get(period ?? '')
  const typed = named ?? (/^\d{4}-\d\d$/.test(period ?? '') ? (period ?? '') : undefined)
  if (typed === undefined) return undefined
  const month = typed < addMonths(now, -6) ? addMonths(typed, 12) : typed
  const days: string[] = []
  for (let day = `${month}-01`; day <= lastDayOf(month); day = addDays(day, 1)) days.push(day)
  return { days, month }
}
