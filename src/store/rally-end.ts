import { type Expression, sql } from 'kysely'
import type { Line, Offer } from '../domain/say.ts'
import { db } from './d1.ts'

/** Ends a rally, once; the schema frees its communities and takes back what nobody has read. */
export const endRally = (id: number, by: { personId: number; key: string; at: number }) =>
  sql`update rally set ended_at = max(${by.at}, found_at, coalesce(joint_at, 0)), ended_by = ${by.personId}, end_message = ${by.key},
      widen_at = null
    where id = ${id} and ended_at is null`.compile(db)

/** True exactly when that message ended that rally. */
export const endedBy = (id: number, key: string) =>
  sql<boolean>`exists (select 1 from rally where id = ${id} and end_message = ${key})`

/** Puts the sums as they were at the end into the line of that index of the outcome. */
export const sumsAtEnd = (id: number, key: string, index: number) => {
  const [expected, answered, arrived, silent] = ['expected', 'answered', 'arrived', 'silent'].map(
    (name) => `$.say[${index}].params.${name}`,
  )
  return sql`update inbox set outcome = (select json_set(inbox.outcome, ${expected}, r.expected, ${answered}, r.answered,
      ${arrived}, r.arrived, ${silent}, r.expected - r.answered) from rally r where r.id = ${id})
    where key = ${key} and exists (select 1 from rally where id = ${id} and end_message = ${key})`.compile(db)
}

/** A letter of thanks to everybody who arrived, if that message ended the rally. */
export const thankArrived = (
  id: number,
  { say, offer }: { say: readonly Line[]; offer: readonly Offer[] },
  { key, now }: { key: string; now: number },
) =>
  sql`insert into outbox (person_id, say, offer, urgent, created_at, send_at, dedupe)
    select k.person_id, ${JSON.stringify(say)}, ${JSON.stringify(offer)}, 1, ${now}, ${now},
      'rally/thanks/' || k.rally_id || '/p' || k.person_id
    from rally_call k where k.rally_id = ${id} and k.arrived_at is not null
      and exists (select 1 from rally where id = ${id} and end_message = ${key})
    on conflict do nothing`.compile(db)

/**
 * People of a rally who have not answered, of those that somebody leads: of their units, communities and streets, an
 * administrator of all; so many. Each part goes by its own index.
 */
export const unansweredQuery = (id: Expression<number>, person: Expression<number>, limit: number) =>
  sql<{ name: string }>`with it (id) as materialized (select ${id}),
    held as materialized (select * from role where person_id = ${person} and ended_at is null)
    select p.name from (
      select k.person_id, k.called_at from it cross join held l cross join rally_call k
        on k.rally_id = it.id and k.unit_id = l.unit_id where l.role = 'liaison' and k.answered_at is null
      union select k.person_id, k.called_at from it cross join held l cross join rally_call k
        on k.rally_id = it.id and k.community_id = l.community_id where l.role = 'secretary' and k.answered_at is null
      union select k.person_id, k.called_at from it cross join held l cross join community c on c.street_id = l.street_id
        cross join rally_call k on k.rally_id = it.id and k.community_id = c.id
        where l.role = 'street_officer' and k.answered_at is null
      union select * from (select k.person_id, k.called_at from it cross join held l cross join rally_call k on k.rally_id = it.id
        where l.role = 'administrator' and k.answered_at is null limit ${limit})
    ) x cross join person p on p.id = x.person_id and p.gone_at is null
    order by x.called_at, p.id limit ${limit}`.compile(db)
