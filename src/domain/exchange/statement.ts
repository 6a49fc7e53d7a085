import { keptMonth } from '../calendar/kept-period.ts'
import { monthOf } from '../calendar/shanghai.ts'

/** What became of somebody's points up to a month and in it: earned by the ledger, spent, given back. */
export interface PointsOfMonth {
  earnedBefore: number
  usedBefore: number
  backBefore: number
  earned: number
  used: number
  back: number
}

/** A statement that balances: opening + earned - used + back = closing. Points. */
export interface Statement {
  opening: number
  earned: number
  used: number
  back: number
  closing: number
}

export function statementOf(month: PointsOfMonth): Statement {
  const { earned, used, back } = month
  const opening = month.earnedBefore - month.usedBefore + month.backBefore
  return { opening, earned, used, back, closing: opening + earned - used + back }
}

/** The month that a statement is wanted of; undefined for what is no month up to now. */
export function statementMonth(period: string | undefined, at: number): string | undefined {
  const month = keptMonth(period, at) ?? (period === undefined ? monthOf(at) : undefined)
  return month !== undefined && month <= monthOf(at) ? month : undefined
}
