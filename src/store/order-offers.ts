import { sql } from 'kysely'
import type { Urgency } from '../domain/order/rules.ts'
import { isAtWar } from './area.ts'
import { db } from './d1.ts'
import { textOfOrder } from './order-draw.ts'
import { policyValue } from './policy.ts'

/** An order of which a place is to be offered. */
export interface CallingOrder {
  id: number
  title: string | null
  urgency: Urgency
  starts_at: number | null
  ends_at: number | null
  at_war: number
}

const columns = sql`o.id, ${textOfOrder('title')} as title, o.urgency, o.starts_at, o.ends_at,
  ${isAtWar(sql.ref<number>('o.community_id'))} as at_war`

/** Offers that nobody took in time (R036), with whose they were. */
export const lapsedOffersQuery = (now: number, limit: number) =>
  sql<
    CallingOrder & { person_id: number; offered_until: number }
  >`select ${columns}, c.person_id, c.offered_until
    from claim c join "order" o on o.id = c.order_id
    where c.state = 'offered' and c.offered_until <= ${now} order by c.offered_until, c.id limit ${limit}`.compile(
    db,
  )

/** The offer is over, unless it was taken meanwhile. */
export const lapse = (order: number, person: number, { key, now }: { key: string; now: number }) =>
  sql`update claim set state = 'released', ended = 'lapsed', offered_until = null, changed_at = ${now}, change_message = ${key}
    where order_id = ${order} and person_id = ${person} and state = 'offered' and offered_until <= ${now}`.compile(
    db,
  )

/**
 * Orders with a free place and somebody on the list who can take it, and how many are free: what a release has left,
 * or somebody who could not take it before (store/release.ts passes over the same people).
 */
export const callingOrdersQuery = (now: number, today: string, limit: number) =>
  sql<CallingOrder & { free: number }>`select ${columns}, coalesce(o.places - o.taken, o.waiting) as free
    from "order" o indexed by order_calls
    where o.waiting > 0 and o.state in ('open', 'reopened') and (o.places is null or o.taken < o.places)
      and (o.state = 'reopened' or coalesce(o.ends_at > ${now}, 1))
      and exists (select 1 from claim w where w.order_id = o.id and w.state = 'waiting'
        and (select count(*) from claim c where c.person_id = w.person_id and c.state in ('drawing', 'held') and c.for_unit = 0)
          < ${policyValue('openClaims', today)}
        and not exists (select 1 from leave l where l.person_id = w.person_id and l.ended_at is null
          and strftime('%Y-%m-%d', coalesce(o.starts_at, ${now}) / 1000, 'unixepoch', '+8 hours') between l.from_day and l.to_day))
    order by o.id limit ${limit}`.compile(db)
