import { sql } from 'kysely'
import { db } from './d1.ts'
import { policyValue } from './policy.ts'

/** How many entries of a community with a service day in a month wait; reads what waits there. */
export const pendingOfMonthQuery = (community: number, month: string) =>
  sql<{ entries: number; name: string }>`select count(*) as entries, c.name as name
    from community c join pending_entry w on w.community_id = c.id
      join hour_entry e on e.id = w.entry_id and e.service_day between ${`${month}-01`} and ${`${month}-31`}
    where c.id = ${community} group by c.id`.compile(db)

/** The members and volunteers of a community who are registered, so many behind a person's id. */
export const registeredQuery = (community: number, after: number, limit: number) =>
  db
    .selectFrom('person')
    .select('id')
    .where('community_id', '=', community)
    .where('id', '>', after)
    .where('state', 'in', ['pending', 'verified'])
    .where('kind', 'in', ['member', 'volunteer'])
    .orderBy('id')
    .limit(limit)

/** The groups of a community. */
export const groupsOfQuery = (community: number) =>
  db.selectFrom('group').select('id').where('community_id', '=', community).orderBy('id')

/**
 * What frames a community's monthly report, in one row: its groups (ids as JSON), which way `report-way` decided on for that
 * month (its run's cursor), and the yearly target (minutes) in force on a day.
 */
export const reportFrameQuery = (community: number, month: string, day: string) =>
  sql<{ groups: string; way: number | null; target: number }>`select
    (select json_group_array(id) from (select id from "group" where community_id = ${community} order by id)) as groups,
    (select cursor from job_run where job = 'report-way' and period = ${month} and target = 0) as way,
    ${policyValue('yearlyTargetMinutes', day)} as target`.compile(db)

/** The hours of a year by sending unit, from kept totals; the units that stand for a community apart, as one row without a name. */
export const unitYearsQuery = (year: string) =>
  sql<{ name: string | null; minutes: number; verified: number }>`
    select iif(u.community_id is null, u.name, null) as name, sum(coalesce(t.minutes, 0)) as minutes,
      sum(iif(u.community_id is null, coalesce(h.verified, 0), 0)) as verified
    from unit u left join ledger_total t on t.scope = 'unit' and t.period = ${year} and t.scope_id = u.id
      left join headcount h on h.scope = 'unit' and h.scope_id = u.id
    where coalesce(t.minutes, 0) <> 0 or (u.community_id is null and coalesce(h.verified, 0) > 0)
    group by iif(u.community_id is null, u.id, 0)`.compile(db)

/** The sum of all hours of a year: services, minutes, points, people. */
export const yearQuery = (year: string) =>
  db
    .selectFrom('ledger_total')
    .select(['times', 'minutes', 'points', 'people'])
    .where('scope', '=', 'all')
    .where('scope_id', '=', 0)
    .where('period', '=', year)
