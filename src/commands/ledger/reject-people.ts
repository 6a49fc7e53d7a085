import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { isRecorded, recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Registrant } from '../../store/review.ts'
import { passRollOn, rejectPerson, unverifyPerson } from '../../store/verdicts.ts'
import { fold } from '../../text/fold.ts'
import type { Decision, Who } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { tellApart } from './sort-out.ts'

type Found = Registrant & { in_office: number }
interface Actor {
  actorId: number
  message: string
  at: number
}

/**
 * `/驳回 张三 理由` to people whom the reviewer answers for: a registration that waits is refused; where none waits, a
 * verification is taken back, and what was done stays. Who of several is meant is asked, above all when a namesake of the
 * same unit waits beside a verified one. Refuses with reject.* and skip.person_unknown.
 */
export function rejectPeople(
  found: readonly Found[],
  typed: string,
  note: string | undefined,
  situation: { who: Who },
  by: Actor,
): Decision | Refusal {
  const waiting = found.filter(({ state }) => state === 'pending')
  const verified = found.filter(({ state }) => state === 'verified')
  const twin = verified.find(({ unit_id }) => waiting.some((person) => person.unit_id === unit_id))
  if (twin) {
    return refuse('reject.which', {
      name: typed,
      waiting: waiting.map(tellApart),
      verified: verified.map(tellApart),
      first: `P${twin.id}`,
    })
  }
  const people = waiting.length > 0 ? waiting : verified
  const [person] = people
  if (!person) return refuse('skip.person_unknown', { name: typed })
  if (people.length > 1)
    return refuse(waiting.length > 0 ? 'reject.several' : 'reject.several_verified', {
      name: typed,
      count: people.length,
      people: people.map(tellApart),
      first: `P${person.id}`,
    })
  return waiting.length > 0
    ? rejectWaiting(person, note, situation, by)
    : takeBack(person, typed, note, situation, by)
}

function rejectWaiting(
  person: Found,
  note: string | undefined,
  situation: { who: Who },
  by: Actor,
): Decision | Refusal {
  if (!note) return refuse('reject.no_reason_person', { name: person.name ?? '' })
  const act = { action: 'person.reject', subject: `person:${person.id}`, communityId: person.community_id }
  return {
    say: [line('reject.person', { name: person.name ?? '' })],
    offer: [offer('offer.review', '/审核')],
    writes: [rejectPerson(person.id), recordIfChanged(act, by), settledBefore(situation, by)],
    mail: [
      {
        to: person.id,
        say: [line('mail.registration_rejected', { community: person.community ?? '', note })],
        dedupe: `registration-rejected/${person.id}/${by.message}`,
        when: isRecorded(act, by),
      },
    ],
  }
}

function takeBack(
  person: Found,
  typed: string,
  note: string | undefined,
  situation: { who: Who },
  by: Actor,
): Decision | Refusal {
  const named = { name: person.name ?? '', person: `P${person.id}` }
  if (person.id === by.actorId) return refuse('reject.oneself', named)
  if (person.in_office) return refuse('reject.in_office', named)
  const target = fold(typed) === `p${person.id}` ? `@P${person.id}` : typed
  if (!note) return refuse('reject.no_reason_verified', { ...named, target })
  const act = { action: 'person.unverify', subject: `person:${person.id}`, communityId: person.community_id }
  return {
    say: [line('reject.unverified', named), line('reject.unverified_next', named)],
    offer: [offer('offer.review', '/审核')],
    writes: [
      unverifyPerson(person.id),
      recordIfChanged(act, by),
      settledBefore(situation, by),
      passRollOn(person.id),
    ],
    mail: [
      {
        to: person.id,
        say: [line('mail.unverified', { community: person.community ?? '', note })],
        dedupe: `unverified/${person.id}/${by.message}`,
        when: isRecorded(act, by),
      },
    ],
  }
}

const settledBefore = (situation: { who: Who }, { message }: Actor) =>
  otherwise(message, JSON.stringify(outcomeOfRefusal(situation, refuse('review.settled_now'))))
