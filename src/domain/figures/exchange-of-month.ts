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
  const { points, minutes, pieces } = month
  if (points >= 0 && minutes >= 0 && pieces >= 0) return [line('report.exchange', { ...month })]
  // More came back in this month than was exchanged in it.
  const what = [
    { amount: points, used: 'report.exchange_points', back: 'report.exchange_points_back' },
    { amount: minutes, used: 'report.exchange_minutes', back: 'report.exchange_minutes_back' },
    { amount: pieces, used: 'report.exchange_pieces', back: 'report.exchange_pieces_back' },
  ].flatMap(({ amount, used, back }) =>
    amount === 0 ? [] : [JSON.stringify(line(amount < 0 ? back : used, { amount: Math.abs(amount) }))],
  )
  return [line('report.exchange_net', { what })]
}
