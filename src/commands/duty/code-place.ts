import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { fold } from '../../text/fold.ts'
import type { Who } from '../define.ts'

/** A community, and the seed of its check-in codes if it wants them. */
export interface CodePlace {
  id: number
  name: string
  key: string
  seed: string | null
}

/**
 * The community whose check-in code is meant: the one named, the group's, or in private the one that this person is
 * secretary of. Refuses with code.unknown_place, code.which, code.elsewhere, group.unbound.
 */
export function codePlace(
  places: readonly CodePlace[],
  named: string | undefined,
  who: Who,
): CodePlace | Refusal {
  const { roles, group, inGroup, person } = who
  const own = places.filter(({ id }) => roles.some((r) => r.role === 'secretary' && r.community_id === id))
  if (named === undefined && inGroup && !group) return refuse('group.unbound')
  if (named === undefined && !inGroup && own.length > 1) {
    return refuse('code.which', { names: own.slice(0, 8).map(({ name }) => name), name: own[0]?.name ?? '' })
  }
  const id = inGroup ? group?.community_id : (own[0]?.id ?? person?.community_id)
  const place = places.find((one) => (named === undefined ? one.id === id : one.key === fold(named)))
  if (!place)
    return named === undefined ? refuse('code.where') : refuse('code.unknown_place', { name: named })
  return isSecretaryOf(roles, place.id) ? place : refuse('code.elsewhere', { community: place.name })
}
