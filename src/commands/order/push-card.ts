import type { Category } from '../../domain/order/category.ts'
import { isEasy } from '../../domain/order/difficulty.ts'
import { seedOf } from '../../domain/order/draw.ts'
import { firstDue } from '../../domain/order/ladder.ts'
import type { OrderRules, Urgency } from '../../domain/order/rules.ts'
import { opensWithDraw } from '../../domain/order/state.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { GroupLetter } from '../../store/mail.ts'
import type { OrderOriginKind } from '../../store/tables/order.ts'
import type { Who } from '../define.ts'
import { cardLines, type ShownOrder } from './order-lines.ts'

/** How an order opens: with a draw or at once, the end of its seed, and when the first level is told that nobody takes it. */
export function opening(
  order: {
    category: Category
    urgency: Urgency
    places: number | null
    taken: number
    origin?: OrderOriginKind
  },
  { now, rules, random }: { now: number; rules: OrderRules; random: (length: number) => Uint8Array },
) {
  const free = order.places === null || order.places > order.taken
  // A wish brings no hours: nobody is behind with it.
  const draws = free && order.origin !== 'wish' && opensWithDraw({ ...order, easy: isEasy(order.category) })
  return {
    state: draws ? ('drawing' as const) : ('open' as const),
    draw_at: draws ? now + rules.drawTime : null,
    // The number of the order comes in front, in the write.
    draw_seed: draws ? seedOf(0, random(6)).slice(1) : null,
    escalate_at: firstDue(now, order.urgency, rules),
  }
}

/** An order as it is shown before the write has given it a number. */
export type Published = Omit<ShownOrder, 'id'> & { id: number | string; draw_at: number | null }

/** The card of a published order in a group: what everybody may know, how it is taken, who would fit best. */
export const publishedLines = (
  order: Published,
  now: number,
  rules: OrderRules,
  fit: readonly Line[],
): Line[] => [
  ...cardLines(order, now, rules),
  order.draw_at !== null
    ? line('push.draw', { at: order.draw_at, order: order.id })
    : order.places !== null && order.taken >= order.places
      ? line('push.full', { order: order.id })
      : line('push.first_come'),
  ...fit,
]

export const claimOffer = (order: number | string): Offer => offer('offer.claim', `/接单 ${order}`, { order })

/** The card for every group of the community but the one that has it as the answer. */
export const cardsFor = (
  groups: readonly { id: number; reached: number }[],
  { group }: Who,
  card: { say: Line[]; order: number | string; dedupe: string; mention: number[]; urgent: boolean },
): GroupLetter[] =>
  groups
    .filter(({ id }) => id !== group?.id)
    .map(({ id }) => ({
      group: id,
      say: card.say,
      offer: [claimOffer(card.order)],
      dedupe: `${card.dedupe}/${id}`,
      ...(card.mention.length > 0 && { mention: card.mention }),
      ...(card.urgent && { urgent: true as const }),
    }))

/** What who published it hears besides: to how many groups it goes, and that some cannot be reached. */
export function reachLines(groups: readonly { id: number; reached: number }[], { group }: Who): Line[] {
  const others = groups.filter(({ id }) => id !== group?.id)
  const reached = others.filter((one) => one.reached).length
  if (groups.length === 0) return [line('push.groupless')]
  return [
    ...(reached > 0 ? [line(group ? 'push.sent' : 'push.sent_all', { groups: reached })] : []),
    ...(others.length > reached ? [line('push.unreached', { groups: others.length - reached })] : []),
  ]
}
