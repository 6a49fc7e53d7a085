import { sql } from 'kysely'
import type { Reach } from '../../domain/api/reach.ts'
import { spanOf } from '../../domain/calendar/span.ts'
import { db } from '../d1.ts'

/** A planned shift; ms. */
export interface ShiftOfApi {
  id: number
  person_id: number
  unit_id: number
  community_id: number
  day: string
  starts_at: number
  ends_at: number
}

/** The planned shifts of a month by time, from behind one on. */
export function rosterOfApiQuery(
  reach: Reach,
  month: string,
  [startsAt = 0, id = 0]: readonly number[],
  limit: number,
) {
  const { firstDay, lastDay, from, until } = spanOf(month)
  const of =
    reach.of === 'all'
      ? sql`shift s indexed by shift_by_start where 1`
      : reach.of === 'community'
        ? sql`shift s indexed by shift_of_community where s.community_id = ${reach.id} and s.day between ${firstDay} and ${lastDay}`
        : sql`person p indexed by person_in_unit cross join shift s indexed by shift_of_person on s.person_id = p.id
            where p.unit_id = ${reach.id} and s.unit_id = ${reach.id} and s.day between ${firstDay} and ${lastDay}`
  return sql<ShiftOfApi>`select s.id, s.person_id, s.unit_id, s.community_id, s.day, s.starts_at, s.ends_at
    from ${of} and s.state = 'planned' and s.starts_at < ${until}
      and (s.starts_at, s.id) > (${Math.max(startsAt, from)}, ${startsAt < from ? 0 : id})
    order by s.starts_at, s.id limit ${limit}`.compile(db)
}
