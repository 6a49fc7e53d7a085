import { type Expression, sql } from 'kysely'
import type { CreditLine } from '../domain/order/credit.ts'
import type { Grade } from '../domain/order/rules.ts'
import type { ServiceSpan } from '../domain/order/work-time.ts'
import { db } from './d1.ts'
import { reversed } from './ledger.ts'

/** Somebody who holds a place on an order or has said that it is done. Spans and counts are JSON; `on_duty` is since when, ms. */
export interface Server {
  id: number
  name: string | null
  key: string | null
  verified: number
  state: 'held' | 'done'
  spans: string | null
  on_duty: number | null
  /** Easy services of the order's category that count already: `{ "2026-11": 4 }`. */
  served: string
}

/** Who served an order, in the order of coming. */
export const serversQuery = (order: number) =>
  sql<Server>`select p.id, p.name, p.key, p.state = 'verified' as verified, c.state, c.spans,
      (select d.started_at from duty d where d.person_id = p.id and d.ended_at is null) as on_duty,
      (select json_group_object(s.month, s.services) from service_count s
        where s.person_id = p.id and s.category = o.category) as served
    from claim c join "order" o on o.id = c.order_id join person p on p.id = c.person_id
    where c.order_id = ${order} and c.state in ('held', 'done') and p.gone_at is null
    order by c.rank`.compile(db)

/** What stands of those who served an order, on the days of their service and the day before; `at` for who has not said when. */
export const standingOfServersQuery = (order: number, at: number) =>
  sql<{
    id: number
    person_id: number
    service_day: string
    started_at: number | null
    ended_at: number | null
    minutes: number
  }>`select e.id, e.person_id, e.service_day, iif(${reversed}, null, e.started_at) as started_at,
      iif(${reversed}, null, e.ended_at) as ended_at, iif(v.verdict = 'corrected', 0, e.minutes) as minutes
    from claim c join hour_entry e on e.person_id = c.person_id left join verdict v on v.entry_id = e.id
    where c.order_id = ${order} and c.state in ('held', 'done')
      and e.service_day >= strftime('%Y-%m-%d', coalesce(c.spans ->> '$[0].from', ${at}) / 1000 - 86400, 'unixepoch', '+8 hours')
      and e.service_day <= strftime('%Y-%m-%d', ${at} / 1000, 'unixepoch', '+8 hours')
      and coalesce(v.verdict, 'approved') in ('approved', 'corrected')`.compile(db)

/** A verification: which order in which round, the grade with its weight and the difficulty (hundredths), who, from which message, when. */
export interface Verification {
  order: number
  round: number
  grade: Grade
  weight: number
  difficulty: number
  month: string
  actorId: number
  key: string
  now: number
}

/** The one grade of a round; nothing where somebody else has graded it, or it was called off. */
export const giveGrade = (v: Verification) =>
  sql`insert into grade (order_id, round, grade, grader_id, community_id, month, difficulty, at, message)
    select id, round, ${v.grade}, ${v.actorId}, community_id, ${v.month}, ${v.difficulty}, ${v.now}, ${v.key}
    from "order" where id = ${v.order} and round = ${v.round} and state in ('open', 'full', 'done', 'reopened')
      and not exists (select 1 from grade where order_id = ${v.order} and round = ${v.round})`.compile(db)

/** Whether a line's clock times meet something that stands, or a running duty: `x` is a line of the JSON, `c` the claim. */
const meets = sql`exists (select 1 from hour_entry e left join verdict v on v.entry_id = e.id
    where e.person_id = c.person_id and e.service_day = x.value ->> 'day' and e.started_at < x.value ->> 'to'
      and e.ended_at > x.value ->> 'from' and coalesce(v.verdict, 'approved') in ('approved', 'corrected') and not ${reversed})
  or exists (select 1 from duty d where d.person_id = c.person_id and d.ended_at is null and d.started_at < x.value ->> 'to')`

/** What somebody gets: their lines, and when they served. */
export interface CreditOf {
  person: number
  share: number
  spans: readonly ServiceSpan[]
  lines: readonly CreditLine[]
}

/**
 * Hours and points of all servers in a constant number of statements, if the grade was given by this message: the lines,
 * the yes to those of verified people, and what becomes of the claims and the order. Whoever meets something new at the
 * instant of the write is left out, whole person by whole person.
 */
