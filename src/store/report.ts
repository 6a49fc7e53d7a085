import { type Expression, type RawBuilder, sql } from 'kysely'
import type { CoveredDay, MonthTotal } from '../domain/figures/group-report.ts'
import type { YearGone } from '../domain/figures/member-report.ts'
import type { BoardRow } from './board.ts'
import { db } from './d1.ts'
import { exchangeOfTarget } from './exchange-figures.ts'
import { targets, type Wanted } from './headcount.ts'
import { isOnLeave, leaveDaysOf } from './leave.ts'
import { ordersOfCommunity } from './order-figures.ts'
import { policyValue } from './policy.ts'
import { ideasOfTarget } from './suggestion-figures.ts'
import { supportOfTarget } from './support-figures.ts'

type Id = Expression<number> | number

/** Whose figures a report is about, as a WITH: `target (scope, id, name)`, units and communities. */
export type Targets = RawBuilder<unknown>

/** Those that somebody wants and may see. */
export const targetsOf = (wanted: Wanted): Targets => targets(wanted)

/** One community, for a job. */
export const theCommunity = (id: Id): Targets =>
  sql`target (scope, id, name) as (select 'community', id, name from community where id = ${id})`

/** Whether there is exactly one target: what is told of one place only hangs on it. */
export const oneOnly = sql`(select count(*) from target) = 1`
const one = sql`(select * from target where ${oneOnly})`

/** The verified members of the targets, each in its scope; who works for the community itself was not sent there. */
export const membersOf = sql`member (scope, target_id, id) as (
    select t.scope, t.id, p.id from target t join person p indexed by person_of_unit
      on p.unit_id = t.id and p.kind = 'member' and p.state = 'verified' where t.scope = 'unit'
    union all
    select t.scope, t.id, p.id from target t join person p indexed by person_of_community
      on p.community_id = t.id and p.kind = 'member' and p.state = 'verified'
      cross join unit u on u.id = p.unit_id and u.community_id is null where t.scope = 'community')`

/** A month's kept figures of each target, its roll, what waits now, the sum over its parts (R070), its orders, support pairs and suggestions as JSON. */
export const totalsQuery = (targets: Targets, month: string, today: string) =>
  sql<
    MonthTotal & {
      id: number
      entries: number
      registrations: number
      orders: string | null
      support: string
      ideas: string | null
      exchange: string | null
    }
  >`with ${targets}
    select t.scope, t.id, t.name, coalesce(l.times, 0) as times, coalesce(l.minutes, 0) as minutes,
      coalesce(l.by_hand, 0) as byHand, coalesce(l.points, 0) as points, coalesce(l.people, 0) as people,
      coalesce(h.listed, 0) as listed, coalesce(h.reported, 0) as reported,
      iif(t.scope = 'unit',
        (select count(distinct y.community_id) from tally y where y.unit_id = t.id and y.period = ${month} and y.minutes <> 0),
        (select count(distinct y.unit_id) from tally y where y.community_id = t.id and y.period = ${month} and y.minutes <> 0)) as parts,
      iif(t.scope = 'unit',
        (select coalesce(sum(y.minutes), 0) from tally y where y.unit_id = t.id and y.period = ${month}),
        (select coalesce(sum(y.minutes), 0) from tally y where y.community_id = t.id and y.period = ${month})) as inside,
      iif(t.scope = 'unit',
        (select count(*) from person p indexed by person_of_unit cross join pending_entry w on w.person_id = p.id
          where p.unit_id = t.id and p.kind = 'member' and p.state = 'verified'),
        (select coalesce(sum(entries), 0) from backlog where community_id = t.id)) as entries,
      iif(t.scope = 'unit', 0, (select coalesce(sum(people), 0) from backlog where community_id = t.id)) as registrations,
      iif(t.scope = 'community', ${ordersOfCommunity(sql.ref('t.id'), month, today)}, null) as orders,
      ${supportOfTarget(month)} as support, ${ideasOfTarget(month, today)} as ideas,
      ${exchangeOfTarget(month)} as exchange
    from target t
      left join ledger_total l on l.scope = t.scope and l.period = ${month} and l.scope_id = t.id
      left join headcount h on h.scope = t.scope and h.scope_id = t.id
    order by t.scope desc, t.name limit 8`.compile(db)

