import { line, type Offer, offer } from '../../domain/say.ts'
import type { Mail } from '../../store/mail.ts'
import type { OrderRow } from '../../store/order.ts'
import { named } from './order-lines.ts'

/** The three answers to how it went. */
export const voiceOffers = (order: number): Offer[] => [
  offer('offer.voice_good', `/满意 ${order} 1`),
  offer('offer.voice_fair', `/满意 ${order} 2`),
  offer('offer.voice_bad', `/满意 ${order} 3`),
]

/** What the requester is asked once an order is done: whether they are satisfied (R076). Once a round. */
export const voiceLetter = (order: Pick<OrderRow, 'id' | 'title' | 'round'>, to: number): Mail => ({
  to,
  say: [line('mail.voice', named(order))],
  offer: voiceOffers(order.id),
  dedupe: `order/voice/${order.id}/${order.round}`,
})
