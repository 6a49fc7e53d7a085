import { type Line, line } from '../say.ts'
import { tenthsOf } from './rate.ts'

/**
 * The orders of a month, by when they were published; `proposed` by members themselves, `plain` of the three plain kinds.
 * By when they were to be done: how many (`due`), and of how many somebody said within a day that they are (`onTime`).
 */
export interface OrdersOfMonth {
  published: number
  proposed: number
  verified: number
  plain: number
  due: number
  onTime: number
}

/** Above this share of 老三样 (R040) the report says so, tenths of a percent; of fewer orders it says nothing. */
const [muchPlain, fewest] = [600, 5]

/** Those figures as the store gives them, JSON; of a unit there are none. */
export const ordersGiven = (orders: string | null | undefined): OrdersOfMonth | undefined =>
  orders ? (JSON.parse(orders) as OrdersOfMonth) : undefined

/**
 * The orders of a month in a line: how many, how many of them ideas of members (R035), how much of it is 老三样 (R040), how
 * many were done in time (R039). What is graded later still changes, and is left out of a closed month (R069). None: no line.
 */
export function ordersLine(orders: OrdersOfMonth | undefined, closed: boolean): Line[] {
  if (!orders) return []
  const { published, proposed, verified, plain, due, onTime } = orders
  const inTime = { due, onTime, rate: due > 0 ? tenthsOf(onTime, due) : 0 }
  if (published === 0) return due > 0 ? [line('report.on_time', inTime)] : []
  const share = tenthsOf(plain, published)
  const what = {
    published,
    proposed,
    rate: tenthsOf(proposed, published),
    plain: share,
    much: published >= fewest && share > muchPlain ? ['report.plain_much'] : [],
    time: due > 0 ? [JSON.stringify(line('report.on_time_too', inTime))] : [],
  }
  return [closed ? line('report.orders', what) : line('report.orders_open', { ...what, verified })]
}
