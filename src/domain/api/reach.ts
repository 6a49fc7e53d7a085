import type { Scope } from '../console/scope.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** What a token may read: everything, or what belongs to one unit or one community. */
export type Reach = { of: 'all' } | { of: 'unit' | 'community'; id: number }

/** The reach as it is stored: at most one of the two. */
export function reachOf(of: { unit_id: number | null; community_id: number | null }): Reach {
  if (of.unit_id !== null) return { of: 'unit', id: of.unit_id }
  return of.community_id === null ? { of: 'all' } : { of: 'community', id: of.community_id }
}

/**
 * A reach, narrowed to the unit or community that a request asks for. Refused: api.place_once (both at once), api.other_place
 * (what the token does not cover whole).
 */
export function narrowed(reach: Reach, asked: { unit?: number; community?: number }): Reach | Refusal {
  const { unit, community } = asked
  if (unit !== undefined && community !== undefined) return refuse('api.place_once')
  if (unit === undefined && community === undefined) return reach
  const wanted: Reach = unit === undefined ? { of: 'community', id: community! } : { of: 'unit', id: unit }
  if (reach.of === 'all') return wanted
  return reach.of === wanted.of && reach.id === wanted.id ? reach : refuse('api.other_place')
}

/** The reach as the console's sums know what somebody sees; nobody is themselves in it. */
export const scopeOfReach = (reach: Reach): Scope => ({
  everywhere: reach.of === 'all',
  streets: [],
  communities: reach.of === 'community' ? [reach.id] : [],
  grids: [],
  units: reach.of === 'unit' ? [reach.id] : [],
  own: 0,
})
