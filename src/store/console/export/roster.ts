import { sql } from 'kysely'
import { spanOf } from '../../../domain/calendar/span.ts'
import type { Scope } from '../../../domain/console/scope.ts'
import { db } from '../../d1.ts'

/** A shift as it is planned, and the duty that served it. */
export interface RosterLine {
  id: number
  day: string
  starts_at: number
  ends_at: number
  name: string | null
  unit: string
  community: string
  began_at: number | null
  left_at: number | null
}

const held = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** The shifts of some days that a scope covers, as a query of ids: of places, of people of units and grids, one's own. */
const covered = (scope: Scope, from: string, to: string) => {
  const days = sql`s.day between ${from} and ${to}`
  return sql`(
    select s.id from shift s where s.community_id in ${held(scope.communities)} and ${days}
    union select s.id from community c cross join shift s on s.community_id = c.id and ${days}
      where c.street_id in ${held(scope.streets)}
    union select s.id from grid g cross join shift s on s.community_id = g.community_id and ${days}
      cross join person p on p.id = s.person_id and p.grid_id = g.id where g.id in ${held(scope.grids)}
    union select s.id from person p indexed by person_of_unit cross join shift s on s.person_id = p.id and ${days}
      where p.unit_id in ${held(scope.units)} and p.kind = 'member' and p.state = 'verified' and s.unit_id = p.unit_id
    union select s.id from shift s where s.person_id = ${scope.own} and ${days})`
}

const duty = (what: 'min(d.started_at)' | 'max(d.ended_at)') =>
  sql`(select ${sql.raw(what)} from duty d where d.shift_id = s.id and d.ended_by is not 'undo')`

/** The planned shifts of a period by time, from behind one on. */
export function rosterLinesQuery(
  scope: Scope,
  period: string,
  [startsAt, id]: readonly [string | number, number],
  limit: number,
) {
  const { firstDay, lastDay, from, until } = spanOf(period)
  const shifts = scope.everywhere
    ? sql`shift s indexed by shift_by_start`
    : sql`${covered(scope, firstDay, lastDay)} x cross join shift s on s.id = x.id`
  return sql<RosterLine>`select s.id, s.day, s.starts_at, s.ends_at, p.name, u.name as unit, c.name as community,
      ${duty('min(d.started_at)')} as began_at, ${duty('max(d.ended_at)')} as left_at
    from ${shifts} join person p on p.id = s.person_id join unit u on u.id = s.unit_id
      join community c on c.id = s.community_id
    where s.state = 'planned' and (s.starts_at, s.id) > (${Number(startsAt) || from}, ${id}) and s.starts_at < ${until}
    order by s.starts_at, s.id limit ${limit}`.compile(db)
}
