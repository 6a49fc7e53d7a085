import type { Sight } from '../../domain/console/scope.ts'
import type { Plan, Reach } from '../../domain/import/plan.ts'
import type { Line } from '../../domain/say.ts'
import type { Query, RowsOf } from '../../store/d1.ts'
import type { rollStands } from '../../store/import/roll.ts'
import type { ImportKind } from '../../store/tables/import.ts'
import type { View } from '../page.ts'
import type { Field, Table } from './columns.ts'

type Still = ReturnType<typeof rollStands>

/** For whom and where a file is read. */
export interface About {
  view: Pick<View, 'viewer' | 'scope' | 'now' | 'today' | 'policy'>
  reach: Reach
  /** The unit or the community that the file belongs to, where its kind belongs to one. */
  place: { id: number; name: string } | undefined
}

/** An import as it is applied. */
export interface Applied {
  id: number
  basis: object
  /** `row` of the new lines, in order, where the kind asks for them. */
  rows: readonly object[]
  by: { actorId: number; message: string; at: number }
}

/** A kind of file: its columns, what it is compared with, what it would do, and what its write does. */
export interface Spec<Lines = unknown, Facts extends { [name: string]: Query } = { [name: string]: Query }> {
  kind: ImportKind
  eyes: readonly Sight[]
  /** It belongs to one unit or community, which is named with it. */
  belongs?: 'unit' | 'community'
  fields: readonly Field[]
  /** Of each group one column must be there. */
  needed: readonly (readonly Field[])[]
  /** The columns of its template, and lines that show how. */
  template: readonly Field[]
  example: readonly (readonly (string | number)[])[]
  /** What the rows say, read once. */
  take: (table: Table, about: About) => Lines
  read: (lines: Lines, about: About) => Facts
  plan: (lines: Lines, facts: RowsOf<Facts>, about: About) => Plan | Line
  /** Its rows go into the write. */
  takesRows?: true
  /** Whether the data is as it was, and what to write then: one batch. */
  write: (applied: Applied) => {
    still: Still
    writes: Query[]
  }
}

/** Declares a kind; types flow from `take` and `read` into `plan`. */
export const defineImport = <Lines, Facts extends { [name: string]: Query }>(
  spec: Spec<Lines, Facts>,
): Spec => spec as unknown as Spec
