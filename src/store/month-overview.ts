import { type Expression, sql } from 'kysely'
import type { LedgerSum } from '../domain/figures/check-line.ts'
import type { Sums } from '../domain/figures/group-report.ts'
import type { BoardRow } from './board.ts'
import { db } from './d1.ts'
import { administers, streetsHeld } from './held.ts'

type Id = Expression<number>

/** All communities for an administrator, those of the street for its officer, for anybody else none. */
export const placesOverseen = (sender: Id) => sql`seen (everywhere) as (select ${administers(sender)}),
  place (id, name) as (
    select c.id, c.name from seen s cross join community c where s.everywhere
    union all
    select c.id, c.name from seen s cross join community c indexed by community_of_street
      where not s.everywhere and c.street_id in ${streetsHeld(sender)})`

/** The sums over all communities that somebody oversees, from kept totals: rows grow with communities, not with people. */
export interface OverviewSums extends Sums {
  /** Those with verified members. */
  communities: number
  listed: number
  reported: number
  entries: number
  registrations: number
  /** The streets of a street officer, with 、 between. */
  streets: string | null
}

/** A month's sums over the communities that somebody oversees; people of the whole are each counted once, of a street by community. */
export const overviewSumsQuery = (sender: Id, month: string) =>
  sql<OverviewSums>`with ${placesOverseen(sender)}
    select coalesce(sum(l.times), 0) as times, coalesce(sum(l.minutes), 0) as minutes, coalesce(sum(l.by_hand), 0) as byHand,
      coalesce(sum(l.points), 0) as points,
      iif(s.everywhere, coalesce((select people from ledger_total where scope = 'all' and period = ${month} and scope_id = 0), 0),
        coalesce(sum(l.people), 0)) as people,
      coalesce(sum(h.verified > 0), 0) as communities,
      iif(s.everywhere, (select coalesce(sum(listed), 0) from headcount where scope = 'unit'), coalesce(sum(h.listed), 0)) as listed,
      iif(s.everywhere, (select coalesce(sum(reported), 0) from headcount where scope = 'unit'), coalesce(sum(h.reported), 0)) as reported,
      coalesce(sum(b.entries), 0) as entries, coalesce(sum(b.people), 0) as registrations,
      (select group_concat(name, '、') from street where id in ${streetsHeld(sender)}) as streets
    from seen s cross join place p
      left join ledger_total l on l.scope = 'community' and l.period = ${month} and l.scope_id = p.id
      left join headcount h on h.scope = 'community' and h.scope_id = p.id
      left join backlog b on b.community_id = p.id`.compile(db)

/** On how many of these communities (with verified members) somebody was on duty, by day of a month. */
export const overviewDaysQuery = (sender: Id, month: string) =>
  sql<{ day: string; communities: number }>`with ${placesOverseen(sender)}
    select d.day, count(*) as communities from place p
      cross join headcount h on h.scope = 'community' and h.scope_id = p.id and h.verified > 0
      cross join duty_day d on d.scope = 'community' and d.month = ${month} and d.scope_id = p.id and d.duties > 0
    group by d.day`.compile(db)

/** The communities with the most hours of a month among these. */
export const overviewTopQuery = (sender: Id, month: string, most: number) =>
  sql<BoardRow>`with ${placesOverseen(sender)}, board as (
      select p.id, p.name, l.minutes, rank() over (order by l.minutes desc) as place,
        count(*) over (partition by l.minutes) as tied, count(*) over () as "of"
      from place p cross join ledger_total l on l.scope = 'community' and l.period = ${month} and l.scope_id = p.id
      where l.minutes > 0
    ) select * from board where place <= ${most} order by place, name limit ${most}`.compile(db)

/** The ledger's sums by unit, by community and overall (R070), for an administrator only. */
export const wholeSumsQuery = (sender: Id, month: string) =>
  sql<LedgerSum>`select t.scope, sum(t.minutes) as minutes, sum(t.points) as points, sum(t.entries) as entries
    from (select 1 where ${administers(sender)}) cross join ledger_total t
    where t.scope in ('unit', 'community', 'all') and t.period = ${month} group by t.scope`.compile(db)
