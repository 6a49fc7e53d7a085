import { sql } from 'kysely'
import type { Line } from '../domain/say.ts'
import { db } from './d1.ts'

/** Who answers, from which message, when. */
export interface Answering {
  person: { id: number; unit_id: number; community_id: number }
  key: string
  at: number
}

const from = ({ person, at }: Answering) => sql`r.id, ${person.id}, ${person.unit_id}, ${person.community_id},
  coalesce(r.called_at, r.found_at), max(${at}, coalesce(r.called_at, r.found_at))`

/** Answers a rally, once: nothing changes when it was answered before, from whatever account, or is over. */
export const answerRally = (id: number, it: Answering) =>
  sql`insert into rally_call (rally_id, person_id, unit_id, community_id, called_at, answered_at, message)
    select ${from(it)}, ${it.key} from rally r where r.id = ${id} and r.ended_at is null
    on conflict (rally_id, person_id) do update set answered_at = excluded.answered_at, message = excluded.message
      where answered_at is null`.compile(db)

/** True when a rally has ended. */
export const rallyIsOver = (id: number) =>
  sql<boolean>`exists (select 1 from rally where id = ${id} and ended_at is not null)`

/** Puts the place in the row of answers into the outcome, and the other first line when there are enough people by now. */
export const answeredAs = (id: number, key: string) =>
  sql`update inbox set outcome = json_set(outcome, '$.say[0].params.place', (select answered from rally where id = ${id}),
      '$.say[0].code', iif((select enough_at from rally where id = ${id}) is null, 'rally.answered', 'rally.reserve'))
    where key = ${key} and outcome ->> '$.say[0].code' = 'rally.answered'`.compile(db)

/** The running duty that this message began, or another one, as the query of its rally `r` that is open. */
const served = (personId: number) => sql`from duty d join rally r on r.id = d.rally_id
  where d.person_id = ${personId} and d.ended_at is null and r.ended_at is null`

/** Somebody has arrived who is on a duty of an open rally; counted once. The duty was begun or tied by this batch. */
export const arriveAtRally = (it: Answering) =>
  sql`insert into rally_call (rally_id, person_id, unit_id, community_id, called_at, answered_at, message, arrived_at)
    select ${from(it)}, ${it.key}, max(${it.at}, coalesce(r.called_at, r.found_at)) ${served(it.person.id)}
    on conflict (rally_id, person_id) do update
      set answered_at = coalesce(answered_at, excluded.answered_at), arrived_at = excluded.arrived_at
      where arrived_at is null`.compile(db)

/** A duty that runs already serves the open rally of its community from now on. */
export const tieDuty = (dutyId: number, rallyId: number) =>
  sql`update duty set rally_id = ${rallyId} where id = ${dutyId} and ended_at is null
    and not exists (select 1 from rally where id = duty.rally_id and ended_at is null)
    and exists (select 1 from rally where id = ${rallyId} and ended_at is null)`.compile(db)

/**
 * Puts into the outcome which arrival it was, in the line of that index: a reserve when there were enough before; a duty like
 * any other when the rally has ended in between.
 */
export const arrivedAs = (id: number, personId: number, key: string, index: number) => {
  const path = (rest: string) => `$.say[${index}].${rest}`
  return sql`update inbox set outcome = json_set(outcome, ${path('params.place')}, (select arrived from rally where id = ${id}),
      ${path('code')}, iif(not exists (select 1 ${served(personId)} and r.id = ${id}), 'rally.ended_now',
        (select iif(places < arrived, 'rally.arrived_reserve', 'rally.arrived') from rally where id = ${id})))
    where key = ${key} and outcome ->> ${path('code')} = 'rally.arrived'`.compile(db)
}

/** The groups of a rally, and who called, hear once that there are enough: when the last one who was needed has come (R101). */
export const tellEnough = (
  id: number,
  say: { group: readonly Line[]; caller: readonly Line[] },
  now: number,
) => [
  sql`insert into outbox (group_id, say, urgent, created_at, send_at, expires_at, dedupe)
    select g.id, json_set(${JSON.stringify(say.group)}, '$[0].params.arrived', r.arrived), 1, ${now}, ${now}, ${now} + 43200000,
      'rally/enough/' || r.id || '/g' || g.id
    from rally r join rally_place p on p.rally_id = r.id and p.ended_at is null join "group" g on g.community_id = p.community_id
    where r.id = ${id} and r.enough_at is not null and r.arrived = r.places
    on conflict do nothing`.compile(db),
  sql`insert into outbox (person_id, say, urgent, created_at, send_at, dedupe)
    select r.person_id, json_set(${JSON.stringify(say.caller)}, '$[0].params.arrived', r.arrived), 1, ${now}, ${now},
      'rally/enough/' || r.id || '/p' || r.person_id
    from rally r where r.id = ${id} and r.enough_at is not null and r.arrived = r.places
    on conflict do nothing`.compile(db),
]
