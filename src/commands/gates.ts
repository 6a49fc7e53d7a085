import { type Refusal, refuse } from '../domain/refusal.ts'
import { isAdministrator, isReviewer } from '../domain/roles.ts'
import type { Who } from './define.ts'

/** Anybody, a stranger too. */
export const anyone = (): undefined => undefined

/** Whoever has registered; 待核实 may act (rule 8.14). Refuses with who.unregistered, who.rejected. */
export function registered({ person }: Who): Refusal | undefined {
  if (person?.state === 'pending' || person?.state === 'verified') return undefined
  return refuse(person?.state === 'rejected' ? 'who.rejected' : 'who.unregistered')
}

/** Secretaries, heads of grids and administrators. Refuses with who.reviewer. */
export const reviewer = ({ roles }: Who): Refusal | undefined =>
  isReviewer(roles) ? undefined : refuse('who.reviewer')

/** Administrators and secretaries. Refuses with who.secretary. */
export const secretary = ({ roles }: Who): Refusal | undefined =>
  isAdministrator(roles) || roles.some((r) => r.role === 'secretary') ? undefined : refuse('who.secretary')

/** Where an act of this person takes place: the group's community, in private the person's own. Refuses with group.unbound. */
export function placeOf(who: Who): { communityId: number; community: string } | Refusal {
  if (who.inGroup) {
    return who.group
      ? { communityId: who.group.community_id, community: who.group.community }
      : refuse('group.unbound')
  }
  return who.person?.community_id && who.person.community
    ? { communityId: who.person.community_id, community: who.person.community }
    : refuse('who.unregistered')
}
