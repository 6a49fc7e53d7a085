import { type Expression, type RawBuilder, sql } from 'kysely'
import { addDays } from '../domain/calendar/shanghai.ts'
import type { OrdersOfMonth } from '../domain/figures/orders-of-month.ts'
import type { GradeCount } from '../domain/order/inflation.ts'
import { always, db } from './d1.ts'
import { administers } from './held.ts'
import { placesOverseen } from './month-overview.ts'

/** The orders of a month of one community (an expression), JSON of `OrdersOfMonth`; what was due lately may still be done in time. */
export const ordersOfCommunity = (community: Expression<number>, month: string, today: string) =>
  sql<string>`(select json_object('published', coalesce(sum(n.published), 0), 'proposed', coalesce(sum(n.proposed), 0),
        'verified', coalesce(sum(n.verified), 0), 'plain', ${plain}, 'due', d.due, 'onTime', d.on_time)
      from ${dueOf(month, today, sql`d.community_id = ${community}`)} d
        left join order_count n on n.month = ${month} and n.community_id = ${community})`

const plain = sql`coalesce(sum(iif(n.category in ('cleaning', 'patrol', 'publicity'), n.published, 0)), 0)`

/** What was due in a month and done in time, one row; `where` chooses rows of `due_count d`. */
const dueOf = (month: string, today: string, where: RawBuilder<unknown>) =>
  sql`(select coalesce(sum(iif(d.day < ${addDays(today, -1)}, d.due, d.on_time)), 0) as due, coalesce(sum(d.on_time), 0) as on_time
    from due_count d where ${where} and d.day between ${`${month}-01`} and ${`${month}-31`})`

/** The orders of a month over all communities that somebody oversees; no month: nothing. */
export const ordersOverseenQuery = (sender: Expression<number>, month: string, today: string) =>
  sql<OrdersOfMonth>`with ${placesOverseen(sender)}
    select coalesce(sum(n.published), 0) as published, coalesce(sum(n.proposed), 0) as proposed,
      coalesce(sum(n.verified), 0) as verified, ${plain} as plain, d.due, d.on_time as onTime
    from ${dueOf(month, today, sql`d.community_id in (select id from place)`)} d
      left join (select m.* from place p cross join order_count m on m.month = ${month} and m.community_id = p.id) n`.compile(
    db,
  )

/** The grades of a month by grader and community (R071), with their names. */
export const gradesOfMonthQuery = (month: string) => gradesWhere(month, always)

/** The same for an administrator, and for nobody else. */
export const gradesForQuery = (sender: Expression<number>, month: string) =>
  gradesWhere(month, administers(sender))

/** Grades of a grader in a community, with the names of both. */
export type NamedGrades = GradeCount & { grader: string; community: string }

const gradesWhere = (month: string, may: Expression<boolean>) =>
  sql<NamedGrades>`select n.grader_id, n.community_id, n.excellent, n.good, n.fair,
      coalesce(p.name, '') as grader, c.name as community
    from (select 1 where ${may}) cross join grade_count n join person p on p.id = n.grader_id join community c on c.id = n.community_id
    where n.month = ${month} order by n.community_id, n.grader_id`.compile(db)
