import type { Line } from '../say.ts'
import type { Named } from './new-places.ts'

/** A line of a roll: somebody (with a name), or places only. */
export interface RollLine {
  line: number
  person: Named
  unit: Named
  community: Named
  grid: Named
  street: Named
  district: Named
  /** They leave the roll. */
  leaves: boolean
}

export interface ListedPerson {
  id: number
  key: string
  unit_id: number
  community_id: number | null
  grid_id: number | null
  /** Held by somebody verified: they have registered. */
  held: 0 | 1
  community: string | null
  grid: string | null
}

/** What there is of the names that the file has. */
export interface RollFacts {
  units: readonly { id: number; key: string }[]
  communities: readonly { id: number; key: string; street: string | null }[]
  grids: readonly { id: number; community_id: number; key: string; name: string }[]
  streets: readonly { key: string; district: string | null }[]
  listed: readonly ListedPerson[]
}

/** A line whose places are known, or are to be made. */
export interface Placed extends RollLine {
  unitId: number | undefined
  communityId: number | undefined
  gridId: number | undefined
  /** Places that the line makes. */
  makes: Line[]
}

/** Every name of a line, for saying which is meant. */
export const namesOf = ({ person, unit, community, grid, street, district }: RollLine): string[] =>
  [person, unit, district, street, community, grid].map(({ name }) => name).filter((name) => name !== '')
