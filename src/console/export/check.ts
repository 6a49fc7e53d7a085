import type { LedgerSum } from '../../domain/figures/check-line.ts'
import type { View } from '../page.ts'

/** The check line of a table (R070): what its lines add up to, against the kept total of the ledger. */
export function checkNote(
  { words }: View,
  sum: LedgerSum | undefined,
  found: Omit<LedgerSum, 'scope'>,
): string {
  const kept = sum ?? { minutes: 0, points: 0, entries: 0 }
  const agrees =
    kept.minutes === found.minutes && kept.points === found.points && kept.entries === found.entries
  return words(agrees ? 'export.agrees' : 'export.differs', {
    minutes: kept.minutes,
    points: kept.points,
    here: found.minutes,
  })
}
