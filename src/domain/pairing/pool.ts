import type { FreeTime } from '../profile/free-time.ts'
import type { Params } from '../refusal.ts'

/** A pairing is one of each (R087). */
export type Side = 'member' | 'volunteer'

/** Somebody who may get a partner: nobody is asked about them, they have none, are not on leave and want one. */
export interface PoolPerson {
  id: number
  side: Side
  grid_id: number | null
  /** What they are good at, folded. */
  skills: readonly string[]
  free: readonly FreeTime[]
  /** Minutes served this year, the pace at which somebody goes. */
  served: number
  /** How often in a row they were left over (pair_left); 0: not last time. */
  left: number
}

/** One community's people without a partner, and what is known between them. The order of all lists is of no matter. */
export interface Pool {
  people: readonly PoolPerson[]
  /** What open orders of the community ask for, folded. */
  needs: readonly string[]
  /** `wants` false is a veto: such a pair is impossible, whoever of the two said so. */
  wishes: readonly { from: number; to: number; wants: boolean }[]
  /** Who were partners before: member, volunteer. */
  earlier: readonly (readonly [number, number])[]
  /** Who are not to be asked about each other again: member, volunteer. */
  asked: readonly (readonly [number, number])[]
  /** Grids side by side. */
  near?: readonly (readonly [number, number])[]
}

/** Why two fit: a code and its parameters. What is private the secretary may read, and neither of the two hears of the other. */
export interface PairReason {
  code:
    | 'pair.mutual'
    | 'pair.wish'
    | 'pair.skill'
    | 'pair.need'
    | 'pair.free'
    | 'pair.grid'
    | 'pair.near'
    | 'pair.pace'
    | 'pair.earlier'
    | 'pair.community'
  params?: Params
  private?: true
}

/** Two who should be asked. */
export interface ProposedPair {
  member: number
  volunteer: number
  /** 0–100. */
  score: number
  /** At least one, the weightiest first. */
  reasons: PairReason[]
}

/**
 * Why nobody is left for somebody: alone (nobody on the other side), barred (a veto of either), asked (who could be was
 * asked about already), earlier (only with earlier partners while somebody else was free), odd (the other side is
 * smaller), many (more people than one run weighs; they come first in the next).
 */
export type LeftWhy =
  | 'pair.left.alone'
  | 'pair.left.barred'
  | 'pair.left.asked'
  | 'pair.left.earlier'
  | 'pair.left.odd'
  | 'pair.left.many'

/** What a run of `/配对` found. */
export interface Proposal {
  /** The best score first, then by the member's id. */
  pairs: ProposedPair[]
  /** Who was left over longest first, then by id. */
  left: { id: number; why: LeftWhy }[]
}

/** Who gets whom at the least cost: pairs of row and column, as many as the smaller side has (the package munkres). */
export type Solve = (costs: readonly (readonly number[])[]) => readonly (readonly [number, number])[]

/** So many people of one side are weighed in a run. */
export const mostASide = 1000
