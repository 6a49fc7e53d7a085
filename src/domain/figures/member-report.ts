import { addDays, daysBetween } from '../calendar/shanghai.ts'
import { type Line, line } from '../say.ts'
import { daysOfYear, paceOn, targetLessLeave } from './pace.ts'

/** How much of a year is gone when a day begins: its days from `from` to `to`, of a past year all of them. */
export interface YearGone {
  year: string
  from: string
  /** The last day that is over; before `from` on 1 January. */
  to: string
  last: string
  days: number
  of: number
}

/** The year of a month as it stands when a day begins. */
export function yearGone(month: string, today: string): YearGone {
  const year = month.slice(0, 4)
  const [from, last] = [`${year}-01-01`, `${year}-12-31`]
  const of = daysOfYear(year)
  const days = Math.min(of, Math.max(0, daysBetween(from, today)))
  return { year, from, to: addDays(from, days - 1), last, days, of }
}

/** How many minutes should be done by then (rule 4), less the days of leave that are over; of a past year the whole target. */
export const expectedBy = (gone: YearGone, target: number, leaveGone: number): number =>
  gone.days === gone.of
    ? targetLessLeave(target, leaveGone, gone.year)
    : paceOn(target, leaveGone, addDays(gone.to, 1))

/** A member's own month and the year so far; minutes. `confirmed` is when it was confirmed, ms. */
export interface MemberFacts {
  month: string
  unit: string
  times: number
  minutes: number
  byHand: number
  points: number
  gone: YearGone
  yearMinutes: number
  /** Days of leave of the year, and those of them that are over. */
  leaveDays: number
  leaveGone: number
  confirmed: number | null
}

/**
 * The monthly report to one member, in private: what was done, where the year stands, for those behind how far, and how
 * to confirm it to the branch (双报告, R002). `target` is the year's, minutes.
 */
export function memberReport(facts: MemberFacts, target: number): Line[] {
  const { month, unit, times, minutes, byHand, points, gone, yearMinutes, leaveDays, confirmed } = facts
  const goal = targetLessLeave(target, leaveDays, gone.year)
  const pace = expectedBy(gone, target, facts.leaveGone)
  const say =
    minutes === 0 && times === 0
      ? [line('report.mine_none', { month })]
      : [line('report.mine', { month, times: Math.max(0, times), minutes, points })]
  if (byHand > 0) say.push(line('report.split', { duty: minutes - byHand, byHand }))
  say.push(line('report.mine_year', { year: gone.year, minutes: yearMinutes, target: goal }))
  if (yearMinutes < pace) say.push(line('report.mine_behind', { pace, behind: pace - yearMinutes }))
  say.push(
    confirmed === null
      ? line('report.mine_confirm', { month, unit })
      : line('report.mine_confirmed', { month, unit, at: confirmed }),
  )
  return say
}
