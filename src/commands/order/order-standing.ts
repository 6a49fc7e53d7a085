import { judgeStep } from '../../domain/order/judge-step.ts'
import { no } from '../../domain/order/refusals.ts'
import { type Standing, standingsOf } from '../../domain/order/standing.ts'
import type { OrderState, Step } from '../../domain/order/state.ts'
import { settle, type Target } from '../../domain/order/state.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Holder, OrderRow } from '../../store/order.ts'
import type { Who } from '../define.ts'

/** What the sender is to an order, the nearest first. */
export const standingsOn = (order: OrderRow, { person, roles }: Who): Standing[] =>
  standingsOf(
    {
      id: person?.id ?? 0,
      kind: person?.kind ?? null,
      community_id: person?.community_id ?? null,
      roles,
      claim: order.my_claim,
    },
    { ...order, asked: JSON.parse(order.asked) as number[], lent: JSON.parse(order.lent) as number[] },
  )

/** Who holds a place, in the order of coming. */
export const holdersOf = (order: OrderRow): Holder[] => JSON.parse(order.holders) as Holder[]

/**
 * Why nobody is to be replaced, pushed or put on an order that nobody holds, though no place is free: they are offered to
 * who waited (rule 8.7). Refuses with order.asking.
 */
export function onlyOffered(order: OrderRow): Refusal | undefined {
  const holders = holdersOf(order)
  if (holders.length === 0 || holders.some(({ state }) => state !== 'offered')) return undefined
  return refuse('order.asking', { order: order.id, names: holders.map(({ name }) => name) })
}

/** A refusal with what its words want to know of the order. */
export const about = (
  order: OrderRow | undefined,
  number: number,
  { refused, params }: Refusal,
): Refusal => ({
  refused,
  params: { order: number, at: order?.draw_at ?? 0, ...params },
})

/** Refusals that name hours or a grade, as they are of a wish, which has a receipt instead (R048). */
const wishRefusals: { [refused: string]: () => Refusal } = {
  'order.done_already': () => refuse('wish.done_already'),
  'order.finished_own': () => refuse('wish.finished_own'),
  'order.held_already': () => refuse('wish.held_already'),
  'order.verify_next': () => refuse('wish.receipt_instead'),
  'order.verify_instead': () => refuse('wish.receipt_instead'),
  'order.not_done': () => refuse('wish.not_delivered'),
  'order.graded_already': () => refuse('wish.closed'),
  'order.closed': () => refuse('wish.closed'),
}

const ofWish = ({ origin }: OrderRow, refusal: Refusal): Refusal =>
  (origin === 'wish' && wishRefusals[refusal.refused]?.()) || refusal

/** Whether a group belongs to a community that the order is for: its own, one that lends people, or was asked to. */
const concerns = ({ community_id, asked, lent }: OrderRow, { group }: Who): boolean =>
  group !== undefined &&
  [community_id, ...(JSON.parse(asked) as number[]), ...(JSON.parse(lent) as number[])].includes(
    group.community_id,
  )

/**
 * Where a step leads for the sender, with the order found by its number: the state that it settles to now. Refuses with
 * order.*, the number in its words; an unknown number is answered like a stranger's (order.not_here). The group of
 * another community does not hear what an order is about (product §7): order.other_group.
 */
export function stepOn(
  step: Step,
  order: OrderRow | undefined,
  number: number,
  who: Who,
  draws = false,
): { order: OrderRow; target: Target; to: OrderState } | Refusal {
  if (!order) return about(order, number, no('order.not_here'))
  const judged = judgeStep(step, order.state, standingsOn(order, who))
  if (isRefusal(judged)) return about(order, number, ofWish(order, judged))
  if (who.inGroup && !concerns(order, who)) return refuse('order.other_group', { order: number })
  return {
    order,
    target: judged.to,
    to: settle(judged.to, { places: order.places, taken: order.taken, draws }),
  }
}
