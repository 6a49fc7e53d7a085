import { offerUntil } from '../../domain/order/claims.ts'
import type { OrderRules } from '../../domain/order/rules.ts'
import { line, offer } from '../../domain/say.ts'
import type { Query } from '../../store/d1.ts'
import type { OrderRow } from '../../store/order.ts'
import { mentionOffers, promoteNext, writeOffers } from '../../store/release.ts'
import { named, whenLines } from './order-lines.ts'

/** An order as far as an offer of a place of it needs to know it. */
export type OfferedOrder = Pick<OrderRow, 'id' | 'title' | 'urgency' | 'starts_at' | 'ends_at'>

/**
 * The statements that offer a free place to the next on the waiting list, one for a call, and tell them: in private, and
 * in the groups where the bot cannot write to them.
 */
export function offerNext(
  order: OfferedOrder,
  rules: OrderRules,
  { key, now }: { key: string; now: number },
): Query[] {
  const until = Math.min(
    offerUntil(now, order.urgency, rules),
    order.ends_at !== null && order.ends_at > now ? order.ends_at : Number.POSITIVE_INFINITY,
  )
  const what = { ...named(order), until }
  const take = offer('offer.claim', `/接单 ${order.id}`)
  const urgent = order.urgency === 'critical'
  const promotion = { until, most: rules.openClaims, key, now }
  return [
    promoteNext(order.id, promotion),
    writeOffers(
      order.id,
      {
        say: [line('mail.place_offered', what), ...whenLines(order), line('mail.place_offered_how', what)],
        offer: [take, offer('offer.release', `/退单 ${order.id}`)],
        urgent,
      },
      promotion,
    ),
    mentionOffers(order.id, { say: [line('group.place_offered', what)], offer: [take], urgent }, promotion),
  ]
}
