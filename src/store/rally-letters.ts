import { type Expression, sql } from 'kysely'
import type { Line, Offer } from '../domain/say.ts'
import { db } from './d1.ts'
import { callLives, that, type Which } from './rally-call.ts'

interface Words {
  say: readonly Line[]
  offer: readonly Offer[]
}

/** A letter to everybody called in a community at this instant who has not answered; urgent, once. */
export const writeToCalled = (
  which: Which,
  community: Expression<number> | number,
  { say, offer }: Words,
  now: number,
) =>
  sql`insert into outbox (person_id, say, offer, urgent, created_at, send_at, expires_at, dedupe)
    select k.person_id, ${JSON.stringify(say)}, ${JSON.stringify(offer)}, 1, ${now}, ${now}, ${now + callLives},
      'rally/call/' || r.id || '/p' || k.person_id
    from rally r join rally_call k on k.rally_id = r.id and k.community_id = ${community} and k.called_at = ${now}
    where ${that(which)} and r.ended_at is null and k.answered_at is null
    on conflict do nothing`.compile(db)

/** A letter to all groups of the communities of a rally, or of those that it came to at an instant; urgent, once for its `name`. */
export const writeToGroups = (
  which: Which,
  { say, offer }: Words,
  { name, since, but = null, now }: { name: string; since?: number; but?: number | null; now: number },
) =>
  sql`insert into outbox (group_id, say, offer, urgent, created_at, send_at, expires_at, dedupe)
    select g.id, ${JSON.stringify(say)}, ${JSON.stringify(offer)}, 1, ${now}, ${now}, ${now + callLives},
      'rally/' || ${name} || '/' || r.id || '/g' || g.id
    from rally r join rally_place p on p.rally_id = r.id join "group" g on g.community_id = p.community_id
    where ${that(which)} and (p.ended_at is null or p.ended_at = r.ended_at) and p.at >= ${since ?? 0} and g.id is not ${but}
    on conflict do nothing`.compile(db)

/** Who answers above a rally `r` of a community `c`, by level; each by its own index. */
const keepersOf = {
  secretary: sql`select h.person_id from role h
    where h.community_id = r.community_id and h.role = 'secretary' and h.ended_at is null`,
  street_officer: sql`select h.person_id from role h
    where h.street_id = c.street_id and h.role = 'street_officer' and h.ended_at is null`,
  administrator: sql`select h.person_id from role h indexed by role_administrators
    where h.role = 'administrator' and h.ended_at is null`,
}

/** A letter to who answers at these levels for the community of a rally, but not to who called; urgent, once for its `name`. */
export const writeToRoles = (
  which: Which,
  roles: readonly (keyof typeof keepersOf)[],
  { say, offer }: Words,
  name: string,
  now: number,
) => {
  const held = sql.join(
    roles.map((role) => keepersOf[role]),
    sql` union `,
  )
  return sql`insert into outbox (person_id, say, offer, urgent, created_at, send_at, expires_at, dedupe)
    select j.value, ${JSON.stringify(say)}, ${JSON.stringify(offer)}, 1, ${now}, ${now}, ${now + callLives},
      'rally/' || ${name} || '/' || r.id || '/p' || j.value
    from rally r join community c on c.id = r.community_id,
      json_each((select json_group_array(person_id) from (${held}))) j
    where ${that(which)} and r.ended_at is null and j.value <> r.person_id
    on conflict do nothing`.compile(db)
}

/** A letter to the liaisons of those who were called in a community, but not to who called; urgent, once, as `level`. */
export const writeToLiaisons = (which: Which, community: number, { say, offer }: Words, now: number) =>
  sql`insert into outbox (person_id, say, offer, urgent, created_at, send_at, expires_at, dedupe)
    select distinct h.person_id, ${JSON.stringify(say)}, ${JSON.stringify(offer)}, 1, ${now}, ${now}, ${now + callLives},
      'rally/level/' || u.id || '/p' || h.person_id
    from (select distinct r.id, r.person_id, k.unit_id from rally r cross join rally_call k indexed by rally_call_in
        on k.rally_id = r.id and k.community_id = ${community} where ${that(which)} and r.ended_at is null) u
      cross join role h on h.unit_id = u.unit_id and h.role = 'liaison' and h.ended_at is null and h.person_id <> u.person_id
    where true on conflict do nothing`.compile(db)

/**
 * Puts into the line of that index of the outcome how many people a rally has called, and to how many groups the call goes,
 * with the one that hears it in the answer (`here`); another line where some cannot be pushed to.
 */
export const calledTo = (
  which: Which,
  { name, here, key, index }: { name: string; here: number | null; key: string; index: number },
) => {
  const path = (rest: string) => `$.say[${index}].${rest}`
  return sql`update inbox set outcome = (with letter (state) as (
        select o.state from rally r join rally_place p on p.rally_id = r.id join "group" g on g.community_id = p.community_id
          join outbox o on o.dedupe = 'rally/' || ${name} || '/' || r.id || '/g' || g.id where ${that(which)})
      select json_set(inbox.outcome, ${path('params.expected')}, r.expected, ${path('params.groups')}, (select count(*) from letter)
          + exists (select 1 from rally_place p join "group" g on g.community_id = p.community_id
            where p.rally_id = r.id and g.id = ${here}),
        ${path('params.muted')}, (select count(*) from letter where state = 'unreachable'),
        ${path('code')}, iif(exists (select 1 from letter where state = 'unreachable'), 'rally.sent_muted', 'rally.sent'))
      from rally r where ${that(which)})
    where key = ${key} and outcome ->> ${path('code')} = 'rally.sent'`.compile(db)
}
