import { type Line, line } from '../say.ts'
import type { PlaceNotes } from './new-places.ts'
import type { Reach } from './plan.ts'
import { namesOf, type Placed, type RollFacts, type RollLine } from './roll-line.ts'

/** What there is, by key. */
interface Index {
  units: ReadonlyMap<string, number>
  communities: ReadonlyMap<string, { id: number; street: string | null }>
  grids: ReadonlyMap<string, number>
  streets: ReadonlyMap<string, { district: string | null }>
}

export const indexOf = (facts: RollFacts): Index => ({
  units: new Map(facts.units.map(({ key, id }) => [key, id])),
  communities: new Map(facts.communities.map((one) => [one.key, one])),
  grids: new Map(facts.grids.map((one) => [`${one.community_id}/${one.key}`, one.id])),
  streets: new Map(facts.streets.map((one) => [one.key, one])),
})

/** The line's places; or why they cannot be. */
export function place(
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
