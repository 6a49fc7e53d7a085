import { sql } from 'kysely'
import { DAY, HOUR, MINUTE } from '../domain/calendar/shanghai.ts'
import type { Category } from '../domain/order/category.ts'
import type { Urgency } from '../domain/order/rules.ts'
import type { HouseholdKind } from '../domain/wish/household.ts'
import { db } from './d1.ts'
import { keepersOf } from './keepers.ts'
import { textOfOrder } from './order-draw.ts'

/** An order that nobody has taken for a day, or for two (R033). */
export interface UntakenOrder {
  id: number
  community_id: number
  community: string
  grid_id: number | null
  category: Category
  urgency: Urgency
  base: number
  title: string | null
  place: string | null
  starts_at: number | null
  ends_at: number | null
  places: number | null
  taken: number
  /** Of a wish only. */
  household: HouseholdKind | null
  grid: string | null
  untaken_ms: number
  untaken_since: number
  /** Ids of who answers for it; what one has to be good at as `{ key, name }`. JSON. */
  keepers: string
  needs: string
}

/** How many whole days they wait: after one people are asked, after two who answers for the community. */
export type UntakenDays = 1 | 2

/** How long after it was left an order is of interest here; later the weekly digest names it. */
const tooLate = 5 * DAY
/** An order whose turn comes so soon after another of its community is told of with it. */
const together = 3 * HOUR
/** A community is looked after once in so long. */
const everySoOften = 10 * MINUTE

/** Open orders `o` that were left before these instants, with how many `days` they are told of for, and not yet. */
const left = (before: { one: number; two: number }, now: number) => sql`
  select o.id, o.community_id, o.untaken_since as since, d.value as days
    from "order" o cross join json_each('[1, 2]') d
    where o.state = 'open' and o.untaken_since is not null and o.untaken_since > ${now - tooLate}
      and o.untaken_since <= ${before.one} and (d.value = 2) = (o.untaken_since <= ${before.two})
      and coalesce(o.ends_at > ${now}, 1) and not exists (select 1 from job_run r
        where r.job = 'untaken-told' and r.period = o.untaken_since || '/' || d.value and r.target = o.id)`

/** A community in which somebody is to be told. */
export interface UntakenPlace {
  community_id: number
  days: UntakenDays
}

/** The communities that have an order whose turn it is: nobody has taken it for a day or two, and this was not told yet. */
export const untakenPlacesQuery = (now: number, limit: number) =>
  sql<UntakenPlace>`select community_id, days from (${left({ one: now - DAY, two: now - 2 * DAY }, now)})
    group by community_id, days order by min(since) limit ${limit}`.compile(db)

/** A run of the job for each of them, its period ending with the days. */
export const planUntaken = (places: readonly UntakenPlace[], now: number) =>
  sql`insert into job_run (job, period, target, due_at, until, next_at)
    select 'order-untaken', ${`${Math.floor(now / everySoOften)}/`} || (value ->> 'days'), value ->> 'community_id', ${now},
      ${now + DAY}, ${now} from json_each(${JSON.stringify(places)}) where 1
    on conflict do nothing`.compile(db)

/** Those of a community whose turn it is, and whose turn comes soon, by their numbers. */
const turns = (community: number, days: UntakenDays, now: number) =>
  sql`select id from (${left({ one: now - DAY + together, two: now - 2 * DAY + together }, now)})
    where community_id = ${community} and days = ${days} order by since, id`

/** One of them, for the query of who fits it. */
export const untakenTurn = (community: number, days: UntakenDays, nth: number, now: number) =>
  sql<number>`(${turns(community, days, now)} limit 1 offset ${nth})`

/** So many of these orders. */
export const untakenQuery = (community: number, days: UntakenDays, limit: number, now: number) =>
  sql<UntakenOrder>`select o.id, o.community_id, c.name as community, o.grid_id, o.category, o.urgency, o.base, o.starts_at,
      o.ends_at, o.places, o.taken, w.household, g.name as grid, o.untaken_ms, o.untaken_since, ${textOfOrder('title')} as title,
      ${textOfOrder('place')} as place, ${keepersOf(sql.ref('o.community_id'))} as keepers,
      (select json_group_array(json_object('key', n.key, 'name', n.name)) from order_need n where n.order_id = o.id) as needs
    from "order" o join community c on c.id = o.community_id
      left join wish w on w.order_id = o.id left join grid g on g.id = o.grid_id
    where o.id in (${turns(community, days, now)} limit ${limit}) order by o.untaken_since, o.id`.compile(db)

/** This was told of them: a run that is done, by since when nobody has taken it. */
export const untakenTold = (orders: readonly UntakenOrder[], days: UntakenDays, now: number) =>
  sql`insert into job_run (job, period, target, due_at, until, next_at, done_at)
    select 'untaken-told', (value ->> 'since') || ${`/${days}`}, value ->> 'id', ${now}, ${now}, ${now}, ${now}
      from json_each(${JSON.stringify(orders.map(({ id, untaken_since }) => ({ id, since: untaken_since })))}) where 1
    on conflict do nothing`.compile(db)
