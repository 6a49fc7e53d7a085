import type { Params } from '../../domain/refusal.ts'
import { type Line, line } from '../../domain/say.ts'
import type { PendingEntry, Registrant } from '../../store/review.ts'

/** A pending entry in one line: number, name, when, how long, why it waits, what was done. */
export function entryLine(entry: PendingEntry): Line {
  const reasons = [
    ...entry.waits_for.split(' ').filter((reason) => reason !== ''),
    ...(entry.text ? [] : ['no_outcome']),
    ...(entry.state === 'verified' ? [] : ['unverified']),
  ].map((reason) => `waits.${reason}`)
  const what: Params = {
    entry: entry.id,
    name: entry.name ?? '',
    day: entry.service_day,
    minutes: entry.minutes,
    reasons,
    note: entry.text ?? '',
  }
  if (entry.started_at !== null && entry.ended_at !== null) {
    return line(entry.text ? 'review.entry_span_note' : 'review.entry_span', {
      ...what,
      from: entry.started_at,
      to: entry.ended_at,
    })
  }
  return line(entry.text ? 'review.entry_note' : 'review.entry', what)
}

/** A registration that waits, in one line. */
export const registrantLine = (person: Registrant): Line =>
  line('review.person', {
    name: person.name ?? '',
    unit: person.unit ?? '',
    community: person.community ?? '',
    kind: [`kind.${person.kind ?? 'member'}`],
  })
