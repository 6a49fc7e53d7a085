import { type Expression, sql } from 'kysely'
import { addDays, dayOf } from '../domain/calendar/shanghai.ts'
import type { Category } from '../domain/order/category.ts'
import { db } from './d1.ts'
import { leaveDaysOf } from './leave.ts'
import { trades } from './needs.ts'

type Id = Expression<number> | number

/** What somebody is looked for: an order by its number, or one that is about to be pushed; times in ms. */
export type Wanted =
  | { order: Expression<number> | number }
  | {
      community: Id
      /** Whose people come first. */
      grid?: Expression<number>
      category: Category
      starts_at: number | null
      ends_at: number | null
      /** Folded; without any, a professional category asks for its own trade. */
      needs: readonly string[]
    }

/** Somebody who may take an order, with what fit.ts weighs; lists are JSON. */
export interface CandidateRow {
  id: number
  name: string
  kind: 'member' | 'volunteer' | 'resident'
  community_id: number
  grid_id: number | null
  /** Folded keys, as JSON. */
  skills: string
  unit_offers: string
  /** `{ weekday, part }`, as JSON. */
  free: string
  /** Open claims; minutes of this year; days of leave of this year until yesterday; services of this category. */
  open: number
  minutes: number
  leave_days: number
  served: number
  /** On leave that day, planned for something else at that time, or the order is theirs already. */
  away: number
}

/** So many people are weighed at most. */
const weighed = 200

/** The order as `o (id, community_id, grid_id, category, starts_at, ends_at, requester_id)` and its `need (key)`. */
const wantedOf = (wanted: Wanted) =>
  'order' in wanted
    ? sql`o (id, community_id, grid_id, category, starts_at, ends_at, requester_id) as (
          select id, community_id, grid_id, category, starts_at, ends_at, requester_id from "order" where id = ${wanted.order}),
        named (key) as (select n.key from o join order_need n on n.order_id = o.id)`
    : sql`o (id, community_id, grid_id, category, starts_at, ends_at, requester_id) as (
          select 0, ${wanted.community}, ${wanted.grid ?? null}, ${wanted.category}, ${wanted.starts_at}, ${wanted.ends_at}, null),
        named (key) as (select value from json_each(${JSON.stringify(wanted.needs)}))`

/**
 * Verified people of the order's community, and of those that lend theirs to it, who might take it; residents only who
 * said what they are good at, who keeps orders there only as a member whom an organ has sent. Of more than two hundred
 * those with a fitting skill and of the grid come first, then by a lot that the number of the order draws.
 */
export function candidatesQuery(wanted: Wanted, at: number) {
  const today = dayOf(at)
  const year = today.slice(0, 4)
  const id = sql.ref<number>('p.id')
  return sql<CandidateRow>`with ${wantedOf(wanted)},
    need (key) as (select key from named union all
      select t.value from o, json_each(${trades}, '$.' || o.category) t where not exists (select 1 from named)),
    place (id) as (select community_id from o
      union select l.community_id from o join loan l on l.order_id = o.id and l.state = 'agreed'),
    keeper (id) as materialized (
      select r.person_id from place a cross join role r on r.community_id = a.id and r.ended_at is null
          and r.role in ('secretary', 'grid_head')
      union select r.person_id from o cross join community c on c.id = o.community_id
        cross join role r on r.street_id = c.street_id and r.role = 'street_officer' and r.ended_at is null
      union select person_id from role indexed by role_administrators where role = 'administrator' and ended_at is null),
    nearest (id) as materialized (
      select p.id from o cross join place a cross join person p indexed by person_in_community on p.community_id = a.id
        where p.state = 'verified' and p.gone_at is null and p.id is not o.requester_id
          and (p.kind <> 'resident' or exists (select 1 from skill s where s.person_id = p.id))
          and (p.id not in (select id from keeper)
            or p.kind = 'member' and exists (select 1 from unit u where u.id = p.unit_id and u.community_id is null))
        order by exists (select 1 from skill s join need n on instr(s.key, n.key) > 0 or instr(n.key, s.key) > 0
            where s.person_id = p.id) desc,
          coalesce(p.grid_id = o.grid_id, 0) desc, (p.id * 7919 + o.id * 104729) % 1000003, p.id
        limit ${weighed})
    select p.id, p.name, p.kind, p.community_id, p.grid_id,
      (select json_group_array(s.key) from skill s where s.person_id = p.id) as skills,
      (select json_group_array(u.key) from unit_offer u where u.unit_id = p.unit_id) as unit_offers,
      (select json_group_array(json_object('weekday', f.weekday, 'part', f.part)) from free_time f where f.person_id = p.id) as free,
      (select count(*) from claim c where c.person_id = p.id and c.state in ('drawing', 'held') and c.for_unit = 0) as open,
      (select coalesce(sum(t.minutes), 0) from tally t where t.person_id = p.id and t.period = ${year}) as minutes,
      ${leaveDaysOf(id, `${year}-01-01`, addDays(today, -1))} as leave_days,
      (select coalesce(sum(n.services), 0) from service_count n where n.person_id = p.id and n.category = o.category) as served,
      ${isBusy(id, at)} as away
    from o cross join nearest x cross join person p on p.id = x.id
    order by p.id`.compile(db)
}

/**
 * Whether somebody is in no list of who might take the order `o`: on leave that day (today where no time was said), a
 * shift or another order at that time, or a claim on it.
 */
export const isBusy = (person: Expression<number>, at: number) =>
  sql<number>`(${isAway(person, at)} or ${isTaken(person)}
    or exists (select 1 from claim c where c.order_id = o.id and c.person_id = ${person} and c.state <> 'released'))`

/** Whether somebody is on leave on the day of the order `o`. */
export const isAway = (person: Expression<number>, at: number) =>
  sql<number>`exists (select 1 from leave l where l.person_id = ${person} and l.ended_at is null
    and strftime('%Y-%m-%d', coalesce(o.starts_at, ${at}) / 1000, 'unixepoch', '+8 hours') between l.from_day and l.to_day)`

/** Whether somebody has a shift, or a place on another order, at the time of the order `o`. A whole day leaves room for both. */
export const isTaken = (person: Expression<number>) =>
  sql<number>`(o.starts_at is not null and coalesce(o.ends_at, 0) < o.starts_at + 86400000 and (
    exists (select 1 from shift s where s.person_id = ${person} and s.state = 'planned'
      and s.day between strftime('%Y-%m-%d', o.starts_at / 1000, 'unixepoch', '-16 hours')
        and strftime('%Y-%m-%d', coalesce(o.ends_at, o.starts_at) / 1000, 'unixepoch', '+8 hours')
      and s.starts_at < coalesce(o.ends_at, o.starts_at + 1) and s.ends_at > o.starts_at)
    or exists (select 1 from claim c join "order" x on x.id = c.order_id where c.person_id = ${person}
      and c.state in ('drawing', 'held') and x.id <> o.id
      and coalesce(x.ends_at, 0) < x.starts_at + 86400000 and x.starts_at < coalesce(o.ends_at, o.starts_at + 1) and coalesce(x.ends_at, x.starts_at + 1) > o.starts_at)))`
