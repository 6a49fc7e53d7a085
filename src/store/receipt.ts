import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { keepersOf } from './keepers.ts'
import { textOfOrder } from './order-draw.ts'
import { didStep } from './order-steps.ts'

/** Whether the beneficiary of a wish was reminded of its receipt since it was delivered. */
export const remindedQuery = (order: number) =>
  sql<{
    reminded: number
  }>`select exists (select 1 from order_event e where e.order_id = o.id and e.step = 'remind'
      and e.at >= coalesce(o.done_at, 0)) as reminded
    from "order" o where o.id = ${order}`.compile(db)

/** Wishes that somebody asked for and that were delivered, the oldest first. */
export const unreceivedQuery = (person: Expression<number>) =>
  sql<{ id: number; title: string | null }>`select o.id, ${textOfOrder('title')} as title
    from "order" o where o.requester_id = ${person} and o.requester_id is not null and o.origin = 'wish' and o.state = 'done'
    order by o.id limit 5`.compile(db)

/** Whoever asked for these wishes has not read yet that they are asked for the receipt: the reminder says it again. */
export const dropReceiptAsked = (orders: readonly number[]) =>
  sql`delete from outbox where id in (
    select l.id from json_each(${JSON.stringify(orders)}) j join "order" o on o.id = j.value
      cross join outbox l on l.dedupe > 'order/finished/' || o.id || '/' and l.dedupe < 'order/finished/' || o.id || '0'
    where l.person_id = o.requester_id and l.state <> 'claimed' and l.sent_at is null and l.shown_at is null)`.compile(
    db,
  )

/** Who says that a wish has arrived, from which message, when. */
export interface Receiving {
  order: number
  person: number
  key: string
  now: number
}

/** The receipt closes the wish, unless somebody else just did, or it is to be delivered again. */
export const receiveWish = ({ order, person, now }: Receiving) =>
  sql`update "order" set state = 'verified', closed_by = ${person}, closed_at = ${now}
    where id = ${order} and origin = 'wish' and state = 'done'`.compile(db)

/** That this receipt closed the wish: its event is written only then. */
export const receivedBy = ({ person, now }: Receiving) =>
  sql<boolean>`state = 'verified' and closed_by = ${person} and closed_at = ${now}`

/** Who delivered it has done so; no hours come of it. After the event. */
export const settleDelivery = ({ order, key, now }: Receiving) =>
  sql`update claim set state = 'credited', changed_at = ${now}, change_message = ${key}
    where order_id = ${order} and state = 'done' and ${didStep(order, 'receive', key)}`.compile(db)

/** A wish that was delivered and that nobody has received: who asked for it, and who may receive it in their place, as JSON. */
export interface Unreceived {
  id: number
  round: number
  title: string | null
  requester_id: number | null
  keepers: string
}

/** A page of them, by number, delivered before an instant and not reminded of since. */
export const unremindedQuery = (before: number, after: number, limit: number) =>
  sql<Unreceived>`select o.id, o.round, ${textOfOrder('title')} as title, o.requester_id,
      ${keepersOf(sql.ref('o.community_id'))} as keepers
    from "order" o indexed by wish_delivered
    where o.origin = 'wish' and o.state = 'done' and o.id > ${after} and o.done_at <= ${before} and not exists (
      select 1 from order_event e where e.order_id = o.id and e.step = 'remind' and e.at >= o.done_at)
    order by o.id limit ${limit}`.compile(db)

/** The clock has reminded of these; once, though it may run twice. */
export const recordReminders = (orders: readonly number[], period: string, now: number) =>
  sql`insert into order_event (order_id, at, step, state, message)
    select o.id, ${now}, 'remind', o.state, ${`wish-receipt/${period}`}
      from json_each(${JSON.stringify(orders)}) j join "order" o on o.id = j.value
      where o.state = 'done' and not exists (
        select 1 from order_event e where e.order_id = o.id and e.step = 'remind' and e.at >= o.done_at)`.compile(
    db,
  )

/** That order, if it is a wish which somebody took: it brings no hours. */
export const deliveredQuery = (order: number, person: Expression<number>) =>
  sql<{ id: number }>`select w.order_id as id from wish w where w.order_id = ${order} and exists (
    select 1 from claim c where c.order_id = w.order_id and c.person_id = ${person} and c.state <> 'released')`.compile(
    db,
  )