export function creditServers(v: Verification, credits: readonly CreditOf[]) {
  const lines = JSON.stringify(
    credits.flatMap(({ person, share, lines }) =>
      lines.map(({ bookingMonth, ...line }) => ({ ...line, person, share, month: bookingMonth })),
    ),
  )
  const spans = JSON.stringify(Object.fromEntries(credits.map(({ person, spans }) => [person, spans])))
  const change = sql`changed_at = ${v.now}, change_message = ${v.key}`
  const graded = sql`exists (select 1 from grade where order_id = ${v.order} and message = ${v.key})`
  const statements = [
    sql`insert into hour_entry (person_id, unit_id, community_id, grid_id, kind, service_day, started_at, ended_at, minutes,
        booking_month, difficulty, grade, points, order_id, round, part, served, share, waits_for, actor_id, message, created_at)
      select c.person_id, c.unit_id, o.community_id, o.grid_id, 'order', l.value ->> 'day', l.value ->> 'from', l.value ->> 'to',
        l.value ->> 'minutes', l.value ->> 'month', ${v.difficulty}, ${v.weight}, l.value ->> 'points', o.id, g.round,
        l.value ->> 'part', l.value ->> 'served', l.value ->> 'share', '', ${v.actorId}, ${v.key}, ${v.now}
      from json_each(${lines}) l join "order" o on o.id = ${v.order} join grade g on g.order_id = o.id and g.message = ${v.key}
        join claim c on c.order_id = o.id and c.person_id = l.value ->> 'person' and c.state in ('held', 'done')
        join person p on p.id = c.person_id and p.gone_at is null
      where not exists (select 1 from json_each(${lines}) x
        where x.value ->> 'person' = c.person_id and x.value ->> 'from' is not null and (${meets}))
      order by c.person_id, l.value ->> 'part'`,
    sql`insert into verdict (entry_id, verdict, booking_month, actor_id, message, at)
      select e.id, 'approved', e.booking_month, ${v.actorId}, ${v.key}, ${v.now}
      from hour_entry e join person p on p.id = e.person_id
      where e.order_id = ${v.order} and e.message = ${v.key} and p.state = 'verified'`,
    sql`update claim set state = 'credited', spans = json_extract(${spans}, '$."' || person_id || '"'), ${change}
      where order_id = ${v.order} and state in ('held', 'done') and exists (select 1 from hour_entry e
        where e.order_id = claim.order_id and e.person_id = claim.person_id and e.message = ${v.key})`,
    sql`update claim set state = 'released', ended = 'over', offered_until = null, ${change}
      where order_id = ${v.order} and state in ('drawing', 'waiting', 'offered', 'held') and ${graded}`,
    sql`update "order" set state = 'verified', closed_by = ${v.actorId}, closed_at = ${v.now}, escalate_at = null
      where id = ${v.order} and ${graded}`,
  ]
  return statements.map((statement) => statement.compile(db))
}

/** For letters (mail.ts): true for those to somebody whom that message credited. */
export const toCredited = (order: number, key: string) =>
  sql<boolean>`exists (select 1 from hour_entry where order_id = ${order} and person_id = value ->> 'to' and message = ${key})`

/** True exactly when that message graded the order. */
export const gradedBy = (order: number, key: string) =>
  sql<boolean>`exists (select 1 from grade where order_id = ${order} and message = ${key})`

const left = (people: readonly number[], order: number, key: string) =>
  sql`from person p where p.id in (select value from json_each(${JSON.stringify(people)}))
    and not exists (select 1 from hour_entry where order_id = ${order} and person_id = p.id and message = ${key})`

/** True when the grade was given, but one of these people was left out by the write. */
export const someLeftOut = (people: readonly number[], order: number, key: string) =>
  sql<boolean>`${gradedBy(order, key)} and exists (select 1 ${left(people, order, key)})`

/** For the stored outcome: their names, and how many were credited, with how many minutes. */
export const namesLeftOut = (people: readonly number[], order: number, key: string): Expression<unknown> =>
  sql`json((select json_group_array(p.name) ${left(people, order, key)}))`
export const creditedCount = (order: number, key: string): Expression<unknown> =>
  sql`(select count(distinct person_id) from hour_entry where order_id = ${order} and message = ${key})`
export const creditedMinutes = (order: number, key: string): Expression<unknown> =>
  sql`(select coalesce(sum(minutes), 0) from hour_entry where order_id = ${order} and message = ${key})`
