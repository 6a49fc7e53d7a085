import { type Expression, sql } from 'kysely'
import { spanOf } from '../../../domain/calendar/span.ts'
import { type Scope, seesOwnLines } from '../../../domain/console/scope.ts'
import { db } from '../../d1.ts'
import { within } from '../scope.ts'

/** An order or a wish; names and minutes are of those whom the viewer may see on it. */
export interface OrderLine {
  id: number
  title: string | null
  origin: string
  category: string
  urgency: string
  state: string
  community: string
  grid: string | null
  asked_at: number
  published_at: number | null
  starts_at: number | null
  ends_at: number | null
  places: number | null
  names: string | null
  minutes: number
  done_at: number | null
  closed_at: number | null
  grade: string | null
  cents: number | null
  household: string | null
}

const held = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** Orders of the places that somebody keeps. */
const kept = (scope: Scope): Expression<boolean> =>
  within(scope, { community: 'o.community_id', grid: 'o.grid_id' })

/** A place on an order that is held by somebody of the viewer's units, or by the viewer. */
const theirs = (scope: Scope, of: 'k' | 'e'): Expression<boolean> =>
  within(scope, { unit: `${of}.unit_id`, ...(seesOwnLines(scope) ? { person: `${of}.person_id` } : {}) })

/** The ids of all orders that somebody may see: of their places, of their units' people, their own. Not for everywhere. */
const seen = (scope: Scope) => sql`(
  select id from "order" where community_id in ${held(scope.communities)}
    or community_id in (select id from community where street_id in ${held(scope.streets)})
  union select q.id from grid g cross join "order" q on q.community_id = g.community_id and q.grid_id = g.id
    where g.id in ${held(scope.grids)}
  union select k.order_id from person p indexed by person_of_unit cross join claim k on k.person_id = p.id
    where p.unit_id in ${held(scope.units)} and p.kind = 'member' and p.state = 'verified'
      and k.unit_id = p.unit_id and k.state <> 'released'
  union select k.order_id from claim k where k.person_id = ${seesOwnLines(scope) ? scope.own : null} and k.state <> 'released')`

/** The orders of a period (published in it; where they never were, asked for), or the wishes, by number, from behind one on. */
export function orderLinesQuery(
  scope: Scope,
  period: string,
  what: 'orders' | 'wishes',
  [, after]: readonly [string | number, number],
  limit: number,
) {
  const { from, until } = spanOf(period)
  const may = sql`(${kept(scope)} or ${theirs(scope, 'k')})`
  const counts = sql`(${kept(scope)} or ${theirs(scope, 'e')})`
  return sql<OrderLine>`select o.id, t.text as title, o.origin, o.category, o.urgency, o.state, c.name as community, g.name as grid,
      o.created_at as asked_at, o.published_at, o.starts_at, o.ends_at, o.places,
      (select group_concat(name, '、') from (select p.name from claim k join person p on p.id = k.person_id
        where k.order_id = o.id and k.state in ('held', 'done', 'credited') and p.name is not null and ${may}
        order by k.rank)) as names,
      (select coalesce(sum(x.minutes), 0) from hour_entry e join hour_entry x on x.id = e.id or x.corrects = e.id
          join verdict v on v.entry_id = x.id and v.verdict = 'approved'
        where e.order_id = o.id and ${counts}) as minutes,
      o.done_at, o.closed_at, (select r.grade from grade r where r.order_id = o.id and r.void_at is null
        order by r.round desc limit 1) as grade, w.cents, w.household
    from "order" o join community c on c.id = o.community_id left join grid g on g.id = o.grid_id
      left join order_text t on t.order_id = o.id and t.part = 'title' left join wish w on w.order_id = o.id
    where o.id > ${after} and (o.origin = 'wish') = ${what === 'wishes' ? 1 : 0}
      and coalesce(o.published_at, o.created_at) >= ${from} and coalesce(o.published_at, o.created_at) < ${until}
      ${scope.everywhere ? sql`` : sql`and o.id in ${seen(scope)}`}
    order by o.id limit ${limit}`.compile(db)
}
