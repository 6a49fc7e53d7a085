import { sql } from 'kysely'
import type { CreditLine } from '../domain/order/credit.ts'
import type { Grade } from '../domain/order/rules.ts'
import type { ServiceSpan } from '../domain/order/work-time.ts'
import { db } from './d1.ts'
import { reversed } from './ledger.ts'

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
