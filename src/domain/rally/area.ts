import { type Refusal, refuse } from '../refusal.ts'
import { type HeldRole, isAdministrator } from '../roles.ts'

/** A community or a street that a rally or a switch may be meant for. */
export interface Place {
  of: 'community' | 'street'
  id: number
  name: string
  /** Folded. */
  key: string
  /** The street of a community. */
  street_id: number | null
  /** It is the group's where the message was typed. */
  here: number
}

/** Where a rally is or war rules hold: one place, or everywhere. */
export type Area = Place | { of: 'all' }

/** How an area is written down: c12, s3, all. */
export const areaKey = (area: Area): string => (area.of === 'all' ? 'all' : `${area.of[0]}${area.id}`)

/** Words for everywhere, as the first word of what is typed. */
const everywhere = ['全部', '全区', '全部社区', '所有社区']

/** Whether a typed word means everywhere. */
export const isEverywhere = (word: string | undefined): boolean =>
  word !== undefined && everywhere.includes(word)

/** What was typed, and how it reads if its first word names a place (folded). */
export interface TypedPlace {
  text: string
  head: string | undefined
  tail: string
}

/** Whether these roles command there: its secretary, an officer of its street, an administrator. */
export const mayCommand = (roles: readonly HeldRole[], area: Area): boolean =>
  isAdministrator(roles) ||
  (area.of !== 'all' &&
    roles.some(
      (r) =>
        (r.role === 'street_officer' &&
          r.street_id !== null &&
          r.street_id === (area.of === 'street' ? area.id : area.street_id)) ||
        (r.role === 'secretary' && area.of === 'community' && r.community_id === area.id),
    ))

/** The grid of a community whose head one is; of several the one that is meant. */
export function gridHeaded(
  roles: readonly HeldRole[],
  area: Area,
  meant?: number | undefined,
): number | undefined {
  if (area.of !== 'community') return undefined
  const headed = roles.flatMap(({ role, community_id, grid_id }) =>
    role === 'grid_head' && community_id === area.id && grid_id !== null ? [grid_id] : [],
  )
  return headed.find((id) => id === meant) ?? headed[0]
}

/**
 * Which area is meant, and what is left to be said. A first word that names a place counts; without it in a group its
 * community, in private the one place of one's roles. `names`: of places, for the answer. Refuses with area.elsewhere,
 * area.which, area.which_all, group.unbound; `command` is what would have been typed.
 */
export function areaOf(
  { text, head, tail }: TypedPlace,
  places: readonly Place[],
  { roles, inGroup }: { roles: readonly HeldRole[]; inGroup: boolean },
  command: string,
): { area: Area; text: string } | Refusal {
  const may = (area: Area) => mayCommand(roles, area) || gridHeaded(roles, area) !== undefined
  if (head !== undefined && isEverywhere(head)) {
    return may({ of: 'all' })
      ? { area: { of: 'all' }, text: tail }
      : refuse('area.elsewhere', { name: head, command })
  }
  const named = head === undefined ? undefined : places.find(({ key }) => key === head)
  if (named)
    return may(named) ? { area: named, text: tail } : refuse('area.elsewhere', { name: named.name, command })
  if (inGroup) {
    const here = places.find((place) => place.here === 1)
    if (!here) return refuse('group.unbound')
    return may(here) ? { area: here, text } : refuse('area.elsewhere', { name: here.name, command })
  }
  const own = places.filter((place) =>
    roles.some((r) =>
      place.of === 'street'
        ? r.role === 'street_officer' && r.street_id === place.id
        : (r.role === 'secretary' || r.role === 'grid_head') && r.community_id === place.id,
    ),
  )
  const [first, second] = own
  if (!first) return refuse('area.which_all', { command })
  return second
    ? refuse('area.which', { names: own.map(({ name }) => name), name: first.name, command })
    : { area: first, text }
}
