import { opensAt } from '../outbox/retry.ts'
import type { Refusal } from '../refusal.ts'
import { no } from './refusals.ts'
import type { OrderRules, Urgency } from './rules.ts'
import type { OrderState } from './state.ts'

/** The life of a claim, a person's place on an order. What it becomes is decided by the write that changes it. */
const claimStates = {
  drawing: 'entered the draw',
  waiting: 'on the waiting list, behind who came before',
  offered: 'promoted: the place is kept for a while',
  held: 'has a place',
  done: 'has said that it is done',
  credited: 'hours and points are on the ledger',
  released: 'gave it back, let the offer lapse, or the order ended without them',
} as const

export type ClaimState = keyof typeof claimStates

/** Claims that take up a place of the order, which gets free when they are given back; an offer keeps its place. */
export const takesPlace = (state: ClaimState): boolean =>
  ['offered', 'held', 'done', 'credited'].includes(state)

/** An order as somebody claims it; `places` is null where everybody may come, `ends_at` (ms) null where no time was said. */
interface ClaimedOrder {
  state: OrderState
  places: number | null
  taken: number
  ends_at: number | null
}

/** Whether the time for which it was planned is over; what is to be done again waits for a new one. */
export const isOver = ({ state, ends_at }: Pick<ClaimedOrder, 'state' | 'ends_at'>, at: number): boolean =>
  state !== 'reopened' && ends_at !== null && ends_at <= at

/**
 * What a new claim becomes (rules 4, 8.7): it enters the draw, gets a free place, or waits. Who was asked before may not
 * be overtaken: while an offer stands its place is taken. Refuses with claim.over, claim.limit, claim.gone.
 */
export function newClaim(
  order: ClaimedOrder,
  { open, at }: { open: number; at: number },
  rules: OrderRules,
): 'drawing' | 'held' | 'waiting' | Refusal {
  if (isOver(order, at)) return no('claim.over')
  if (!['drawing', 'open', 'full', 'reopened'].includes(order.state)) return no('claim.gone')
  const free = order.places === null || order.taken < order.places
  if (order.state !== 'drawing' && !free) return 'waiting'
  if (open >= rules.openClaims) return no('claim.limit', { open, limit: rules.openClaims })
  return order.state === 'drawing' ? 'drawing' : 'held'
}

/**
 * Until when an offer stands: 30 minutes (rule 8.7), counted from when the person can hear of it: what is offered in
 * quiet hours stands until half past eight, except of a critical order and in war, where it is told at once (rule 8.12).
 */
export const offerUntil = (at: number, urgency: Urgency, rules: OrderRules): number =>
  (urgency === 'critical' || !rules.quietHours ? at : opensAt(at)) + rules.offerTime
