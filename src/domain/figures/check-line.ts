/** One sum of the ledger in a period: by unit, by community, or overall. */
export interface LedgerSum {
  scope: 'unit' | 'community' | 'all'
  minutes: number
  points: number
  entries: number
}

/** Minutes by unit, by community and overall, and whether minutes, points and lines agree in all three (R070). */
export interface CheckLine {
  unit: number
  community: number
  all: number
  agrees: boolean
}

/** The check line that stands on every report: every hour belongs to a unit and to a community. A missing sum is 0. */
export function checkLine(sums: readonly LedgerSum[]): CheckLine {
  const of = (scope: LedgerSum['scope']): LedgerSum =>
    sums.find((sum) => sum.scope === scope) ?? { scope, minutes: 0, points: 0, entries: 0 }
  const [unit, community, all] = [of('unit'), of('community'), of('all')]
  const same = (one: LedgerSum) =>
    one.minutes === all.minutes && one.points === all.points && one.entries === all.entries
  return {
    unit: unit.minutes,
    community: community.minutes,
    all: all.minutes,
    agrees: same(unit) && same(community),
  }
}
