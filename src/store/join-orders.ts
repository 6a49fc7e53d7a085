import { sql } from 'kysely'
import type { Join } from './join-ledger.ts'

/**
 * The places of a joined person go to the one who stays (rule 8.18). Where both have one on the same order, the one that
 * got further stands; easy services of a month are counted together.
 */
export function joinOrders({ from, into, key, now }: Join) {
  const release = sql`update claim set state = 'released', ended = 'gone', offered_until = null, changed_at = ${now},
      change_message = ${key}`
  const further = (id: number) =>
    sql`select o.order_id from claim o where o.person_id = ${id} and o.state in ('done', 'credited')`
  const live = (id: number) =>
    sql`select o.order_id from claim o where o.person_id = ${id} and o.state <> 'released'`
  return [
    sql`${release} where person_id = ${into} and state not in ('released', 'done', 'credited') and order_id in (${further(from)})`,
    sql`${release} where person_id = ${from} and state <> 'released' and order_id in (${live(into)})`,
    sql`update claim set person_id = ${into} where person_id = ${from}`,
    sql`insert into service_count (person_id, month, category, services)
      select ${into}, month, category, services from service_count where person_id = ${from}
      on conflict (person_id, month, category) do update set services = services + excluded.services`,
    sql`delete from service_count where person_id = ${from}`,
  ]
}
