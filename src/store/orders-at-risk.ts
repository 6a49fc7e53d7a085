import { sql } from 'kysely'
import { DAY } from '../domain/calendar/shanghai.ts'
import { db } from './d1.ts'

/** How an order of a community may be at risk (product §5): not published, nobody takes it, not done in time, not graded. */
export type Risk = 'unpublished' | 'untaken' | 'overdue' | 'unverified'

/** After how long each is one, ms. */
const after: { [K in Risk]: number } = {
  unpublished: DAY,
  untaken: 3 * DAY,
  overdue: DAY,
  unverified: 3 * DAY,
}

/** The first orders of a community at each risk, with how many there are. */
export const ordersAtRiskQuery = (community: number, now: number, shown: number) =>
  sql<{ risk: Risk; id: number; count: number }>`select risk, id, count from (
      select risk, id, count(*) over (partition by risk) as count, row_number() over (partition by risk order by id) as n from (
        select 'unpublished' as risk, id from "order" where community_id = ${community}
          and state in ('requested', 'proposed') and created_at <= ${now - after.unpublished}
        union all select 'untaken', id from "order" where community_id = ${community}
          and state = 'open' and untaken_since <= ${now - after.untaken}
        union all select 'overdue', id from "order" where community_id = ${community}
          and state in ('open', 'full') and taken > 0 and ends_at <= ${now - after.overdue}
        union all select 'unverified', id from "order" where community_id = ${community}
          and state = 'done' and origin <> 'wish' and done_at <= ${now - after.unverified}
      )) where n <= ${shown} order by risk, id`.compile(db)
