import { type Line, line } from '../say.ts'
import { type Named, type NewPlaces, PlaceNotes } from './new-places.ts'
import type { PlannedRow, Reach } from './plan.ts'
import { pairUp } from './roll-pairs.ts'

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

/** What the write takes of a line. */
const rowOf = ({ person, unit, community, grid }: RollLine) => ({
  key: person.key,
  unitKey: unit.key,
  communityKey: community.key,
  gridKey: grid.key,
})

/**
 * What a roll would do, line by line: people who come in, whose community or grid changes, who leave; without a column of
 * names, places only. The same line twice is two people of one name. Refused are import.no_name, odd_name, no_unit,
 * not_yours, no_community, no_grid, grid_alone, elsewhere, not_listed.
 */
export function planRoll(
  lines: readonly RollLine[],
  hasNames: boolean,
  facts: RollFacts,
  reach: Reach,
): { rows: PlannedRow[]; places: NewPlaces } {
  const index = {
    units: new Map(facts.units.map(({ key, id }) => [key, id])),
    communities: new Map(facts.communities.map((one) => [one.key, one])),
    grids: new Map(facts.grids.map((one) => [`${one.community_id}/${one.key}`, one.id])),
    streets: new Map(facts.streets.map((one) => [one.key, one])),
  }
  const out: PlannedRow[] = []
  const people: Placed[] = []
  const notes = new PlaceNotes()
  for (const one of lines) {
    const placed = place(one, hasNames, index, reach, notes)
    if ('code' in placed) out.push({ line: one.line, fate: 'refused', said: [placed], row: {} })
    else if (hasNames) people.push(placed)
    else
      out.push({
        line: one.line,
        fate: placed.makes.length > 0 ? 'new' : 'same',
        said: placed.makes.length > 0 ? placed.makes : [line('import.places_same', { names: namesOf(one) })],
        row: {},
      })
  }
  for (const { placed, listed, seen } of pairUp(people, facts.listed, reach)) {
    const done = fateOf(placed, listed, seen)
    const fate = done.fate === 'same' && placed.makes.length > 0 ? 'changed' : done.fate
    out.push({ ...done, fate, line: placed.line, said: [...done.said, ...placed.makes] })
  }
  return { rows: out.sort((a, b) => a.line - b.line), places: notes.places }
}

const namesOf = ({ person, unit, community, grid, street, district }: RollLine): string[] =>
  [person, unit, district, street, community, grid].map(({ name }) => name).filter((name) => name !== '')

interface Index {
  units: ReadonlyMap<string, number>
  communities: ReadonlyMap<string, { id: number; street: string | null }>
  grids: ReadonlyMap<string, number>
  streets: ReadonlyMap<string, { district: string | null }>
}

/** The line's places; or why they cannot be. */
function place(
  one: RollLine,
  hasNames: boolean,
  index: Index,
  reach: Reach,
  notes: PlaceNotes,
): Placed | Line {
  const { person, unit, community, grid, street, district } = one
  const names = namesOf(one)
  if (hasNames && person.key === '') return line('import.no_name')
  if (hasNames && !/^[\p{L}\p{M}·•.\-' ]{1,20}$/u.test(person.name))
    return line('import.odd_name', { name: person.name })
  if (hasNames && unit.key === '') return line('import.no_unit', { name: person.name })
  const long = [unit, community, grid, street, district].find(({ name }) => name.length > 60)
  if (long) return line('import.long_name', { name: long.name.slice(0, 20) })
  if (!hasNames && unit.key === '' && community.key === '') return line('import.no_places')
  if (grid.key !== '' && community.key === '') return line('import.grid_alone', { grid: grid.name })

  const unitId = index.units.get(unit.key)
  const known = index.communities.get(community.key)
  const mine =
    reach.everywhere ||
    (unitId !== undefined && reach.units.includes(unitId)) ||
    (known !== undefined && reach.communities.includes(known.id))
  if (!mine) return line('import.not_yours', { names })
  if (community.key !== '' && !known && !reach.everywhere)
    return line('import.no_community', { name: community.name })
  const gridId = known && index.grids.get(`${known.id}/${grid.key}`)
  const mayMakeGrid = reach.everywhere || (known !== undefined && reach.communities.includes(known.id))
  if (grid.key !== '' && gridId === undefined && !mayMakeGrid)
    return line('import.no_grid', { grid: grid.name, community: community.name })
  const [of, in_] = [street, district].map(({ key }) => key)
  if (community.key !== '' && of && !notes.agrees('communities', community.key, of))
    return line('import.two_streets', { name: community.name })
  if (of && in_ && !notes.agrees('streets', of, in_)) return line('import.two_streets', { name: street.name })
  const makes = [
    ...(unit.key !== '' && unitId === undefined && unit.key !== community.key
      ? notes.note('units', unit)
      : []),
    ...(community.key !== '' ? communityOf(one, known, index, reach, notes) : []),
    ...(grid.key !== '' && gridId === undefined
      ? notes.note('grids', { ...grid, community: community.key }, community.key)
      : []),
  ]
  return { ...one, unitId, communityId: known?.id, gridId, makes }
}

/** The community where it is new or of another street, and that street; only an administrator's file says so. */
function communityOf(
  { community, street, district }: RollLine,
  known: { street: string | null } | undefined,
  { streets }: Index,
  { everywhere }: Reach,
  notes: PlaceNotes,
): Line[] {
  const of = everywhere && street.key !== '' ? street.key : null
  const in_ = of !== null && district.key !== '' ? district.key : null
  const there = of === null ? undefined : streets.get(of)
  const moves = of !== null && (!there || (in_ !== null && there.district !== in_))
  return [
    ...(in_ !== null && there?.district !== in_ ? notes.note('districts', district) : []),
    ...(moves ? notes.note('streets', { ...street, district: in_ }) : []),
    ...(!known || (of !== null && known.street !== of)
      ? notes.note('communities', { ...community, street: of })
      : []),
  ]
}

/** What becomes of somebody's line beside the row of the roll that is theirs. */
function fateOf(
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
