import { type Expression, sql } from 'kysely'
import type { ClaimState } from '../domain/order/claims.ts'
import { named } from './columns.ts'
import { db } from './d1.ts'
import type { OrderOriginKind } from './tables/order.ts'

/** An order that somebody has a live claim on; `place` is the number on the waiting list (1 is next), null where one does not wait. */
export interface MyClaim {
  id: number
  title: string | null
  origin: OrderOriginKind
  starts_at: number | null
  state: ClaimState
  offered_until: number | null
  place: number | null
}

/** The live claims of somebody before they are credited, the soonest order first; of their newest fifty. */
export const myClaimsQuery = (person: Expression<number>) =>
  named<MyClaim>(
    { id: true, title: true, origin: true, starts_at: true, state: true, offered_until: true, place: true },
    sql<MyClaim>`select o.id, (select t.text from order_text t where t.order_id = o.id and t.part = 'title') as title,
      o.origin, o.starts_at, m.state, m.offered_until,
      iif(m.state = 'waiting', (select count(*) from claim w where w.order_id = m.order_id and w.state = 'waiting' and w.rank <= m.rank), null) as place
    from (select * from claim where person_id = ${person} order by id desc limit 50) m join "order" o on o.id = m.order_id
    where m.state in ('held', 'drawing', 'offered', 'waiting', 'done')
    order by coalesce(o.starts_at, o.created_at), o.id limit 12`.compile(db),
  )
