import type { Sight } from '../../domain/console/scope.ts'
import type { Query, RowsOf } from '../../store/d1.ts'
import type { View } from '../page.ts'
import type { SheetColumn } from './sheet.ts'

/** Where a page of rows begins: behind a row with this key. */
export type Key = readonly [string | number, number]

/** A table that is handed out: whose eyes it is for, by which periods, how a page of its rows is read, what stands in it. */
export interface Export<Row = never, Facts extends { [name: string]: Query } = { [name: string]: Query }> {
  /** As it stands in the address: /console/exports/ledger. */
  name: string
  /** Codes: what it is called, what is in it. */
  title: string
  about: string
  eyes: readonly Sight[]
  by: readonly ('month' | 'year')[]
  /** Read in the one batch before the first page: what the rows are held against, and up to where they are read. */
  begin: (view: View, period: string) => Facts
  /** A page of rows in the order of their keys. Every query takes the scope and filters by it in SQL. */
  page: (view: View, period: string, after: Key, limit: number, begun: RowsOf<Facts>) => Query<Row>
  key: (row: Row) => Key
  /** Whether there is such a table for this viewer; of most there is. */
  exists?: (begun: RowsOf<Facts>) => boolean
  columns: (view: View, period: string, begun: RowsOf<Facts>) => readonly SheetColumn<Row>[]
  /** Lines below the sums, each one text: the check line, a code. */
  notes?: (view: View, sums: readonly number[], rows: number, begun: RowsOf<Facts>) => readonly string[]
}

/** Declares an export; types flow from `begin` and `page` into the rest. */
export const defineExport = <Row, Facts extends { [name: string]: Query }>(one: Export<Row, Facts>): Export =>
  one as unknown as Export
