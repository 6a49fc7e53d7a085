import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import { communitiesOf, idsOf } from './scope.ts'

/** Running duties that the scope covers, by its communities, grids and units; of everything by time. */
const running = (scope: Scope): RawBuilder<unknown> =>
  scope.everywhere
    ? sql`duty d indexed by duty_running`
    : sql`(select x.* from duty x indexed by duty_running_in where x.community_id in ${communitiesOf(scope)} and x.ended_at is null
        union select x.* from grid g cross join duty x indexed by duty_running_in on x.community_id = g.community_id and x.ended_at is null
          where g.id in ${idsOf(scope.grids)} and x.grid_id = g.id
        union select x.* from person p indexed by person_in_unit cross join duty x indexed by duty_open
          on x.person_id = p.id and x.ended_at is null where p.unit_id in ${idsOf(scope.units)} and x.unit_id = p.unit_id) d`

/** Who of a scope is on duty now, longest first, with how many there are; of everybody that is not counted. */
export const onDutyQuery = (scope: Scope, limit: number) =>
  sql<{ name: string | null; unit: string; community: string; started_at: number; count: number | null }>`
    select p.name, u.name as unit, c.name as community, d.started_at, d.count
    from (select d.*, ${scope.everywhere ? sql`null` : sql`count(*) over ()`} as count from ${running(scope)}
        where d.ended_at is null order by d.started_at, d.id limit ${limit}) d
      join person p on p.id = d.person_id join unit u on u.id = d.unit_id join community c on c.id = d.community_id
    order by d.started_at, d.id`.compile(db)
