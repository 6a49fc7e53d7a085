import type { OrderRules } from '../../domain/order/rules.ts'
import { line } from '../../domain/say.ts'
import type { Mail } from '../../store/mail.ts'
import type { OrderRow } from '../../store/order.ts'
import { cardLines, named } from './order-lines.ts'
import { claimOffer, type Published } from './push-card.ts'

/** Those who fit an urgent order best hear of it in private at once (R038); a critical one goes through quiet hours. */
export const needed = (
  best: readonly { id: number }[],
  order: Published,
  { community, dedupe, now, rules }: { community: string; dedupe: string; now: number; rules: OrderRules },
): Mail[] =>
  order.urgency !== 'urgent' && order.urgency !== 'critical'
    ? []
    : best.map(({ id }) => ({
        to: id,
        say: [
          line('push.needed', { ...named(order), community, urgency: [`urgency.${order.urgency}`] }),
          ...cardLines(order, now, rules).slice(1),
        ],
        offer: [claimOffer(order.id)],
        dedupe: `${dedupe}/to/${id}`,
        ...(order.urgency === 'critical' && { urgent: true as const }),
      }))

/** Who asked for it, or had the idea, hears that it is out. */
export const tellRequester = (order: OrderRow, me: number, handsFull: boolean, card: Mail['say']): Mail[] =>
  order.requester_id === null || order.requester_id === me
    ? []
    : [
        {
          to: order.requester_id,
          say: [
            line(
              order.origin !== 'proposal' ? 'push.yours' : handsFull ? 'push.approved_full' : 'push.approved',
              named(order),
            ),
            ...card,
            ...(order.origin === 'proposal' && !handsFull
              ? [line('push.approved_how', { order: order.id })]
              : []),
          ],
          dedupe: `order/published/${order.id}`,
        },
      ]
