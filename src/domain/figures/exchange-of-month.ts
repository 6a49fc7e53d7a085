import { type Line, line } from '../say.ts'

/** What was exchanged in a month in a community, less what was taken back (R061, R062): points, minutes 折算, pieces of goods. */
export interface ExchangeOfMonth {
  points: number
  minutes: number
  pieces: number
}

/** Those figures as the store gives them, JSON; of a unit there are none. */
export const exchangeGiven = (exchange: string | null | undefined): ExchangeOfMonth | undefined =>
  exchange ? (JSON.parse(exchange) as ExchangeOfMonth) : undefined

/** The line of a report, apart from its hours; a closed month's never changes, because each act counts when it was done. None: no line. */
export function exchangeLine(month: ExchangeOfMonth | undefined): Line[] {
  if (!month || (month.points === 0 && month.minutes === 0 && month.pieces === 0)) return []
  return [line('report.exchange', { ...month })]
}
