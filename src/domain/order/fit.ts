import type { FreeTime } from '../profile/free-time.ts'
import type { Params } from '../refusal.ts'
import { matches, partsBetween } from './matching.ts'

/** An order that somebody is looked for; keys are folded, times in ms. */
export interface WantedOrder {
  /** What one has to be good at, folded. */
  needs: readonly string[]
  community_id: number
  grid_id: number | null
  starts_at: number | null
  ends_at: number | null
}

/** Somebody who might take it. */
export interface Candidate {
  id: number
  community_id: number
  grid_id: number | null
  /** What they are good at, and what their unit offers (R028), folded. */
  skills: readonly string[]
  unitOffers: readonly string[]
  free: readonly FreeTime[]
  /** Open claims, minutes behind the pace, orders of this category done before. */
  open: number
  behind: number
  served: number
  /** On leave, or something else is planned at that time, or they have a claim on it. */
  away: boolean
}

/** Why somebody fits: a code and its parameters. What is private is for the person and their secretary, never for a group (R117). */
export interface FitReason {
  code: 'fit.skill' | 'fit.unit' | 'fit.grid' | 'fit.free' | 'fit.past' | 'fit.unloaded' | 'fit.behind'
  params?: Params
  private?: true
}

export interface Fit {
  id: number
  /** 0–100. */
  score: number
  reasons: FitReason[]
}

const weights = { skill: 40, place: 15, time: 15, load: 10, pace: 10, past: 10 }
/** So many minutes behind count in full, and so many earlier services. */
const [muchBehind, oftenServed] = [5 * 60, 3]

/**
 * Who fits an order best, best first (R029): skill, grid and community, free time, load, pace, past service. Who is away,
 * busy or has as many claims as one may is left out. What nothing is known of weighs nothing. The same people give the
 * same list, in whatever order they come.
 */
export const fits = (order: WantedOrder, people: readonly Candidate[], mostClaims: number): Fit[] =>
  people
    .filter(({ away, open }) => !away && open < mostClaims)
    .map((one) => ({ ...fitOf(order, one, mostClaims), open: one.open }))
    .sort((a, b) => b.score - a.score || a.open - b.open || a.id - b.id)
    .map(({ id, score, reasons }) => ({ id, score, reasons }))

function fitOf(order: WantedOrder, one: Candidate, mostClaims: number): Fit {
  const own = order.needs.filter((need) => matches(need, one.skills) > 0)
  const byUnit = order.needs.filter(
    (need) => matches(need, one.skills) === 0 && matches(need, one.unitOffers) > 0,
  )
  const parts =
    order.starts_at === null ? [] : partsBetween(order.starts_at, order.ends_at ?? order.starts_at + 1)
  const freeIn = parts.filter((part) =>
    one.free.some(({ weekday, part: p }) => weekday === part.weekday && p === part.part),
  )
  const near = order.grid_id !== null && one.grid_id === order.grid_id
  const values: [weight: number, percent: number][] = [
    [order.needs.length > 0 ? weights.skill : 0, average(order.needs.map((need) => skillValue(need, one)))],
    [weights.place, near ? 100 : one.community_id === order.community_id ? 60 : 0],
    // Without a time every time fits alike.
    parts.length === 0
      ? [0, 0]
      : [weights.time, one.free.length === 0 ? 50 : (100 * freeIn.length) / parts.length],
    [weights.load, (100 * (mostClaims - one.open)) / mostClaims],
    [weights.pace, Math.min(100, (100 * one.behind) / muchBehind)],
    [weights.past, Math.min(100, (100 * one.served) / oftenServed)],
  ]
  const whole = values.reduce((sum, [weight]) => sum + weight, 0)
  const reasons: FitReason[] = []
  if (own.length > 0) reasons.push({ code: 'fit.skill', params: { skills: own } })
  if (byUnit.length > 0) reasons.push({ code: 'fit.unit', params: { skills: byUnit } })
  if (near) reasons.push({ code: 'fit.grid' })
  if (parts.length > 0 && freeIn.length === parts.length) reasons.push({ code: 'fit.free' })
  if (one.served > 0) reasons.push({ code: 'fit.past', params: { times: one.served } })
  if (one.open === 0) reasons.push({ code: 'fit.unloaded' })
  if (one.behind > 0) reasons.push({ code: 'fit.behind', params: { minutes: one.behind }, private: true })
  return {
    id: one.id,
    score: Math.round(values.reduce((sum, [weight, percent]) => sum + weight * percent, 0) / whole),
    reasons,
  }
}

const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const skillValue = (need: string, { skills, unitOffers }: Candidate): number =>
  Math.max(matches(need, skills), matches(need, unitOffers) / 2)