/** The days of a month with somebody on duty, and with a shift, of the one target. */
export const coveredDaysQuery = (targets: Targets, month: string) =>
  sql<CoveredDay>`with ${targets}
    select d.day, 'duty' as what from ${one} t
      cross join duty_day d on d.scope = t.scope and d.month = ${month} and d.scope_id = t.id and d.duties > 0
    union all
    select distinct s.day, 'shift' from ${one} t
      cross join shift s indexed by shift_of_community on s.community_id = t.id and s.day between ${`${month}-01`} and ${`${month}-31`} and s.state = 'planned'
      where t.scope = 'community'`.compile(db)

/** The best of the one target's own verified people by approved hours of a month there; people of elsewhere are not named. */
export const topQuery = (targets: Targets, month: string, most: number) =>
  sql<BoardRow>`with ${targets}, hours (id, name, minutes) as (
      select p.id, p.name, sum(y.minutes) from ${one} t cross join tally y on y.unit_id = t.id and y.period = ${month}
        cross join person p on p.id = y.person_id and p.unit_id = t.id and p.state = 'verified'
        where t.scope = 'unit' group by p.id
      union all
      select p.id, p.name, sum(y.minutes) from ${one} t cross join tally y on y.community_id = t.id and y.period = ${month}
        cross join person p on p.id = y.person_id and p.community_id = t.id and p.state = 'verified'
        where t.scope = 'community' group by p.id
    ), board as (
      select *, rank() over (order by minutes desc) as place, count(*) over (partition by minutes) as tied,
        count(*) over () as "of"
      from hours where minutes > 0
    ) select * from board where place <= ${most} order by place, name, id limit ${most}`.compile(db)

/** How many members of each target had a month to report by its end (`endsAt`, ms), and how many confirmed it (双报告). */
export const confirmedQuery = (targets: Targets, month: string, endsAt: number) =>
  sql<{ scope: string; id: number; members: number; confirmed: number }>`with ${targets}, ${membersOf}
    select m.scope, m.target_id as id, count(*) as members, count(c.person_id) as confirmed
    from member m cross join person p on p.id = m.id left join report_confirmation c on c.person_id = p.id and c.month = ${month}
    where c.person_id is not null or ${hadMonth(month, endsAt)} group by 1, 2`.compile(db)

/** Who of the one unit has not confirmed a month: names are its liaison's only. */
export const unconfirmedQuery = (targets: Targets, month: string, endsAt: number, most: number) =>
  sql<{ name: string }>`with ${targets}, ${membersOf}
    select p.name from member m cross join person p on p.id = m.id
    where m.scope = 'unit' and ${oneOnly} and not exists (select 1 from report_confirmation c where c.person_id = p.id and c.month = ${month})
      and ${hadMonth(month, endsAt)}
    order by p.name, p.id limit ${most}`.compile(db)

/** Whether a person `p` was there before a month ended, or has hours in it all the same. (Registering anew is no beginning.) */
const hadMonth = (month: string, endsAt: number) =>
  sql<boolean>`(p.created_at < ${endsAt}
    or exists (select 1 from tally y where y.person_id = p.id and y.period = ${month}))`

/** Who of the one target is behind the year's pace (rule 8.13), furthest first, with how many; nobody who is on leave. */
export const behindQuery = (targets: Targets, gone: YearGone, today: string, most: number) =>
  sql<{ name: string; of: number }>`with ${targets}, ${membersOf}, standing as materialized (
      select p.id, p.name, ${leaveDaysOf(sql.ref('p.id'), gone.from, gone.to)} as away,
        (select coalesce(sum(minutes), 0) from tally y where y.person_id = p.id and y.period = ${gone.year}) as minutes
      from member m cross join person p on p.id = m.id
      where ${oneOnly} and not ${isOnLeave(sql.ref('p.id'), today)}
    ), behind as (
      select id, name, round(1.0 * ${policyValue('yearlyTargetMinutes', today)} * max(0, ${gone.days} - away) / ${gone.of}) - minutes as missing
      from standing
    )
    select name, count(*) over () as "of" from behind where missing > 0 order by missing desc, name, id limit ${most}`.compile(
    db,
  )

/** What `groupReport` says of one community in a month: queries for the batch of a job. */
export const monthFactsOfCommunity = (community: Id, month: string, today: string) => {
  const targets = theCommunity(community)
  return {
    total: totalsQuery(targets, month, today),
    days: coveredDaysQuery(targets, month),
    top: topQuery(targets, month, 3),
  }
}
