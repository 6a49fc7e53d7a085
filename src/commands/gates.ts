import { type Refusal, refuse } from '../domain/refusal.ts'
import { isAdministrator, isReviewer } from '../domain/roles.ts'
import type { Who } from './define.ts'

/** Anybody, a stranger too. */
export const anyone = (): undefined => undefined

/** Whoever has registered; 待核实 may act (rule 8.14). Refuses with who.unregistered, who.rejected. */
export function registered({ person, inGroup }: Who): Refusal | undefined {
  if (person?.state === 'pending' || person?.state === 'verified') return undefined
  return refuse(person?.state === 'rejected' && !inGroup ? 'who.rejected' : 'who.unregistered')
}

/** Whoever has ever registered, whatever became of it: a duty must always end. Refuses with who.unregistered. */
export const known = ({ person }: Who): Refusal | undefined =>
  person?.kind ? undefined : refuse('who.unregistered')

/** Secretaries, heads of grids and administrators. Refuses with who.reviewer. */
export const reviewer = ({ roles }: Who): Refusal | undefined =>
  isReviewer(roles) ? undefined : refuse('who.reviewer')

/** Administrators and secretaries. Refuses with who.secretary. */
export const secretary = ({ roles }: Who): Refusal | undefined =>
  isAdministrator(roles) || roles.some((r) => r.role === 'secretary') ? undefined : refuse('who.secretary')

/** Liaisons of a unit. Refuses with who.liaison. */
export const liaison = ({ roles }: Who): Refusal | undefined =>
  roles.some((r) => r.role === 'liaison') ? undefined : refuse('who.liaison')

/** Whoever answers for people somewhere: liaisons, secretaries, street officers, administrators. Refuses with who.figures. */
export const seesFigures = ({ roles }: Who): Refusal | undefined =>
  roles.some((r) => r.role !== 'grid_head') ? undefined : refuse('who.figures')

/** Whoever has registered or holds a role. Refuses with who.unregistered, who.rejected. */
export const registeredOrAppointed = (who: Who): Refusal | undefined =>
  who.roles.length > 0 ? undefined : registered(who)

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
