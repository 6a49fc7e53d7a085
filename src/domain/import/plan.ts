import type { Scope } from '../console/scope.ts'
import type { Line } from '../say.ts'

/** What becomes of a line: new, changed (from → to), gone (taken away), same, or refused with what to correct. */
export type Fate = 'new' | 'changed' | 'gone' | 'same' | 'refused'

/** A line of a file with what it would do; `row` is what the write takes. */
export interface PlannedRow {
  /** As the spreadsheet numbers it; 0 where the file has no line for it. */
  line: number
  fate: Fate
  said: Line[]
  row: object
}

/** What a file would do as a whole. `basis` is what the write compares with besides the lines. */
export interface Plan {
  rows: PlannedRow[]
  said: Line[]
  basis: object
}

/** Whose lines somebody may hand in: everybody's, or those of communities and units (R115). */
export interface Reach {
  everywhere: boolean
  communities: readonly number[]
  units: readonly number[]
}

/** An administrator everything, a secretary their community, a liaison their unit; other roles hand in nothing. */
export const reachOf = ({ everywhere, communities, units }: Scope): Reach => ({
  everywhere,
  communities,
  units,
})
