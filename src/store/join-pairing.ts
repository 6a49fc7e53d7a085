import { sql } from 'kysely'
import type { Join } from './join-ledger.ts'

/**
 * The pairings of a joined person go to the one who stays (rule 8.18): of two open ones that one's stands, and nobody is
 * their own partner. What they were once asked in the same round twice stays under the old number.
 */
export function joinPairings({ from, into, key, now }: Join) {
  const of = (id: number) => sql`(member_id = ${id} or volunteer_id = ${id})`
  const open = sql`state in ('asked', 'active')`
  return [
    sql`update pairing set state = iif(state = 'active', 'ended', 'withdrawn'), end_reason = 'gone', ended_by = ${from},
        ended_at = ${now}, end_message = ${key}
      where ${open} and ${of(from)} and (${of(into)} or exists (
        select 1 from pairing where ${open} and ${of(into)}))`,
    sql`update or ignore pairing set member_id = ${into} where member_id = ${from} and volunteer_id <> ${into}`,
    sql`update or ignore pairing set volunteer_id = ${into} where volunteer_id = ${from} and member_id <> ${into}`,
    sql`update or ignore pair_wish set other_id = ${into} where other_id = ${from} and person_id <> ${into}`,
    sql`delete from pair_wish where other_id in (${from}, ${into}) and person_id in (${from}, ${into})`,
    sql`delete from pair_wish where other_id = ${from}`,
  ]
}
