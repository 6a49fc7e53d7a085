import { mayReview } from '../../domain/roles.ts'
import { type Line, line } from '../../domain/say.ts'
import type { PendingEntry, Registrant } from '../../store/review.ts'
import { fold } from '../../text/fold.ts'
import type { ReviewTargets } from '../args/review-targets.ts'
import type { Who } from '../define.ts'

type Entry = PendingEntry & { verdict: string | null }

/**
 * Which of the named entries and registrations get the yes, and why the others do not: unknown, elsewhere, settled,
 * one's own, without a word on the outcome (R015), of somebody who is not verified yet (rule 8.14).
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
  const pending = people.filter(({ state }) => state === 'pending')
  const yes: Entry[] = []

  for (const person of people) {
    const name = person.name ?? ''
    const namesakes = targets.all ? [person] : pending.filter(({ key }) => key === person.key)
    if (namesakes.length > 1 && targets.names.some((typed) => fold(typed) === person.key)) {
      if (namesakes[0] === person) {
        skipped.push(line('skip.several', { name, people: namesakes.map(tellApart), first: `P${person.id}` }))
      }
    } else if (person.id === me) skipped.push(line('skip.self_person', { name }))
    else if (person.state !== 'pending' && person.state !== 'rejected')
      skipped.push(line('skip.person_settled', { name }))
    else verify.push(person)
  }
  const known = new Set(people.flatMap(({ id, key }) => [key, `p${id}`]))
  for (const name of targets.names) {
    if (!known.has(fold(name))) skipped.push(line('skip.person_unknown', { name }))
  }
  const verified = new Set(verify.map((person) => person.id))
  for (const entry of entries) {
    const params = { entry: entry.id, name: entry.name ?? '' }
    if (!mayReview(who.roles, entry)) skipped.push(line('skip.elsewhere', params))
    else if (entry.verdict !== null) skipped.push(settledLine(entry, who))
    else if (entry.person_id === me) skipped.push(line('skip.self', params))
    else if (!entry.text) skipped.push(line('skip.no_outcome', params))
    else if (entry.state !== 'verified' && !verified.has(entry.person_id))
      skipped.push(line('skip.unverified', params))
    else yes.push(entry)
  }
  const found = new Set(entries.map((entry) => entry.id))
  for (const id of targets.entries) if (!found.has(id)) skipped.push(line('skip.unknown', { entry: id }))
  return { yes, verify, skipped }
}

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
