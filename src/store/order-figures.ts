import { type Expression, sql } from 'kysely'
import type { OrdersOfMonth } from '../domain/figures/orders-of-month.ts'
import type { GradeCount } from '../domain/order/inflation.ts'
import { db } from './d1.ts'
import { placesOverseen } from './month-overview.ts'

const sums = sql`coalesce(sum(n.published), 0) as published, coalesce(sum(n.proposed), 0) as proposed,
  coalesce(sum(n.verified), 0) as verified,
  coalesce(sum(iif(n.category in ('cleaning', 'patrol', 'publicity'), n.published, 0)), 0) as plain`

/** The orders of a month over all communities that somebody oversees. */
export const ordersOverseenQuery = (sender: Expression<number>, month: string) =>
  sql<OrdersOfMonth>`with ${placesOverseen(sender)} select ${sums} from place p
    cross join order_count n on n.month = ${month} and n.community_id = p.id`.compile(db)

/** The grades of a month by grader and community (R071), with their names: for administrators only. */
export const gradesOfMonthQuery = (month: string) =>
  sql<
    GradeCount & { grader: string; community: string }
  >`select n.grader_id, n.community_id, n.excellent, n.good, n.fair,
      coalesce(p.name, '') as grader, c.name as community
    from grade_count n join person p on p.id = n.grader_id join community c on c.id = n.community_id
    where n.month = ${month} order by n.community_id, n.grader_id`.compile(db)
