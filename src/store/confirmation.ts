import { type Expression, sql } from 'kysely'
import { named } from './columns.ts'
import { db } from './d1.ts'

type Id = Expression<number> | number

/** What a person has confirmed of these months, and what stands there now; `later` is what was booked for its days since. */
export const confirmationsQuery = (person: Id, months: readonly string[]) =>
  sql<Confirmation>`select c.month, c.at, u.name as unit, c.times, c.minutes, c.points,
      (select coalesce(sum(y.minutes), 0) from tally y where y.person_id = c.person_id and y.period = c.month) as now,
      (select coalesce(sum(e.minutes), 0) from hour_entry e join verdict v on v.entry_id = e.id
        where e.person_id = c.person_id and e.service_day between c.month || '-01' and c.month || '-31'
          and v.verdict = 'approved' and v.booking_month > c.month and v.at > c.at) as later
    from report_confirmation c join unit u on u.id = c.unit_id
    where c.person_id = ${person} and c.month in (select value from json_each(${JSON.stringify(months)}))
    order by c.month desc`.compile(db)

export interface Confirmation {
  month: string
  /** ms */
  at: number
  unit: string
  times: number
  minutes: number
  points: number
  now: number
  later: number
}

/** The latest of these months in which somebody served and which they have not confirmed. */
export const openMonthsQuery = (person: Id, months: readonly string[]) =>
  named<{ month: string }>(
    { month: true },
    sql<{ month: string }>`select m.value as month from json_each(${JSON.stringify(months)}) m
    where not exists (select 1 from report_confirmation c where c.person_id = ${person} and c.month = m.value)
      and (select coalesce(sum(y.minutes), 0) from tally y where y.person_id = ${person} and y.period = m.value) > 0
    order by 1 desc limit 1`.compile(db),
  )

/** Confirms a month with the figures that stand at this instant, once; who confirms again changes nothing. */
export const confirmMonth = (of: {
  person: number
  unit: number
  month: string
  at: number
  message: string
}) =>
  db
    .insertInto('report_confirmation')
    .columns(['person_id', 'month', 'unit_id', 'at', 'message', 'times', 'minutes', 'points'])
    .expression(
      sql`select ${of.person}, ${of.month}, ${of.unit}, ${of.at}, ${of.message}, coalesce(sum(times), 0),
          coalesce(sum(minutes), 0), coalesce(sum(points), 0)
        from tally where person_id = ${of.person} and period = ${of.month}
          having not exists (select 1 from report_confirmation where person_id = ${of.person} and month = ${of.month})` as never,
    )

/** A figure of a person's confirmed month, for the stored outcome. */
export const confirmedFigure = (column: 'times' | 'minutes' | 'points', person: number, month: string) =>
  sql<number>`(select ${sql.ref(column)} from report_confirmation where person_id = ${person} and month = ${month})`

/** The newest confirmations, for `/我的数据`. */
export const confirmedMonthsQuery = (person: Expression<number>, limit: number) =>
  db
    .selectFrom('report_confirmation as c')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .select(['c.month', 'c.at', 'c.times', 'c.minutes', 'c.points', 'u.name as unit'])
    .where('c.person_id', '=', person)
    .orderBy('c.month', 'desc')
    .limit(limit)
