import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

/** What the requester says of an order in a round, from which message, when; `open` is the earliest open month. */
export interface Voicing {
  order: number
  round: number
  person: number
  rating: 1 | 2 | 3
  text: string | null
  key: string
  now: number
  open: string
}

/** The voice of that round and how the order was closed, or no row. */
export const voiceQuery = (order: number) =>
  sql<{ given: number; closed_at: number | null }>`select exists (
      select 1 from voice v where v.order_id = o.id and v.round = o.round) as given, o.closed_at
    from "order" o where o.id = ${order}`.compile(db)

/** Orders that somebody asked for, that are done and lack their voice, the newest first. */
export const unvoicedQuery = (person: Expression<number>) =>
  sql<{ id: number; title: string | null }>`select o.id,
      (select t.text from order_text t where t.order_id = o.id and t.part = 'title') as title
    from "order" o where o.requester_id = ${person} and o.requester_id is not null and o.origin not in ('proposal', 'wish')
      and o.state in ('done', 'verified')
      and not exists (select 1 from voice v where v.order_id = o.id and v.round = o.round)
    order by o.id desc limit 5`.compile(db)

/** Who served an order, to be told that it is to be done again. */
export const servedQuery = (order: number) =>
  sql<{
    person_id: number
  }>`select person_id from claim where order_id = ${order} and state in ('done', 'credited')`.compile(db)

/** Keeps the requester's own voice, once a round. */
export const giveVoice = (v: Voicing) =>
  sql`insert into voice (order_id, round, person_id, rating, text, at, message)
    select id, round, ${v.person}, ${v.rating}, ${v.text}, ${v.now}, ${v.key} from "order"
    where id = ${v.order} and round = ${v.round} and state in ('done', 'verified')
      and not exists (select 1 from voice where order_id = ${v.order} and round = ${v.round})`.compile(db)

/** True exactly when that message gave the voice. */
export const voicedBy = ({ order, key }: Pick<Voicing, 'order' | 'key'>) =>
  sql<boolean>`exists (select 1 from voice where order_id = ${order} and message = ${key})`

/**
 * It is to be done again (rule 8.6): the grade is void, what was credited is taken back line by line, what still waits
 * is withdrawn, who served holds the place again, and a new round begins.
 */
export function reopenOrder(v: Voicing) {
  const voiced = voicedBy(v)
  const statements = [
    sql`update grade set void_at = ${v.now} where order_id = ${v.order} and round = ${v.round} and ${voiced}`,
    sql`insert into verdict (entry_id, verdict, message, at)
      select e.id, 'withdrawn', ${v.key}, ${v.now} from hour_entry e join pending_entry w on w.entry_id = e.id
      where e.order_id = ${v.order} and e.round = ${v.round} and ${voiced}`,
    sql`insert into hour_entry (person_id, unit_id, community_id, grid_id, kind, service_day, minutes, booking_month, difficulty,
        grade, points, corrects, revision, waits_for, actor_id, message, created_at)
      select e.person_id, e.unit_id, e.community_id, e.grid_id, 'correction', e.service_day, -sum(k.minutes),
        max(e.booking_month, ${v.open}), e.difficulty, e.grade, -sum(k.points), e.id, 1 + coalesce(max(k.revision), 0), '', null,
        ${v.key}, ${v.now}
      from hour_entry e join hour_entry k on k.id = e.id or k.corrects = e.id
        join verdict w on w.entry_id = k.id and w.verdict = 'approved' join person p on p.id = e.person_id and p.gone_at is null
      where e.order_id = ${v.order} and e.round = ${v.round} and ${voiced}
      group by e.id having sum(k.minutes) <> 0 or sum(k.points) <> 0`,
    sql`insert into verdict (entry_id, verdict, booking_month, message, at)
      select e.id, 'approved', e.booking_month, ${v.key}, ${v.now} from hour_entry o join hour_entry e on e.corrects = o.id
      where o.order_id = ${v.order} and o.round = ${v.round} and e.message = ${v.key}`,
    sql`update claim set state = 'held', changed_at = ${v.now}, change_message = ${v.key}
      where order_id = ${v.order} and state in ('done', 'credited') and ${voiced}
        and exists (select 1 from person p where p.id = claim.person_id and p.gone_at is null)`,
    sql`update "order" set state = 'reopened', round = round + 1, closed_by = null, closed_at = null, done_at = null
      where id = ${v.order} and ${voiced}`,
  ]
  return statements.map((statement) => statement.compile(db))
}
