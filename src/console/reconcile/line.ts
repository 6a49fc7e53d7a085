import type { Owner } from '../../domain/import/register.ts'
import { compare, type Figures, holds, type Standing } from '../../domain/reconcile/compare.ts'
import type { ReconcileRow } from '../../store/console/reconcile.ts'

/** A person's day with how the books agree, and the decision on it. */
export interface BookLine {
  /** Unlike any other's of the month. */
  key: string
  row: ReconcileRow
  figures: Figures
  standing: Standing
  /** Who said that the ledger stands; `holds` as long as the figures are the same. */
  kept: { by: string; at: number; holds: boolean } | undefined
}

/** A row as the page shows it, seen from one register. */
export function lineOf(row: ReconcileRow, owner: Owner): BookLine {
  const figures: Figures = {
    ledger: row.ledger ?? 0,
    unitBook: 'unit' in owner ? row.book : row.other,
    communityBook: 'unit' in owner ? row.other : row.book,
  }
  const kept =
    row.kept_at === null
      ? undefined
      : {
          by: row.kept_by ?? '',
          at: row.kept_at,
          holds: holds(
            { ledger: row.kept_ledger ?? 0, unitBook: row.kept_unit, communityBook: row.kept_community },
            figures,
          ),
        }
  const standing = compare({
    ledger: row.ledger,
    book: row.book,
    from: row.started_at,
    to: row.ended_at,
    bookFrom: row.book_from,
    bookTo: row.book_to,
  })
  return { key: `${row.day}/${row.person_id ?? row.name ?? ''}`, row, figures, standing, kept }
}
