import { sql } from 'kysely'
import type { Join } from './join-ledger.ts'

/**
 * The roster of a joined person goes to the one who stays (rule 8.18). Of two shifts at one time that one's stands; a
 * swap between both is no swap any more.
 */
export function joinRoster({ from, into, key, now }: Join) {
  const settled = sql`settled_at = ${now}, settle_message = ${key}`
  return [
    sql`update shift set state = 'cancelled', ${settled}
      where person_id = ${from} and state = 'planned' and exists (select 1 from shift o where o.person_id = ${into}
        and o.state = 'planned' and o.starts_at < shift.ends_at and o.ends_at > shift.starts_at)`,
    sql`update swap set state = 'withdrawn', ${settled} where state in ('asked', 'agreed') and (
      (from_id in (${from}, ${into}) and to_id in (${from}, ${into}))
      or shift_id in (select id from shift where person_id = ${from} and settle_message = ${key}))`,
    sql`update shift set person_id = ${into} where person_id = ${from}`,
    sql`update swap set from_id = ${into} where from_id = ${from} and to_id <> ${into}`,
    sql`update swap set to_id = ${into} where to_id = ${from} and from_id <> ${into}`,
  ]
}
