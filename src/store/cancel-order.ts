import { sql } from 'kysely'
import type { Line } from '../domain/say.ts'
import { db } from './d1.ts'
import { didStep } from './order-steps.ts'

interface Cancelling {
  order: number
  actorId: number
  key: string
  now: number
}

/**
 * The statements that call an order off, the event that says so first behind the order itself: claims end before the
 * order, whose places are checked at every step. Nothing changes when it has ended already.
 */
export const cancelOrder = ({ order, actorId, key, now }: Cancelling) => ({
  claims:
    sql`update claim set state = 'released', ended = 'cancelled', offered_until = null, changed_at = ${now},
      change_message = ${key}
    where order_id = ${order} and state in ('drawing', 'waiting', 'offered', 'held', 'done')
      and exists (select 1 from "order" o where o.id = ${order} and o.state not in ('verified', 'cancelled'))`.compile(
      db,
    ),
  order:
    sql`update "order" set state = 'cancelled', closed_by = ${actorId}, closed_at = ${now}, escalate_at = null
    where id = ${order} and state not in ('verified', 'cancelled')`.compile(db),
})

/** A letter to everybody whose claim this message has ended, but the one who did it. */
export const tellReleased = ({ order, actorId, key, now }: Cancelling, say: readonly Line[]) =>
  sql`insert into outbox (person_id, say, created_at, send_at, dedupe)
    select c.person_id, ${JSON.stringify(say)}, ${now}, ${now}, 'order/cancelled/' || c.order_id || '/' || c.person_id
      from claim c where c.order_id = ${order} and c.change_message = ${key} and c.state = 'released'
        and c.person_id <> ${actorId} and ${didStep(order, 'cancel', key)}
    on conflict do nothing`.compile(db)

/** Whether somebody has closed it at that instant. */
export const closedBy = (actorId: number, now: number) =>
  sql<boolean>`closed_by = ${actorId} and closed_at = ${now}`
