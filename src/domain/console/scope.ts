import { type HeldRole, isAdministrator } from '../roles.ts'

/** Whose eyes a page is made for: roles, and every person who has registered. */
export type Sight = HeldRole['role'] | 'person'

/**
 * What somebody sees of the one ledger (R115): everything, or the people and lines of some streets, communities, grids
 * and units. `own` is the person themselves, who always sees their own.
 */
export interface Scope {
  everywhere: boolean
  streets: readonly number[]
  communities: readonly number[]
  grids: readonly number[]
  units: readonly number[]
  own: number
}

/** The scope of somebody with these roles. */
export function scopeOf(person: number, roles: readonly HeldRole[]): Scope {
  const held = (role: HeldRole['role'], of: 'street_id' | 'community_id' | 'grid_id' | 'unit_id') =>
    roles.flatMap((one) => (one.role === role && one[of] !== null ? [one[of]] : []))
  return {
    everywhere: isAdministrator(roles),
    streets: held('street_officer', 'street_id'),
    communities: held('secretary', 'community_id'),
    grids: held('grid_head', 'grid_id'),
    units: held('liaison', 'unit_id'),
    own: person,
  }
}

/**
 * Whose lines are nobody's but their own: who answers for no place and no unit, or for a grid alone, which the ledger's sums do
 * not know.
 */
export const seesOwnLines = ({ everywhere, streets, communities, units }: Scope): boolean =>
  !everywhere && streets.length + communities.length + units.length === 0

/** Whether a page for these eyes is for somebody with these roles. */
export const maySee = (eyes: readonly Sight[], roles: readonly HeldRole[]): boolean =>
  eyes.includes('person') || roles.some(({ role }) => eyes.includes(role))
