import { sql } from 'kysely'
import type { Reach } from '../domain/rally/reach.ts'
import { db } from './d1.ts'
import { namedRally, type RallyRow } from './rally.ts'

/** A rally whose ten minutes are over: when, and who answers at the next level, ids as JSON. */
export interface DueRally extends RallyRow {
  due: number
  secretaries: string
  officers: string
  administrators: string
}

const ids = (where: ReturnType<typeof sql>) =>
  sql`(select json_group_array(distinct person_id) from role ${where} and ended_at is null)`

/** Rallies whose ten minutes are over, so many at once. */
export const dueRalliesQuery = (now: number, limit: number) =>
  sql<DueRally>`select x.*, ${ids(sql`where community_id = x.community_id and role = 'secretary'`)} as secretaries,
      ${ids(sql`where street_id = coalesce(x.street_id, x.in_street) and role = 'street_officer'`)} as officers,
      ${ids(sql`indexed by role_administrators where role = 'administrator'`)} as administrators
    from (select ${namedRally} where r.widen_at <= ${now} order by r.widen_at limit ${limit}) x`.compile(db)

/** True while a rally waits where it was read. */
export const stillDue = ({ id, due }: DueRally) =>
  sql<boolean>`exists (select 1 from rally where id = ${id} and widen_at = ${due})`

/** The rally goes on: how far it calls now, and when it is looked at again (null: never). */
export const goOn = ({ id, due }: DueRally, reach: Reach, next: number | null, now: number) =>
  sql`update rally set reach = ${reach}, widen_at = ${next},
      called_at = iif(${reach === 'grid' ? 1 : 0}, called_at, coalesce(called_at, ${now}))
    where id = ${id} and widen_at = ${due}`.compile(db)

/** Who was called before an instant, has not answered and is not listed yet; so many at once. */
const silent = (
  before: number,
  limit: number,
) => sql`select k.rally_id, k.person_id, k.unit_id, k.community_id
  from rally_call k indexed by rally_call_silent
  where k.answered_at is null and k.listed_at is null and k.called_at <= ${before} order by k.called_at limit ${limit}`

/** People of a rally who have not answered, for one who leads them; names are JSON. */
export interface SilentPeople {
  rally_id: number
  leader: number
  area: string
  reason: string
  count: number
  names: string
}

/**
 * Who leads the person of a row, but not they themselves: the liaisons of the unit, without one the secretaries of the
 * community, without one who called.
 */
const leads = (role: 'liaison' | 'secretary', alias: string) =>
  sql`${sql.raw(role === 'liaison' ? `${alias}.unit_id = d.unit_id` : `${alias}.community_id = d.community_id`)}
    and ${sql.raw(alias)}.role = ${role} and ${sql.raw(alias)}.ended_at is null and ${sql.raw(alias)}.person_id <> d.person_id`

/** The silent people by rally and leader, names in the order of calling (R098). */
export const silentPeopleQuery = (before: number, limit: number) =>
  sql<SilentPeople>`with due as materialized (${silent(before, limit)}),
    led (rally_id, person_id, leader) as (
      select d.rally_id, d.person_id, l.person_id from due d join role l on ${leads('liaison', 'l')}
      union select d.rally_id, d.person_id, l.person_id from due d join role l on ${leads('secretary', 'l')}
        where not exists (select 1 from role h where ${leads('liaison', 'h')})
      union select d.rally_id, d.person_id, r.person_id from due d join rally r on r.id = d.rally_id
        where not exists (select 1 from role h where ${leads('liaison', 'h')})
          and not exists (select 1 from role h where ${leads('secretary', 'h')}))
    select x.rally_id, x.leader, coalesce(c.name, s.name, '') as area, coalesce(r.reason, '') as reason, count(*) as count,
      json_group_array(p.name) as names
    from led x cross join person p on p.id = x.person_id and p.gone_at is null join rally r on r.id = x.rally_id
      left join community c on c.id = r.community_id left join street s on s.id = r.street_id
    where x.leader <> x.person_id group by x.rally_id, x.leader order by x.rally_id, x.leader`.compile(db)

/** These silent people have been listed. */
export const markListed = (before: number, limit: number, now: number) =>
  sql`update rally_call set listed_at = ${now}
    where (rally_id, person_id) in (select rally_id, person_id from (${silent(before, limit)}))`.compile(db)

/** Open rallies that began before an instant, with their secretaries, ids as JSON. */
export const longRalliesQuery = (before: number, limit: number) =>
  sql<RallyRow & { secretaries: string }>`select x.*,
      ${ids(sql`where community_id = x.community_id and role = 'secretary'`)} as secretaries
    from (select ${namedRally} where r.ended_at is null and r.found_at <= ${before} order by r.found_at limit ${limit}) x`.compile(
    db,
  )
