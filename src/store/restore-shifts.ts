import { sql } from 'kysely'
import { db } from './d1.ts'
import { fill } from './inbox.ts'
import { isOnLeave } from './leave.ts'

/**
 * Shifts that a leave had emptied and that their person can take up again: no leave lies on the day, they have no other
 * shift then, and nobody else was planned for that time since.
 */
const restorable = (person: number, from: string, to: string, at: number) => sql`s.person_id = ${person}
  and s.day between ${from} and ${to} and s.state = 'leave' and s.ends_at > ${at}
  and not ${isOnLeave(sql.ref('s.person_id'), sql.ref('s.day'))}
  and not exists (select 1 from shift o where o.person_id = s.person_id and o.state = 'planned'
    and o.starts_at > s.starts_at - 43200000 and o.starts_at < s.ends_at and o.ends_at > s.starts_at)
  and not exists (select 1 from shift o where o.community_id = s.community_id and o.day = s.day and o.state = 'planned'
    and o.person_id <> s.person_id and o.planned_at >= s.settled_at and o.starts_at < s.ends_at and o.ends_at > s.starts_at)`

/** Gives the shifts of those days back to their person, and puts them into a place of the stored outcome (`start-end`, ms). */
export const restoreShifts = (
  person: number,
  { from, to }: { from: string; to: string },
  { message, at, path }: { message: string; at: number; path: string },
) => [
  fill(
    message,
    path,
    sql`json((select json_group_array(starts_at || '-' || ends_at) from (select s.starts_at, s.ends_at from shift s
      where ${restorable(person, from, to, at)} order by s.starts_at limit 6)))`,
  ),
  sql`update shift as s set state = 'planned', settled_by = null, settled_at = null, settle_message = null
    where ${restorable(person, from, to, at)}`.compile(db),
]
