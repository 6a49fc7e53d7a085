import type { Reach } from './plan.ts'
import type { ListedPerson, Placed } from './roll-line.ts'

interface Pair {
  placed: Placed
  /** The row of the roll that is theirs; `elsewhere`: there is only one that is none of the viewer's business. */
  listed: ListedPerson | 'elsewhere' | undefined
  /** How many of that name and unit the roll has. */
  seen: number
}

/**
 * Finds for each line of a file the row of the roll that is meant, each row once: of one name and unit first the one of
 * the same community and grid, then of the same community, then one without a community, then any other.
 */
export function pairUp(lines: readonly Placed[], listed: readonly ListedPerson[], reach: Reach): Pair[] {
  const groups = new Map<string, ListedPerson[]>()
  for (const row of listed) {
    const group = `${row.unit_id}/${row.key}`
    groups.set(group, [...(groups.get(group) ?? []), row])
  }
  const rowsOf = (one: Placed) => groups.get(`${one.unitId}/${one.person.key}`) ?? []
  const taken = new Set<number>()
  const found = new Map<Placed, ListedPerson>()
  const fits: ((one: Placed, row: ListedPerson) => boolean)[] = [
    (one, row) => row.community_id === (one.communityId ?? null) && row.grid_id === (one.gridId ?? null),
    (one, row) => one.communityId !== undefined && row.community_id === one.communityId,
    (one, row) => row.community_id === null || one.community.key === '',
    () => true,
  ]
  for (const meant of fits)
    for (const one of lines) {
      if (found.has(one)) continue
      const row = rowsOf(one).find((row) => !taken.has(row.id) && within(row, reach) && meant(one, row))
      if (!row) continue
      taken.add(row.id)
      found.set(one, row)
    }
  return lines.map((one) => {
    const rows = rowsOf(one)
    const hidden = rows.some((row) => !within(row, reach))
    return { placed: one, listed: found.get(one) ?? (hidden ? 'elsewhere' : undefined), seen: rows.length }
  })
}

/** Whether a row may be changed by somebody: one of their community or unit, or of no community yet. */
const within = (row: ListedPerson, { everywhere, communities, units }: Reach): boolean =>
  everywhere ||
  units.includes(row.unit_id) ||
  row.community_id === null ||
  communities.includes(row.community_id)
