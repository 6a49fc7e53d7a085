import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { administers, communitiesHeld, streetsHeld } from './held.ts'

/** A community's month beside the others': hours by verified member, who served, what waits, on which days there was duty. */
export interface HeatRow {
  id: number
  name: string
  minutes: number
  verified: number
  people: number
  /** Lines that wait for somebody's yes now. */
  pending: number
  /** Days of the month with somebody on duty: bit 1 is the 1st. */
  days: number
  /** Orders published in the month; places of open ones that nobody has taken, now. */
  published: number
  lacking: number
  place: number
  /** The last place, for those who are counted from the other end. */
  of: number
  own: number
}

/**
 * The communities that somebody may compare (R030), hot to cold by hours per verified member: all for an administrator,
 * an officer's street, a secretary's own ones with their street. The first and last `ends` and the own ones, from kept
 * totals: rows read grow with communities, not with people. In a group (`group` is its community) only that one.
 */
export const heatQuery = (
  sender: Expression<number>,
  group: Expression<number> | null,
  month: string,
  ends: number,
) =>
  sql<HeatRow>`with own (id, street_id) as (
      select c.id, c.street_id from community c where c.id in ${communitiesHeld(sender)}
    ), seen (everywhere) as (select ${administers(sender)}), place (id) as (
      select c.id from seen s cross join community c where s.everywhere
      union select id from own
      union select c.id from community c indexed by community_of_street
        where c.street_id in ${streetsHeld(sender)} or c.street_id in (select street_id from own)
    ), counted as (
      select c.id, c.name, coalesce(l.minutes, 0) as minutes, coalesce(h.verified, 0) as verified,
        coalesce(l.people, 0) as people, coalesce(b.entries, 0) as pending, c.id in (select id from own) as own,
        (select coalesce(sum(n.published), 0) from order_count n where n.month = ${month} and n.community_id = c.id) as published,
        coalesce((select k.lacking from lack_count k where k.community_id = c.id), 0) as lacking,
        c.street_id in ${streetsHeld(sender)} as officer
      from place x cross join community c on c.id = x.id
        left join ledger_total l on l.scope = 'community' and l.period = ${month} and l.scope_id = c.id
        left join headcount h on h.scope = 'community' and h.scope_id = c.id
        left join backlog b on b.community_id = c.id
      where coalesce(h.registered, 0) > 0 or coalesce(l.minutes, 0) <> 0
    ), board as (
      select *, rank() over (order by verified = 0, minutes * 1.0 / verified desc) as place, count(*) over () as "of",
        row_number() over (order by verified = 0, minutes * 1.0 / verified desc, name, id) as n
      from counted
    )
    select id, name, minutes, verified, people, pending, published, lacking, place, "of", own,
      (select coalesce(sum(1 << cast(substr(d.day, 9) as integer)), 0) from duty_day d
        where d.scope = 'community' and d.month = ${month} and d.scope_id = board.id and d.duties > 0) as days
    from board
    where ${group === null ? sql`own or n <= ${ends} or n > "of" - ${ends}` : sql`id = ${group} and (own or officer or (select everywhere from seen))`}
    order by n`.compile(db)
