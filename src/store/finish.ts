import { type Expression, sql } from 'kysely'
import type { ServiceSpan } from '../domain/order/work-time.ts'
import { db } from './d1.ts'
import { keepersOf } from './keepers.ts'

/** Who says that an order is done, from which message, when. */
export interface Finishing {
  order: number
  person: number
  key: string
  now: number
}

/** Keeps when somebody served; nothing where they hold no place any more, or the order is over. */
export const finishClaim = (f: Finishing, spans: readonly ServiceSpan[]) =>
  sql`update claim set state = 'done', spans = ${JSON.stringify(spans)}, finished_at = ${f.now}, changed_at = ${f.now},
      change_message = ${f.key}
    where order_id = ${f.order} and person_id = ${f.person} and state in ('held', 'done') and exists (
      select 1 from "order" where id = ${f.order} and state in ('open', 'full', 'done', 'reopened'))`.compile(
    db,
  )

/** True exactly when that message said that it is done. */
export const finishedBy = ({ order, person, key }: Finishing) =>
  sql<boolean>`exists (select 1 from claim where order_id = ${order} and person_id = ${person} and state = 'done'
    and change_message = ${key})`

/** The order is done with the first word of it: who only waits for a place waits no more. Claims first, then the order. */
export function finishOrder(f: Finishing) {
  const statements = [
    sql`update claim set state = 'released', ended = 'over', offered_until = null, changed_at = ${f.now}, change_message = ${f.key}
      where order_id = ${f.order} and state in ('drawing', 'waiting', 'offered') and ${finishedBy(f)}`,
    sql`update "order" set state = 'done', done_at = coalesce(done_at, ${f.now}), escalate_at = null
      where id = ${f.order} and state in ('open', 'full', 'reopened') and ${finishedBy(f)}`,
  ]
  return statements.map((statement) => statement.compile(db))
}

/** Who grades an order, ids as JSON: the secretaries of its community (else the administrators) and the head of its grid. */
export const gradersQuery = (order: number) =>
  sql<{ keepers: string; heads: string }>`select ${keepersOf(sql.ref('o.community_id'))} as keepers,
      (select json_group_array(r.person_id) from role r
        where r.community_id = o.community_id and r.grid_id = o.grid_id and r.role = 'grid_head' and r.ended_at is null) as heads
    from "order" o where o.id = ${order}`.compile(db)

/** The day before an order was to begin, where that is known and earlier than `day`; else `day`. */
export const dayBeforeOrder = (order: number, day: string): Expression<string> =>
  sql<string>`coalesce((select min(strftime('%Y-%m-%d', starts_at / 1000 - 86400, 'unixepoch', '+8 hours'), ${day})
    from "order" where id = ${order} and starts_at is not null), ${day})`

/** What somebody reported of other orders that is not verified yet; spans are JSON. */
export const unverifiedQuery = (person: Expression<number>, order: number) =>
  sql<{ order_id: number; spans: string }>`select order_id, spans
    from (select * from claim where person_id = ${person} order by id desc limit 50)
    where state = 'done' and spans is not null and order_id <> ${order} order by order_id limit 10`.compile(
    db,
  )
