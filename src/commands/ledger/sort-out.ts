import { mayReview } from '../../domain/roles.ts'
import { type Line, line } from '../../domain/say.ts'
import type { PendingEntry, Registrant } from '../../store/review.ts'
import { fold } from '../../text/fold.ts'
import type { ReviewTargets } from '../args/review-targets.ts'
import type { Who } from '../define.ts'

type Entry = PendingEntry & { verdict: string | null }

/**
 * Which of the named entries and registrations get the yes, and why the others do not: unknown (which another community's
 * are, too), settled, one's own, without a word on the outcome (R015), of somebody who is not verified yet (rule 8.14).
 */
export function sortOut(
  targets: ReviewTargets,
  entries: readonly Entry[],
  people: readonly Registrant[],
  who: Who,
): { yes: Entry[]; verify: Registrant[]; skipped: Line[] } {
  const me = who.person?.id
  const skipped: Line[] = []
  const verify: Registrant[] = []
  const yes: Entry[] = []
  const typed = new Set(targets.names.map(fold))

  for (const person of people) {
    const name = person.name ?? ''
    const namesakes = targets.all ? [person] : meantBy(person.key, people)
    const byName = typed.has(person.key ?? '')
    if (byName && namesakes.length > 1 && person.state !== 'verified') {
      if (namesakes[0] === person) {
        skipped.push(line('skip.several', { name, people: namesakes.map(tellApart), first: `P${person.id}` }))
      }
    } else if (byName && !namesakes.includes(person) && !typed.has(`p${person.id}`)) continue
    else if (person.id === me) skipped.push(line('skip.self_person', { name }))
    else if (person.state !== 'pending' && person.state !== 'rejected') {
      skipped.push(line('skip.person_settled', { name }))
    } else if (targets.all && person.verified_at !== null) {
      skipped.push(line('skip.person_alone', { name, person: `P${person.id}` }))
    } else verify.push(person)
  }
  const known = new Set(people.flatMap(({ id, key }) => [key, `p${id}`]))
  for (const name of targets.names) {
    if (!known.has(fold(name))) skipped.push(line('skip.person_unknown', { name }))
  }
  const verified = new Set(verify.map((person) => person.id))
  const own = entries.filter((entry) => mayReview(who.roles, entry))
  for (const entry of own) {
    const params = { entry: entry.id, name: entry.name ?? '' }
    if (entry.verdict !== null) skipped.push(settledLine(entry, who))
    else if (entry.person_id === me) skipped.push(line('skip.self', params))
    else if (!entry.text) skipped.push(line('skip.no_outcome', params))
    else if (entry.state !== 'verified' && !verified.has(entry.person_id))
      skipped.push(line('skip.unverified', params))
    else yes.push(entry)
  }
  const found = new Set(own.map((entry) => entry.id))
  for (const id of targets.entries) if (!found.has(id)) skipped.push(line('skip.unknown', { entry: id }))
  return { yes, verify, skipped }
}

/** Whom a name means: who waits, else whose verification was taken back, else who is verified, else who was refused. */
function meantBy(key: string | null, people: readonly Registrant[]): Registrant[] {
  const same = people.filter((person) => person.key === key)
  const first = Math.min(...same.map(rank))
  return same.filter((person) => rank(person) === first)
}

const rank = ({ state, verified_at }: Registrant): number =>
  state === 'pending' ? (verified_at === null ? 0 : 1) : state === 'verified' ? 2 : 3

/** `P12 张三，市财政局`: what tells people of one name apart. */
export const tellApart = ({ id, name, unit }: Registrant): string =>
  `P${id} ${name ?? ''}${unit ? `，${unit}` : ''}`

/** An entry that has its verdict; a group does not hear which (product rule 7). */
export const settledLine = (
  entry: { id: number; name: string | null; verdict: string | null },
  who: Who,
): Line =>
  who.inGroup
    ? line('skip.settled_group', { entry: entry.id })
    : line('skip.settled', { entry: entry.id, name: entry.name ?? '', state: [`entry.${entry.verdict}`] })
