import { type Expression, sql } from 'kysely'
import { dayOf, HOUR } from '../domain/calendar/shanghai.ts'
import type { Urgency } from '../domain/order/rules.ts'
import type { Reach } from '../domain/rally/reach.ts'
import type { Line, Offer } from '../domain/say.ts'
import { communitiesIn } from './area.ts'
import { db } from './d1.ts'
import { isOnLeave } from './leave.ts'
import { openIn } from './rally.ts'

/** How long a call is of use, and how long its people are looked for, ms. */
const callLives = 12 * HOUR

/** A new rally. `area` as area.ts writes it; `calledAt` null: the community has not been called yet. */
export interface Beginning {
  area: string
  communityId: number | null
  streetId: number | null
  gridId: number | null
  reach: Reach
  urgency: Urgency
  places: number | null
  reason: string
  personId: number
  key: string
  at: number
  calledAt: number | null
  widenAt: number | null
  now: number
}

/** Which rally a statement is about: the one that a message began or took up, or one by its number. */
export type Which = { message: string } | { id: number }
const that = (which: Which) => ('id' in which ? sql`r.id = ${which.id}` : sql`r.message = ${which.message}`)

/** Begins a rally unless one is open there by then, and takes its communities: those in a rally of their own stay in it. */
export const beginRally = (b: Beginning) => [
  sql`insert into rally (community_id, street_id, grid_id, reach, urgency, places, reason, person_id, message, found_at, called_at,
      widen_at)
    select ${b.communityId}, ${b.streetId}, ${b.gridId}, ${b.reach}, ${b.urgency}, ${b.places}, ${b.reason}, ${b.personId},
      ${b.key}, ${b.at}, ${b.calledAt}, ${b.widenAt}
    where not exists (${openIn(b.area)})`.compile(db),
]

/** A rally comes to the communities of an area; one that is in a rally of its own stays in it. */
export const takePlaces = (which: Which, area: string, at: number) =>
  sql`insert into rally_place (rally_id, community_id, at)
    select r.id, c.id, ${at} from rally r, (${communitiesIn(area)}) c where ${that(which)} and r.ended_at is null
    on conflict do nothing`.compile(db)

/** Whom to call: everybody who can, those of the grid that found it, or these. */
export type Callees = 'all' | 'grid' | readonly number[]

const chosen = (callees: Callees) =>
  callees === 'all'
    ? sql`1`
    : callees === 'grid'
      ? sql`p.grid_id = r.grid_id`
      : sql`p.id in (select value from json_each(${JSON.stringify(callees)}))`

/** Calls people of a community who were not called before: members and volunteers who are not on leave, but not who called. */
export const callPeople = (
  which: Which,
  community: Expression<number> | number,
  callees: Callees,
  at: number,
) =>
  sql`insert into rally_call (rally_id, person_id, unit_id, community_id, called_at)
    select r.id, p.id, p.unit_id, p.community_id, ${at}
    from rally r cross join person p indexed by person_in_community on p.community_id = ${community}
    where ${that(which)} and r.ended_at is null and p.state in ('pending', 'verified') and p.kind in ('member', 'volunteer')
      and p.gone_at is null and p.id <> r.person_id and ${chosen(callees)}
      and not ${isOnLeave(sql.ref<number>('p.id'), dayOf(at))}
    on conflict do nothing`.compile(db)

interface Words {
  say: readonly Line[]
  offer: readonly Offer[]
}

/** A letter to everybody called in a community at an instant who has not answered; urgent, once. */
export const writeToCalled = (
  which: Which,
  community: Expression<number> | number,
  { say, offer }: Words,
  at: number,
  now: number,
) =>
  sql`insert into outbox (person_id, say, offer, urgent, created_at, send_at, expires_at, dedupe)
    select k.person_id, ${JSON.stringify(say)}, ${JSON.stringify(offer)}, 1, ${now}, ${now}, ${now + callLives},
      'rally/call/' || r.id || '/p' || k.person_id
    from rally r join rally_call k on k.rally_id = r.id and k.community_id = ${community} and k.called_at = ${at}
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

/** The people of these communities of a rally are called step by step (job rally-call). */
export const callLater = (which: Which, reach: Reach, now: number) =>
  sql`insert into job_run (job, period, target, due_at, until, next_at)
    select 'rally-call', r.id || '/' || ${reach}, p.community_id, ${now}, ${now + callLives}, ${now}
    from rally r join rally_place p on p.rally_id = r.id where ${that(which)} and r.ended_at is null
    on conflict do nothing`.compile(db)

/** True exactly when that message began a rally. */
export const begunBy = (key: string) => sql<boolean>`exists (select 1 from rally where message = ${key})`

/** The community takes up what a grid has found: from now on it is called (R100). */
export const takeUp = (
  id: number,
  more: { urgency: Urgency | undefined; places: number | undefined },
  { at, widenAt }: { at: number; widenAt: number },
) =>
  sql`update rally set called_at = coalesce(called_at, ${at}), reach = 'community', widen_at = ${widenAt},
      urgency = coalesce(${more.urgency ?? null}, urgency), places = coalesce(${more.places ?? null}, places)
    where id = ${id} and reach = 'grid' and ended_at is null`.compile(db)

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

/**
 * Puts into the line of that index of the outcome how many people a rally has called, and to how many groups the call goes;
 * another line where some cannot be pushed to.
 */
export const calledTo = (which: Which, name: string, key: string, index: number) => {
  const path = (rest: string) => `$.say[${index}].${rest}`
  return sql`update inbox set outcome = (with letter (state) as (
        select o.state from rally r join rally_place p on p.rally_id = r.id join "group" g on g.community_id = p.community_id
          join outbox o on o.dedupe = 'rally/' || ${name} || '/' || r.id || '/g' || g.id where ${that(which)})
      select json_set(inbox.outcome, ${path('params.expected')}, r.expected, ${path('params.groups')}, (select count(*) from letter),
        ${path('params.muted')}, (select count(*) from letter where state = 'unreachable'),
        ${path('code')}, iif(exists (select 1 from letter where state = 'unreachable'), 'rally.sent_muted', 'rally.sent'))
      from rally r where ${that(which)})
    where key = ${key} and outcome ->> ${path('code')} = 'rally.sent'`.compile(db)
}
