import { judgeStep } from '../../domain/order/judge-step.ts'
import { no } from '../../domain/order/refusals.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import type { Step } from '../../domain/order/state.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { OrderRow } from '../../store/order.ts'
import type { Decision, Situation, Who } from '../define.ts'
import { cardLines, insideLines } from './order-lines.ts'
import { about, holdersOf, standingsOn } from './order-standing.ts'

/**
 * One order as it is now: its card, who is on it, what it is to the sender, and what they may do next. Contact and
 * details in private only, and only for who may know them. Refuses with order.not_here, order.not_published,
 * orders.other_group.
 */
export function showOrder(
  { who, at, policy }: Situation<unknown, unknown>,
  order: OrderRow | undefined,
  number: number,
): Decision | Refusal {
  if (!order) return about(order, number, no('order.not_here'))
  const standings = standingsOn(order, who)
  if (standings.every((one) => ['outsider', 'other_secretary', 'liaison'].includes(one)))
    return about(order, number, no('order.not_here'))
  const inside = standings.some(
    (one) => !['member', 'volunteer', 'resident', 'outsider', 'other_secretary', 'liaison'].includes(one),
  )
  const unpublished = order.state === 'requested' || order.state === 'proposed'
  if (unpublished && !inside) return about(order, number, no('order.not_published'))
  if (who.inGroup && !isKnownIn(order, who)) return refuse('orders.other_group')

  const hidden = insideLines(order)
  return {
    say: [
      ...cardLines(order, at, rulesOf(policy)),
      ...stateLines(order),
      ...ownLines(order),
      ...(who.inGroup ? (hidden.length > 0 ? [line('orders.inside', { order: order.id })] : []) : hidden),
    ],
    offer: next(order, who),
  }
}

/** Whether a group has heard of an order: it was pushed there. */
const isKnownIn = ({ community_id, lent, state }: OrderRow, { group }: Who): boolean =>
  group !== undefined &&
  state !== 'requested' &&
  state !== 'proposed' &&
  (group.community_id === community_id || (JSON.parse(lent) as number[]).includes(group.community_id))

/** Where it stands, and who has it: whoever serves may be named. */
function stateLines(order: OrderRow): Line[] {
  const names = holdersOf(order)
    .filter(({ state }) => state !== 'offered')
    .map(({ name }) => name)
  const state =
    order.origin === 'wish' && ['open', 'full', 'done', 'verified'].includes(order.state)
      ? [`wish_state.${order.state}`]
      : [`order_state.${order.state}`]
  return [
    order.state === 'drawing' && order.draw_at !== null
      ? line('orders.state_drawing', { state, at: order.draw_at })
      : line('orders.state', { state }),
    ...(names.length > 0 ? [line('orders.holders', { names })] : []),
    ...(order.waiting > 0 ? [line('orders.waiting', { waiting: order.waiting })] : []),
  ]
}

function ownLines({ my_claim, my_offered_until }: OrderRow): Line[] {
  if (my_claim === 'held') return [line('orders.you_hold')]
  if (my_claim === 'waiting') return [line('orders.you_wait')]
  if (my_claim === 'drawing') return [line('orders.you_draw')]
  if (my_claim === 'offered') return [line('orders.you_are_offered', { until: my_offered_until ?? 0 })]
  return []
}

/** What may be done next, at most four: what one's own place asks for comes first. */
function next(order: OrderRow, who: Who): Offer[] {
  const standings = standingsOn(order, who)
  const may = (step: Step) => !isRefusal(judgeStep(step, order.state, standings))
  const { id } = order
  const all: [Step, Offer][] = [
    ['finish', offer('offer.finish', `/完成 ${id}`)],
    ['claim', offer('offer.claim', `/接单 ${id}`)],
    ['release', offer('offer.release', `/退单 ${id}`)],
    ['publish', offer('offer.publish', `/派单 ${id}`)],
    order.origin === 'wish'
      ? ['satisfied', offer('offer.receipt', `/签收 ${id}`)]
      : ['verify', offer('offer.verify', `/核销 ${id} 好`, { order: id })],
    ['answer_loan', offer('offer.lend_yes', `/调剂 ${id} 同意`)],
    ['recommend', offer('offer.recommend', `/推荐 ${id}`)],
    ['nudge', offer('offer.nudge', `/催单 ${id}`)],
  ]
  return all
    .filter(([step]) => may(step))
    .map(([, one]) => one)
    .slice(0, 4)
}
