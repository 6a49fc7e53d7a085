import { sql } from 'kysely'
import { db } from './d1.ts'
import { keepersOf } from './keepers.ts'
import { textOfOrder } from './order-draw.ts'
import type { OrderOriginKind } from './tables/order.ts'

/** The letters about an order whose time is over; the schema takes them back by these names. */
export const overdueLetter = {
  holder: (order: number, person: number, endsAt: number) => `order/overdue/${order}/p${person}/${endsAt}`,
  keeper: (order: number, endsAt: number, person: number) => `order/overdue/${order}/k/${endsAt}/${person}`,
}

/** An order whose time is over, with who answers for it (ids, JSON). */
export interface OverdueOrder {
  id: number
  title: string | null
  ends_at: number
  taken: number
  keepers: string
}

/** Somebody who holds a place of such an order. */
interface OverdueHolder {
  id: number
  origin: OrderOriginKind
  title: string | null
  person_id: number
  ends_at: number
}

const over = (longAgo: number, before: number) =>
  sql`o.ends_at > ${longAgo} and o.ends_at <= ${before} and o.state in ('open', 'full', 'reopened') and o.state <> 'reopened'`

/** Who holds a place of an order whose time was over by an instant, and has neither said that it is done nor been asked. */
export const overdueHoldersQuery = (longAgo: number, before: number, limit: number) =>
  sql<OverdueHolder>`select o.id, o.origin, ${textOfOrder('title')} as title, c.person_id, o.ends_at
    from "order" o indexed by order_due cross join claim c on c.order_id = o.id and c.state = 'held'
    where ${over(longAgo, before)} and not exists (select 1 from outbox l
      where l.dedupe = 'order/overdue/' || o.id || '/p' || c.person_id || '/' || o.ends_at)
    order by o.ends_at, o.id limit ${limit}`.compile(db)

/** Orders whose keepers hear that the time is over: those without anybody by one instant, the others by an earlier one. */
export const overdueOrdersQuery = (longAgo: number, before: number, beforeTaken: number, limit: number) =>
  sql<OverdueOrder>`select o.id, ${textOfOrder('title')} as title, o.ends_at, o.taken,
      ${keepersOf(sql.ref('o.community_id'))} as keepers
    from "order" o indexed by order_due
    where ${over(longAgo, before)} and (o.taken = 0 or o.ends_at <= ${beforeTaken})
      and not exists (select 1 from outbox l
        where l.dedupe > 'order/overdue/' || o.id || '/k/' || o.ends_at || '/'
          and l.dedupe < 'order/overdue/' || o.id || '/k/' || o.ends_at || '0')
    order by o.ends_at, o.id limit ${limit}`.compile(db)
