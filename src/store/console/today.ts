import { sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { within } from './scope.ts'

/** Who of a scope is on duty now, longest first, with how many there are. */
export const onDutyQuery = (scope: Scope, limit: number) =>
  sql<{
    name: string | null
    unit: string
    community: string
    started_at: number
    count: number
  }>`select p.name, u.name as unit, c.name as community, d.started_at, count(*) over () as count
    from duty d join person p on p.id = d.person_id join unit u on u.id = d.unit_id join community c on c.id = d.community_id
    where d.ended_at is null and ${within(scope, { community: 'd.community_id', unit: 'd.unit_id', grid: 'd.grid_id' })}
    order by d.started_at, d.id limit ${limit}`.compile(db)

/** The communities whose roster somebody looks after: the scope's own, a liaison's linked ones, those of the grids. */
const lookedAfter = (scope: Scope) => sql`(${within(scope, { community: 'c.id' })}
  or c.id in (select community_id from unit_link where state = 'confirmed'
    and unit_id in (select value from json_each(${JSON.stringify(scope.units)})))
  or c.id in (select community_id from grid where id in (select value from json_each(${JSON.stringify(scope.grids)}))))`

/** How many people are on the roster of each of those communities on each day; a row with no day where nobody is. */
export const rosterDaysQuery = (scope: Scope, from: string, to: string) =>
  sql<{ id: number; name: string; day: string | null; people: number }>`
    select c.id, c.name, s.day, count(distinct s.person_id) as people
    from community c left join shift s indexed by shift_of_community
      on s.community_id = c.id and s.day between ${from} and ${to} and s.state = 'planned'
    where ${lookedAfter(scope)} group by c.id, s.day order by c.name, c.id, s.day`.compile(db)

/** Orders of a scope that wait for somebody: what they wait for, the most pressing first, with how many there are. */
export interface WaitingOrder {
  id: number
  title: string | null
  community: string
  community_id: number
  grid_id: number | null
  state: string
  urgency: string
  places: number | null
  taken: number
  ends_at: number | null
  overdue: 0 | 1
  count: number
}

/** Open, overdue and finished orders, and those not yet published. */
export const waitingOrdersQuery = (scope: Scope, now: number, limit: number) =>
  sql<WaitingOrder>`select o.id, t.text as title, c.name as community, o.community_id, o.grid_id, o.state, o.urgency, o.places, o.taken, o.ends_at,
      o.ends_at is not null and o.ends_at < ${now} and o.state not in ('done', 'requested', 'proposed') as overdue,
      count(*) over () as count
    from "order" o join community c on c.id = o.community_id
      left join order_text t on t.order_id = o.id and t.part = 'title'
    where o.state in ('requested', 'proposed', 'drawing', 'open', 'full', 'reopened', 'done')
      and ${within(scope, { community: 'o.community_id', grid: 'o.grid_id' })}
    order by overdue desc, case o.urgency when 'critical' then 0 when 'urgent' then 1 when 'raised' then 2 else 3 end,
      o.ends_at is null, o.ends_at, o.id limit ${limit}`.compile(db)
