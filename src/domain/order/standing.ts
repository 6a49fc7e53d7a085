import type { HeldRole } from '../roles.ts'
import type { ClaimState } from './claims.ts'

/** What somebody is to an order, the nearest first: of several refusals the nearest one is told. */
export const standings = {
  server: 'has said that it is done, or was credited',
  claimant: 'holds a place',
  offered: 'was promoted and has not answered',
  waiting: 'is on the waiting list',
  entrant: 'has entered the draw',
  requester: 'has asked for it (点单)',
  proposer: 'had the idea (创单)',
  secretary: 'secretary of its community',
  grid_head: 'head of its grid',
  street_officer: 'officer of its street',
  administrator: 'administrator',
  lender: 'secretary of a community that was asked for help',
  other_secretary: 'answers for another community, grid or street',
  liaison: 'liaison of a unit',
  member: 'member of its community, or of one that lends',
  volunteer: 'volunteer there',
  resident: 'resident there',
  outsider: 'somebody of another community',
  clock: 'the clock',
} as const

export type Standing = keyof typeof standings

export const allStandings = Object.keys(standings) as Standing[]

/** Where an order belongs, and who is behind it. */
export interface OrderOrigin {
  community_id: number
  grid_id: number | null
  street_id: number | null
  origin: 'request' | 'proposal' | 'push' | 'wish'
  requester_id: number | null
  /** Communities that were asked for help with it, and those of them that agreed (R031). */
  asked: readonly number[]
  lent: readonly number[]
}

/** Somebody who does something with an order. */
export interface Actor {
  id: number
  kind: 'member' | 'volunteer' | 'resident' | null
  community_id: number | null
  roles: readonly HeldRole[]
  /** Their live claim on it. */
  claim: ClaimState | null
}

const ofClaim: { [K in ClaimState]?: Standing } = {
  drawing: 'entrant',
  held: 'claimant',
  waiting: 'waiting',
  offered: 'offered',
  done: 'server',
  credited: 'server',
}

/** All that somebody is to an order, the nearest first. */
export function standingsOf({ id, kind, community_id, roles, claim }: Actor, order: OrderOrigin): Standing[] {
  const own = claim && ofClaim[claim]
  const is = new Set<Standing>(own ? [own] : [])
  if (id === order.requester_id) is.add(order.origin === 'proposal' ? 'proposer' : 'requester')
  for (const role of roles) is.add(byRole(role, order))
  const here =
    community_id !== null && (community_id === order.community_id || order.lent.includes(community_id))
  is.add(here && kind ? kind : 'outsider')
  return allStandings.filter((standing) => is.has(standing))
}

function byRole({ role, community_id, grid_id, street_id }: HeldRole, order: OrderOrigin): Standing {
  if (role === 'administrator' || role === 'liaison') return role
  if (role === 'street_officer')
    return street_id !== null && street_id === order.street_id ? role : 'other_secretary'
  if (role === 'grid_head') return grid_id !== null && grid_id === order.grid_id ? role : 'other_secretary'
  if (community_id === order.community_id) return 'secretary'
  return community_id !== null && order.asked.includes(community_id) ? 'lender' : 'other_secretary'
}
