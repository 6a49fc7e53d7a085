import { type Line, line } from '../say.ts'
import type { PlannedRow } from './plan.ts'
import type { ListedPerson, Placed, RollLine } from './roll-line.ts'

/** What the write takes of a line. */
const rowOf = ({ person, unit, community, grid }: RollLine) => ({
  key: person.key,
  unitKey: unit.key,
  communityKey: community.key,
  gridKey: grid.key,
})

/** What becomes of somebody's line beside the row of the roll that is theirs. */
export function fateOf(
  placed: Placed,
  listed: ListedPerson | 'elsewhere' | undefined,
  seen: number,
): Omit<PlannedRow, 'line'> {
  const { person, unit, community, grid, communityId, gridId, leaves } = placed
  const refused = (why: Line): Omit<PlannedRow, 'line'> => ({ fate: 'refused', said: [why], row: {} })
  const about = { name: person.name, unit: unit.name }
  const row = rowOf(placed)
  if (listed === 'elsewhere') return refused(line('import.elsewhere', about))
  if (leaves && !listed) return refused(line('import.not_listed', about))
  if (!listed)
    return {
      fate: 'new',
      said: [line('import.roll_new', { ...about, places: [community.name, grid.name].filter(Boolean) })],
      row: { ...row, seen },
    }
  const target = {
    ...row,
    id: listed.id,
    wasCommunity: listed.community_id,
    wasGrid: listed.grid_id,
    wasHeld: listed.held,
  }
  if (leaves) return { fate: 'gone', said: [line('import.roll_gone', about)], row: target }
  const moves = community.key !== '' && listed.community_id !== (communityId ?? 0)
  const regrids = grid.key !== '' && listed.grid_id !== (gridId ?? 0)
  // Where somebody has registered is theirs to change; the roll follows them.
  if (moves && listed.held === 1 && listed.community_id !== null) {
    const there = line('import.registered_there', { ...about, community: listed.community ?? '' })
    return { fate: 'same', said: [there], row: target }
  }
  if (!moves && !regrids) return { fate: 'same', said: [line('import.roll_same', about)], row: target }
  const from = [listed.community ?? '', listed.grid ?? ''].filter(Boolean)
  const to = [community.name || (listed.community ?? ''), grid.name].filter(Boolean)
  const said =
    from.length > 0
      ? line('import.roll_changed', { ...about, from, to })
      : line('import.roll_placed', { ...about, to })
  return { fate: 'changed', said: [said], row: target }
}
