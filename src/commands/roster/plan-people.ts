import { type Line, line } from '../../domain/say.ts'
import { personNumber, type RosterPerson } from '../../store/roster-people.ts'
import { fold } from '../../text/fold.ts'
import type { Planner } from './roster-place.ts'

/** Who is meant by each typed name, and the names that nobody or several people have. */
export interface People {
  meant: Map<string, RosterPerson>
  faults: Line[]
}

/**
 * Finds the one person behind each name: somebody of the community first, then of anywhere (rule 8.16); a number (P12)
 * is that person. A liaison plans people of their own unit only, and hears of nobody beyond the community.
 */
export function findPeople(
  names: readonly string[],
  found: readonly RosterPerson[],
  { id, units }: Planner,
): People {
  const meant = new Map<string, RosterPerson>()
  const faults: Line[] = []
  for (const name of new Set(names)) {
    const key = fold(name)
    const [number] = personNumber(key)
    const fits = found.filter((person) => (number === undefined ? person.key === key : person.id === number))
    const here = fits.filter(({ community_id }) => community_id === id)
    const known = here.length > 0 ? here : fits
    const mine = units ? known.filter(({ unit_id }) => unit_id !== null && units.includes(unit_id)) : known
    const [one] = mine
    if (one && mine.length === 1) meant.set(name, one)
    else if (one) {
      faults.push(
        line('plan.several', {
          name,
          count: mine.length,
          people: mine.slice(0, 5).map((person) => `P${person.id}（${person.unit}）`),
          person: `P${one.id}`,
        }),
      )
    } else if (here.length > 0) faults.push(line('plan.not_yours', { name }))
    else
      faults.push(line(/^\p{Script=Han}{4,6}$/u.test(name) ? 'plan.unknown_glued' : 'plan.unknown', { name }))
  }
  return { meant, faults }
}
