import { sql } from 'kysely'

/**
 * Who leaves for good is planned for nothing more (rule 8.21): shifts ahead are cancelled, open swaps withdrawn, the
 * words of handovers go. Shifts that are over stay, under a number without a name.
 */
export function forgetRoster(id: number, key: string, now: number) {
  const settled = sql`settled_by = ${id}, settled_at = ${now}, settle_message = ${key}`
  return [
    sql`update swap set state = 'withdrawn', ${settled}
      where state in ('asked', 'agreed') and (from_id = ${id} or to_id = ${id})`,
    sql`update shift set state = 'cancelled', ${settled} where person_id = ${id} and state = 'planned' and ends_at > ${now}`,
    sql`update handover set text = null where from_id = ${id}`,
    sql`update handover set to_id = null where to_id = ${id} and taken_at is null`,
  ]
}
