import { sql } from 'kysely'
import type { Reach } from '../../domain/api/reach.ts'
import { db } from '../d1.ts'

/** Somebody's approved hours of a month in one unit and one community, as every report counts them. */
export interface HoursOfApi {
  unit_id: number
  person_id: number
  community_id: number
  minutes: number
  by_hand: number
  points: number
  times: number
  entries: number
}

/**
 * The kept sums of a month by unit, person and community, from behind one on. Of everything unit by unit, so that a page reads
 * no more than what it shows.
 */
export const hoursOfApiQuery = (
  reach: Reach,
  month: string,
  [unit = 0, person = 0, community = 0]: readonly number[],
  limit: number,
) => {
  const of =
    reach.of === 'all'
      ? sql`unit u cross join tally y indexed by tally_of_unit on y.unit_id = u.id and y.period = ${month} where u.id >= ${unit}`
      : reach.of === 'unit'
        ? sql`tally y indexed by tally_of_unit where y.unit_id = ${reach.id} and y.period = ${month}`
        : sql`tally y indexed by tally_of_community where y.community_id = ${reach.id} and y.period = ${month}`
  const order = reach.of === 'all' ? sql`u.id` : sql`y.unit_id`
  return sql<HoursOfApi>`select y.unit_id, y.person_id, y.community_id, y.minutes, y.by_hand, y.points, y.times, y.entries
    from ${of} and (y.unit_id, y.person_id, y.community_id) > (${unit}, ${person}, ${community}) and y.entries <> 0
    order by ${order}, y.person_id, y.community_id limit ${limit}`.compile(db)
}
