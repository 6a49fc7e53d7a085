import { type Expression, sql } from 'kysely'
import { dayOf, HOUR } from '../domain/calendar/shanghai.ts'
import type { Reach } from '../domain/rally/reach.ts'
import { db } from './d1.ts'
import { isOnLeave } from './leave.ts'

/** How long a call is of use, and how long its people are looked for, ms. */
export const callLives = 12 * HOUR

/** Which rally a statement is about: the one that a message began or took up, or one by its number. */
export type Which = { message: string } | { id: number }
export const that = (which: Which) =>
  'id' in which ? sql`r.id = ${which.id}` : sql`r.message = ${which.message}`

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

/** The people of these communities of a rally are called step by step (job rally-call). */
export const callLater = (which: Which, reach: Reach, now: number) =>
  sql`insert into job_run (job, period, target, due_at, until, next_at)
    select 'rally-call', r.id || '/' || ${reach}, p.community_id, ${now}, ${now + callLives}, ${now}
    from rally r join rally_place p on p.rally_id = r.id where ${that(which)} and r.ended_at is null
    on conflict do nothing`.compile(db)
