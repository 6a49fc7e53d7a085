import { sql } from 'kysely'
import { monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import type { Scope } from '../../domain/console/scope.ts'
import type { BoardColumn } from '../../domain/order/board.ts'
import type { Category } from '../../domain/order/category.ts'
import type { Urgency } from '../../domain/order/rules.ts'
import type { OrderState } from '../../domain/order/state.ts'
import { db } from '../d1.ts'
import type { OrderOriginKind } from '../tables/order.ts'
import { lookedAfter } from './place.ts'
import { within } from './scope.ts'

/** An order as who keeps it sees it; `holders` are names as JSON, `grade` and `closed_at` (ms) are null until it is over. */
export interface OrderCard {
  id: number
  title: string | null
  community: string
  community_id: number
  street_id: number | null
  grid_id: number | null
  origin: OrderOriginKind
  state: OrderState
  column: BoardColumn
  category: Category
  urgency: Urgency
  places: number | null
  taken: number
  starts_at: number | null
  ends_at: number | null
  holders: string
  grade: 'excellent' | 'good' | 'fair' | null
  closed_at: number | null
}

const rank = sql`case o.urgency when 'critical' then 0 when 'urgent' then 1 when 'raised' then 2 else 3 end`

const columnAt = (
  now: number,
) => sql`case when o.state in ('requested', 'proposed') then 'waiting' when o.state = 'done' then 'done'
  when o.ends_at < ${now} then 'overdue' when o.state in ('drawing', 'open') then o.state else 'taken' end`

const ofScope = (scope: Scope, key: string | null) =>
  sql`${lookedAfter(scope)} and ${within(scope, { community: 'o.community_id', grid: 'o.grid_id' })}
    and ${key === null ? sql`1` : sql`c.key = ${key}`}`

/** `live (id, column, rank, …)`: what is not over in a scope, or in one community of it (folded name), by community. */
const live = (scope: Scope, now: number, key: string | null) =>
  sql`live as (select o.id, ${columnAt(now)} as column, ${rank} as rank, o.ends_at
    from community c cross join "order" o indexed by order_of_community on o.community_id = c.id
      and o.state in ('requested', 'proposed', 'drawing', 'open', 'full', 'reopened', 'done')
    where ${ofScope(scope, key)})`

/** `board (id, column, rank)`: the same, and what is over since this month began, the last first. */
const board = (scope: Scope, now: number, key: string | null) =>
  sql`${live(scope, now, key)}, board as (select id, column, rank from live
    union all select o.id, 'closed', -o.closed_at
    from community c cross join "order" o indexed by order_closed
      on o.community_id = c.id and o.closed_at >= ${startOfDay(`${monthOf(now)}-01`)}
    where ${ofScope(scope, key)})`

const card = sql`o.id, (select t.text from order_text t where t.order_id = o.id and t.part = 'title') as title,
  c.name as community, o.community_id, c.street_id, o.grid_id, o.origin, o.state, l.column, o.category, o.urgency, o.places,
  o.taken, o.starts_at, o.ends_at, (select json_group_array(coalesce(p.name, '')) from (select k.person_id from claim k
    where k.order_id = o.id and k.state in ('offered', 'held', 'done', 'credited') order by k.rank limit 6) h
    join person p on p.id = h.person_id) as holders, o.closed_at,
  (select g.grade from grade g where g.order_id = o.id and g.void_at is null order by g.round desc limit 1) as grade`

/** How many there are in each column of the board. */
export const boardCountsQuery = (scope: Scope, now: number, key: string | null) =>
  sql<{ column: BoardColumn; count: number }>`with ${board(scope, now, key)}
    select column, count(*) as count from board group by column`.compile(db)

/**
 * The first so many of each column, or of one column from behind an order on: the most urgent first, then the oldest; of what
 * is over the last.
 */
export const boardQuery = (
  scope: Scope,
  now: number,
  { key, column, after }: { key: string | null; column: BoardColumn | undefined; after: number },
  limit: number,
) =>
  sql<OrderCard>`with ${board(scope, now, key)},
    shown as (select id, column, rank, row_number() over (partition by column order by rank, id) as n from board
      where ${column === undefined ? sql`1` : sql`column = ${column}`}
        and (rank, id) > (coalesce((select coalesce(-o.closed_at, ${rank}) from "order" o where o.id = ${after}),
          ${Number.MIN_SAFE_INTEGER}), ${after}))
    select ${card} from shown l cross join "order" o on o.id = l.id join community c on c.id = o.community_id
    where l.n <= ${limit} order by l.rank, l.id`.compile(db)

/** What is past its time anywhere, the longest first, from behind an order on: for administrators; nothing for others. */
export const overdueEverywhereQuery = (scope: Scope, now: number, after: number, limit: number) =>
  sql<OrderCard & { count: number | null }>`select ${card}, null as count
    from (select x.id, 'overdue' as column, x.ends_at from "order" x indexed by order_due
        where x.state in ('open', 'full', 'reopened') and x.ends_at is not null and x.ends_at < ${now}
          and (x.ends_at, x.id) > (coalesce((select ends_at from "order" where id = ${after}), 0), ${after})
        order by x.ends_at, x.id limit ${scope.everywhere ? limit : 0}) l
      cross join "order" o on o.id = l.id join community c on c.id = o.community_id
    order by l.ends_at, l.id`.compile(db)

/** A community's orders of a month, and the places that nobody has taken now, from kept totals: for administrators. */
export const ordersByPlaceQuery = (scope: Scope, month: string) =>
  sql<{ id: number; name: string; published: number; verified: number; lacking: number }>`
    select c.id, c.name, coalesce(sum(n.published), 0) as published, coalesce(sum(n.verified), 0) as verified,
      coalesce((select k.lacking from lack_count k where k.community_id = c.id), 0) as lacking
    from community c left join order_count n on n.month = ${month} and n.community_id = c.id
    where ${scope.everywhere ? sql`1` : sql`0`} group by c.id order by lacking desc, published desc, c.name, c.id`.compile(
    db,
  )

/**
 * The most pressing of all columns, what is overdue before anything else, with how many there are; of everything what is
 * overdue, not counted.
 */
export const pressingOrdersQuery = (scope: Scope, now: number, limit: number) =>
  scope.everywhere ? overdueEverywhereQuery(scope, now, 0, limit) : mostPressingQuery(scope, now, limit)

const mostPressingQuery = (scope: Scope, now: number, limit: number) =>
  sql<OrderCard & { count: number | null }>`with ${live(scope, now, null)},
    shown as (select *, row_number() over (order by column = 'overdue' desc, rank, ends_at is null, ends_at, id) as n,
      count(*) over () as count from live)
    select ${card}, l.count from shown l cross join "order" o on o.id = l.id join community c on c.id = o.community_id
    where l.n <= ${limit} order by l.n`.compile(db)
