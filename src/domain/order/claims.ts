import { opensAt } from '../outbox/retry.ts'
import type { Refusal } from '../refusal.ts'
import { no } from './refusals.ts'
import type { OrderRules, Urgency } from './rules.ts'
import type { OrderState } from './state.ts'

/** The life of a claim, a person's place on an order. */
export const claimStates = {
  drawing: 'entered the draw',
  waiting: 'on the waiting list, behind who came before',
  offered: 'promoted: the place is kept for a while',
  held: 'has a place',
  done: 'has said that it is done',
  credited: 'hours and points are on the ledger',
  released: 'gave it back, let the offer lapse, or the order ended without them',
} as const

export type ClaimState = keyof typeof claimStates

/** What may happen to a claim, and what it becomes; what is not here cannot happen. */
export const claimMoves: { [K in ClaimState]: { [move: string]: ClaimState } } = {
  drawing: { win: 'held', lose: 'waiting', assign: 'held', release: 'released', close: 'released' },
  waiting: { promote: 'offered', take: 'held', assign: 'held', release: 'released', close: 'released' },
  offered: { take: 'held', assign: 'held', lapse: 'released', release: 'released', close: 'released' },
  held: { finish: 'done', credit: 'credited', release: 'released', replace: 'released', close: 'released' },
  done: { finish: 'done', credit: 'credited', reopen: 'held', close: 'released' },
  credited: { reopen: 'held' },
  released: {},
}

/** Claims that take up a place of the order; an offer keeps its place. */
export const takesPlace = (state: ClaimState): boolean =>
  ['offered', 'held', 'done', 'credited'].includes(state)

/** Claims that count among the three open ones of a person: work that is ahead. Waiting and offers do not. */
export const isOpenClaim = (state: ClaimState): boolean => state === 'drawing' || state === 'held'

/** An order as somebody claims it; `places` is null where everybody may come, `ends_at` (ms) null where no time was said. */
export interface ClaimedOrder {
  state: OrderState
  places: number | null
  taken: number
  ends_at: number | null
}

/**
 * What a new claim becomes (rules 4, 8.7): it enters the draw, gets a free place, or waits. Who was asked before may not
 * be overtaken: while an offer stands its place is taken. Refuses with claim.over, claim.limit, claim.gone.
 */
export function newClaim(
  order: ClaimedOrder,
  { open, at }: { open: number; at: number },
  rules: OrderRules,
): 'drawing' | 'held' | 'waiting' | Refusal {
  if (order.ends_at !== null && order.ends_at <= at) return no('claim.over')
  if (!['drawing', 'open', 'full', 'reopened'].includes(order.state)) return no('claim.gone')
  const free = order.places === null || order.taken < order.places
  if (order.state !== 'drawing' && !free) return 'waiting'
  if (open >= rules.openClaims) return no('claim.limit', { open, limit: rules.openClaims })
  return order.state === 'drawing' ? 'drawing' : 'held'
}

/** Somebody on the waiting list; `open` are their open claims, `away` on leave that day. */
export interface Waiter {
  id: number
  rank: number
  open: number
  away: boolean
}

/** The number on the waiting list that people are told: 1 is next. */
export const placeInQueue = (queue: readonly Waiter[], rank: number): number =>
  1 + queue.filter((one) => one.rank < rank).length

/**
 * Who is asked next, as many as places are free, in the order of the list. Who cannot take it now (three open claims, on
 * leave) keeps their place on the list and is passed over (R036).
 */
export function promoted<One extends Waiter>(
  queue: readonly One[],
  { places, taken }: { places: number | null; taken: number },
  rules: OrderRules,
): One[] {
  const free = places === null ? queue.length : Math.max(0, places - taken)
  return [...queue]
    .sort((a, b) => a.rank - b.rank)
    .filter(({ open, away }) => open < rules.openClaims && !away)
    .slice(0, free)
}

/**
 * Until when an offer stands: 30 minutes (rule 8.7), counted from when the person can hear of it: what is offered in
 * quiet hours stands until half past eight, except of a critical order, which is told at once (rule 8.12).
 */
export const offerUntil = (at: number, urgency: Urgency, rules: OrderRules): number =>
  (urgency === 'critical' ? at : opensAt(at)) + rules.offerTime

/** What giving back a claim means: whether a place gets free, and whether the difficulty starts to grow again (R033). */
export const afterRelease = (
  state: ClaimState,
  taken: number,
): { freesPlace: boolean; untaken: boolean } => ({
  freesPlace: takesPlace(state),
  untaken: takesPlace(state) && taken === 1,
})
