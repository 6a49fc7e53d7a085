import type { Refusal } from '../domain/refusal.ts'
import { answersFor } from '../domain/roles.ts'
import { type Line, line, offer } from '../domain/say.ts'
import type { Candidate } from '../store/role.ts'
import type { Decision, Who } from './define.ts'

/** What is said when nobody or several fit a name, and the command that names one of them by number. */
export interface Choosing {
  unknown: Refusal
  /** In a group the people of other communities are not listed. */
  elsewhere: (count: number) => Refusal
  several: (count: number) => Line
  command: (person: string) => string
  /** Communities whose people may be named too: those that help with an order. */
  besides?: readonly number[]
}

/**
 * The one person meant: a mentioned account first, then the people of this community, then of anywhere. Several are
 * told apart by number, unit and community (rule 8.16). Whom the sender has nothing to do with is as unknown as nobody,
 * so that names and numbers cannot be tried out (product §7).
 */
export function choosePerson<One extends Candidate>(
  found: readonly One[],
  who: Who,
  { unknown, elsewhere, several, command, besides = [] }: Choosing,
): One | Decision | Refusal {
  const candidates = found.filter((one) => mayHearOf(who, one, besides))
  const mentioned = candidates.filter((candidate) => candidate.mentioned === 1)
  // A refused registration is meant only where nobody else is.
  const standing = candidates.filter((candidate) => candidate.state !== 'rejected')
  const known = standing.length > 0 ? standing : candidates
  const here = known.filter((candidate) => candidate.community_id === who.group?.community_id)
  const narrowed = mentioned.length > 0 ? mentioned : here.length > 0 ? here : known
  const [one] = narrowed
  if (!one) return unknown
  if (narrowed.length === 1) return one
  if (who.inGroup && mentioned.length === 0 && here.length === 0) return elsewhere(narrowed.length)
  const shown = narrowed.slice(0, 6)
  return {
    say: [several(narrowed.length), ...shown.map(tellApart)],
    offer: shown.map(({ id }) => offer('offer.person', command(`P${id}`), { person: `P${id}` })),
  }
}

const tellApart = ({ id, name, unit, community }: Candidate): Line =>
  line('person.option', { person: `P${id}`, name: name ?? '', unit: unit ?? '', community: community ?? '' })

function mayHearOf({ person, roles, group }: Who, one: Candidate, besides: readonly number[]): boolean {
  const near = [person?.community_id, group?.community_id, ...besides]
  return (
    one.mentioned === 1 ||
    one.id === person?.id ||
    (one.community_id !== null && near.includes(one.community_id)) ||
    answersFor(roles, one)
  )
}
