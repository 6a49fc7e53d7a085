import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import type { Category } from '../../domain/order/category.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { RowsOf } from '../../store/d1.ts'
import { askedOrdersQuery, type OpenOrder, ordersAtQueries } from '../../store/open-orders.ts'
import { ownProfileQuery } from '../../store/own-profile.ts'
import { fold } from '../../text/fold.ts'
import type { Ask, Decision, Situation } from '../define.ts'
import { named } from './order-lines.ts'
import { orderLine } from './orders-line.ts'
import { rankOrders } from './orders-rank.ts'

type Facts = Omit<RowsOf<ReturnType<typeof listedOrders>>, 'places'>

const [most, buttons] = [7, 3]

/** What a list of orders is made of: those of the group's community, in private of one's own, or of one that is named. */
export function listedOrders({ sender, community, message, at }: Ask<unknown>, name?: string) {
  const inGroup = message.conversation.kind === 'group'
  const key = name === undefined ? undefined : fold(name)
  const names = key === undefined ? [] : [key, `${key}社区`]
  const where = { sender, group: inGroup && name === undefined ? community : null, names }
  const today = dayOf(at)
  return {
    ...ordersAtQueries(where, at),
    asked: askedOrdersQuery(sender),
    profile: ownProfileQuery(sender, today.slice(0, 4), addDays(today, -1)),
  }
}

/**
 * The orders that the sender may take, what they have, and what waits for who keeps them. `title` is what is said above
 * those they may take.
 */
export function listOrders(
  situation: Situation<unknown, unknown>,
  facts: Facts,
  of: Category | undefined,
  title = 'orders.title',
): Decision {
  const { who, policy } = situation
  const free = facts.open.filter(({ my_claim, takes }) => my_claim === null && takes)
  // Those who serve elsewhere see what is going on here, but nothing that they could type in vain.
  const foreign = facts.open.filter(
    ({ requester_id, takes }) => !takes && requester_id !== (who.person?.id ?? null),
  )
  const mine = rankOrders(free, situation, facts.profile[0])
  const [best] = mine
  const ranked = best ? mine : rankOrders(foreign, situation, undefined)
  const limit = rulesOf(policy).openClaims
  const isFull = !who.inGroup && (facts.profile[0]?.open ?? 0) >= limit
  const taken = facts.open.filter(({ my_claim }) => my_claim !== null).map(({ id }) => String(id))
  const offered = who.inGroup ? [] : facts.open.filter(({ my_claim }) => my_claim === 'offered').slice(0, 1)
  const asked = who.inGroup ? [] : facts.asked.slice(0, 5)
  const after = [
    ...offered.map((one) => line('me.claim_offered', { ...named(one), until: one.my_offered_until ?? 0 })),
    ...(taken[0] ? [line('orders.mine', { orders: taken, order: taken[0] })] : []),
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
      ranked.length > 0
        ? line(best ? title : 'orders.title_elsewhere', { count: ranked.length })
        : of
          ? line('orders.none_of', { category: [`category.${of}`] })
          : line('orders.none'),
      ...shown.map(({ order, fit }) => orderLine(order, fit, who)),
      ...(more > 0 ? [line('orders.more', { count: more })] : []),
      ...after,
    ],
    // With full hands only a waiting list can be joined.
    offer: [
      ...offered.map((order) => claimOffer({ order })),
      ...(best ? shown.filter(({ order }) => !isFull || order.state === 'full').map(claimOffer) : []),
    ].slice(0, buttons),
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
