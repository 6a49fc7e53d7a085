import { sql } from 'kysely'
import { db } from './d1.ts'
import { isOnLeave } from './leave.ts'
import { membersOf, oneOnly, type Targets } from './report.ts'

/** On which day the thirty and the sixty days of silence began, and who is too new to be silent (registered on or after it). */
export interface Silence {
  today: string
  /** Nobody who served after it is silent. */
  after30: string
  after60: string
}

/** How many members of a unit or community have not served for thirty days, and who was left out. */
export interface SilentCounts {
  scope: 'unit' | 'community'
  id: number
  name: string
  members: number
  silent: number
  /** Of the silent: for sixty days, and never since they registered. */
  longer: number
  never: number
  /** Left out: on leave today; registered less than thirty days ago and without service. */
  away: number
  fresh: number
}

const registeredOn = sql`strftime('%Y-%m-%d', coalesce(p.registered_at, p.created_at) / 1000, 'unixepoch', '+8 hours')`

/** Each member of the targets with the last day of service, and why they are left out. */
const looked = (
  targets: Targets,
  { today, after30 }: Silence,
) => sql`${targets}, ${membersOf}, looked as materialized (
    select m.scope, m.target_id, p.id, p.name, p.last_served as last, ${registeredOn} as registered,
      ${isOnLeave(sql.ref('p.id'), today)} as away, p.last_served is null and ${registeredOn} > ${after30} as fresh,
      coalesce(p.last_served, '') <= ${after30} as quiet
    from member m cross join person p on p.id = m.id
  )`

/** The counts of each target (R011). Reads the targets' own members. */
export const silentCountsQuery = (targets: Targets, silence: Silence) =>
  sql<SilentCounts>`with ${looked(targets, silence)}
    select t.scope, t.id, t.name, count(l.id) as members,
      coalesce(sum(quiet and not away and not fresh), 0) as silent,
      coalesce(sum(quiet and not away and not fresh and coalesce(last, registered) <= ${silence.after60}), 0) as longer,
      coalesce(sum(quiet and not away and not fresh and last is null), 0) as never,
      coalesce(sum(quiet and away), 0) as away, coalesce(sum(quiet and not away and fresh), 0) as fresh
    from target t left join looked l on l.scope = t.scope and l.target_id = t.id
    group by t.scope, t.id, t.name order by t.scope desc, t.name limit 8`.compile(db)

/** Who of the one target is silent, the longest first; a job may page with `offset` too. Nobody on leave, nobody new. */
export const silentPeopleQuery = (targets: Targets, silence: Silence, limit: number, offset = 0) =>
  sql<{ id: number; name: string; last: string | null; registered: string }>`with ${looked(targets, silence)}
    select l.id, l.name, l.last, l.registered from looked l
    where ${oneOnly} and quiet and not away and not fresh
    order by coalesce(l.last, l.registered), l.name, l.id limit ${limit} offset ${offset}`.compile(db)
