import { type Line, line } from '../say.ts'
import { tenthsOf } from './rate.ts'

/** The orders of a month, by when they were published; `proposed` by members themselves, `plain` of the three plain kinds. */
export interface OrdersOfMonth {
  published: number
  proposed: number
  verified: number
  plain: number
}

/** Above this share of 老三样 (R040) the report says so, tenths of a percent; of fewer orders it says nothing. */
const [muchPlain, fewest] = [600, 5]

/** Those figures as the store gives them, JSON; of a unit there are none. */
export const ordersGiven = (orders: string | null | undefined): OrdersOfMonth | undefined =>
  orders ? (JSON.parse(orders) as OrdersOfMonth) : undefined

/**
 * The orders of a month in a line: how many, how many of them ideas of members (R035), how much of it is 老三样 (R040).
 * What is graded later still changes, and is left out of a closed month (R069). None: no line.
 */
export function ordersLine(orders: OrdersOfMonth | undefined, closed: boolean): Line[] {
  if (!orders || orders.published === 0) return []
  const { published, proposed, verified, plain } = orders
  const share = tenthsOf(plain, published)
  const what = {
    published,
    proposed,
    rate: tenthsOf(proposed, published),
    plain: share,
    much: published >= fewest && share > muchPlain ? ['report.plain_much'] : [],
  }
  return [closed ? line('report.orders', what) : line('report.orders_open', { ...what, verified })]
}
