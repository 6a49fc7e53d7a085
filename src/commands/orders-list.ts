import type { Category } from '../domain/order/category.ts'
import { rulesOf } from '../domain/order/rules.ts'
import { type Line, line, offer } from '../domain/say.ts'
import type { RowsOf } from '../store/d1.ts'
import type {
  askedOrdersQuery,
  OpenOrder,
  openOrdersQuery,
  ownProfileQuery,
  waitingOrdersQuery,
} from '../store/open-orders.ts'
import type { Decision, Situation } from './define.ts'
import { orderLine } from './orders-line.ts'
import { rankOrders } from './orders-rank.ts'

type Facts = RowsOf<{
  open: ReturnType<typeof openOrdersQuery>
  waiting: ReturnType<typeof waitingOrdersQuery>
  asked: ReturnType<typeof askedOrdersQuery>
  profile: ReturnType<typeof ownProfileQuery>
}>

const [most, buttons] = [7, 3]

/** The orders that the sender may take, what they have, and what waits for who keeps them. */
export function listOrders(
  situation: Situation<unknown, unknown>,
  facts: Facts,
  of: Category | undefined,
): Decision {
  const { who, policy } = situation
  const me = who.person?.id
  const isMine = ({ my_claim, requester_id }: OpenOrder) => my_claim !== null || requester_id === me
  const free = facts.open.filter((order) => !isMine(order))
  const ranked = rankOrders(free, situation, facts.profile[0])
  const limit = rulesOf(policy).openClaims
  const isFull = !who.inGroup && (facts.profile[0]?.open ?? 0) >= limit
  const [best] = ranked
  const taken = facts.open.filter(({ my_claim }) => my_claim !== null).map(({ id }) => String(id))
  const asked = who.inGroup ? [] : facts.asked.slice(0, 5)
  const after = [
    ...(taken.length > 0 ? [line('orders.mine', { orders: taken })] : []),
    ...(best
      ? [isFull ? line('orders.hands_full', { limit }) : line('orders.how', { order: best.order.id })]
      : []),
    ...(asked.length > 0 ? [line('orders.asked', { orders: asked.map(askedWords) })] : []),
    ...waitingLines(facts.waiting),
  ]
  // The title, perhaps how many more there are, and what may be typed next take lines of the twelve too.
  const shown = ranked.slice(0, Math.min(most, 9 - after.length))
  const more = ranked.length - shown.length
  return {
    say: [
      best
        ? line('orders.title', { count: ranked.length })
        : of
          ? line('orders.none_of', { category: [`category.${of}`] })
          : line('orders.none'),
      ...shown.map(({ order, fit }) => orderLine(order, fit, who)),
      ...(more > 0 ? [line('orders.more', { count: more })] : []),
      ...after,
    ],
    offer: shown.slice(0, buttons).map(claimOffer),
  }
}

const askedWords = ({ id, state }: Facts['asked'][number]): string =>
  JSON.stringify(line('orders.asked_one', { order: id, state: [`order_state.${state}`] }))

const claimOffer = ({ order }: { order: OpenOrder }) =>
  offer('offer.claim_order', `/接单 ${order.id}`, { order: order.id })

/** What waits to be published and to be verified, by number. */
function waitingLines(waiting: Facts['waiting']): Line[] {
  const inState = (...states: string[]) =>
    waiting.filter(({ state }) => states.includes(state)).map(({ id }) => String(id))
  const [publish, verify] = [inState('requested', 'proposed'), inState('done')]
  return [
    ...(publish[0] ? [line('orders.to_publish', { orders: publish, order: publish[0] })] : []),
    ...(verify[0] ? [line('orders.to_verify', { orders: verify, order: verify[0] })] : []),
  ]
}
