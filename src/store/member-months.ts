import { type Expression, sql } from 'kysely'
import type { MemberFacts, YearGone } from '../domain/figures/member-report.ts'
import { db } from './d1.ts'
import { leaveDaysOf } from './leave.ts'

type Id = Expression<number> | number

/** A member's month as `memberReport` takes it, without the month and the year themselves. */
export interface MemberMonth extends Omit<MemberFacts, 'month' | 'gone'> {
  id: number
  /** ms; since when the person is known. */
  since: number
}

const ofTally = (column: 'times' | 'minutes' | 'by_hand' | 'points', period: string) =>
  sql<number>`(select coalesce(sum(${sql.ref(column)}), 0) from tally y where y.person_id = p.id and y.period = ${period})`

const monthsOf = (month: string, gone: YearGone, where: Expression<unknown>) =>
  sql<MemberMonth>`select p.id, coalesce(u.name, '') as unit, p.created_at as since,
      ${ofTally('times', month)} as times, ${ofTally('minutes', month)} as minutes, ${ofTally('by_hand', month)} as byHand,
      ${ofTally('points', month)} as points, ${ofTally('minutes', gone.year)} as yearMinutes,
      ${leaveDaysOf(sql.ref('p.id'), gone.from, gone.last)} as leaveDays,
      ${leaveDaysOf(sql.ref('p.id'), gone.from, gone.to)} as leaveGone,
      (select at from report_confirmation c where c.person_id = p.id and c.month = ${month}) as confirmed
    from person p left join unit u on u.id = p.unit_id where ${where}`

/** One person's month. */
export const memberMonthQuery = (person: Id, month: string, gone: YearGone) =>
  monthsOf(month, gone, sql`p.id = ${person}`).compile(db)

/**
 * The months of a community's verified members (of organs), so many after a person's id: a job walks a community page by page, each
 * page one statement. What a page reads grows with the page only.
 */
export const memberMonths = (
  community: Id,
  month: string,
  afterPersonId: number,
  limit: number,
  gone: YearGone,
) =>
  monthsOf(
    month,
    gone,
    sql`p.community_id = ${community} and p.kind = 'member' and p.state = 'verified' and p.id > ${afterPersonId}
      and u.community_id is null
      order by p.id limit ${limit}`,
  ).compile(db)
