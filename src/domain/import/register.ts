import { type Line, line } from '../say.ts'

/** A line of an outside register whose day and time are read. `minutes` 0 takes a day away that was handed in before. */
export interface BookLine {
  line: number
  name: string
  key: string
  /** Folded; '' where the line names none. */
  unitKey: string
  communityKey: string
  day: string
  minutes: number
  /** ms; both or neither */
  from: number | null
  to: number | null
}

/** Somebody registered of one of the names. */
export interface BookPerson {
  id: number
  key: string
  unit_id: number
  unit_key: string
  unit: string
  community_id: number
  community_key: string
  community: string
}

/** Whose register it is. */
export type Owner = { unit: number } | { community: number }

/** Who is meant: of the register's unit or community first, told apart by what else the line says. */
export function personOf(
  one: BookLine,
  people: readonly BookPerson[],
  owner: Owner,
): { person: BookPerson | undefined } | Line {
  const named = people.filter(({ key }) => key === one.key)
  const fits = named.filter(
    (person) =>
      (one.unitKey === '' || person.unit_key === one.unitKey) &&
      (one.communityKey === '' || 'community' in owner || person.community_key === one.communityKey) &&
      ('community' in owner || person.unit_id === owner.unit),
  )
  const here =
    'community' in owner ? fits.filter(({ community_id }) => community_id === owner.community) : fits
  const [person, another] = here.length > 0 ? here : fits
  if (!another) return { person }
  const count = (here.length > 0 ? here : fits).length
  return line('import.several', { name: one.name, count })
}
