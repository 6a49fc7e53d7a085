import { sql } from 'kysely'
import type { Join } from './join-ledger.ts'

/**
 * What a joined person did in rallies goes to the one who stays (rule 8.18): of both the first answer and the first arrival, so
 * that one human is counted once. A switch that they have asked for is the one's who stays, who is no second person then (R097).
 */
export function joinRallies({ from, into }: Join) {
  const other = (column: string) => sql`(select k.${sql.ref(column)} from rally_call k
    where k.rally_id = rally_call.rally_id and k.person_id = ${from})`
  const both = sql`person_id = ${into}
    and exists (select 1 from rally_call k where k.rally_id = rally_call.rally_id and k.person_id = ${from})`
  return [
    sql`update rally_call set answered_at = coalesce(min(answered_at, ${other('answered_at')}), answered_at, ${other('answered_at')}),
        arrived_at = coalesce(min(arrived_at, ${other('arrived_at')}), arrived_at, ${other('arrived_at')})
      where ${both}`,
    sql`delete from rally_call where person_id = ${from} and rally_id in (select rally_id from rally_call where person_id = ${into})`,
    sql`update rally_call set person_id = ${into} where person_id = ${from}`,
    sql`update mode_ask set asked_by = ${into} where asked_by = ${from} and agreed_at is null`,
  ]
}
