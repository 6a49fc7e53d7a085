import { sql } from 'kysely'
import { db } from './d1.ts'

/**
 * Whose handover is to be asked for on a day (R019): `lastDay` is the day of their last planned shift in that community,
 * somebody else is planned after it, and nothing was handed over since `since`. By person, in steps of `limit`.
 */
export const handoversDueQuery = ({
  lastDay,
  since,
  after,
  limit,
}: {
  lastDay: { from: number; to: number }
  since: number
  after: number
  limit: number
}) =>
  sql<{
    person_id: number
    community_id: number
    community: string
    starts_at: number
    ends_at: number
    next_id: number
    next: string | null
  }>`
    select s.person_id, s.community_id, c.name as community, s.starts_at, s.ends_at, n.person_id as next_id, p.name as next
    from shift s join community c on c.id = s.community_id
      join shift n on n.id = (select o.id from shift o where o.community_id = s.community_id and o.day >= s.day
        and o.state = 'planned' and o.person_id <> s.person_id and o.starts_at >= s.ends_at order by o.day, o.starts_at limit 1)
      join person p on p.id = n.person_id
    where s.state = 'planned' and s.starts_at >= ${lastDay.from} and s.starts_at < ${lastDay.to} and s.person_id > ${after}
      and not exists (select 1 from shift l where l.person_id = s.person_id and l.day >= s.day and l.state = 'planned'
        and l.community_id = s.community_id and l.starts_at > s.starts_at)
      and not exists (select 1 from handover h where h.from_id = s.person_id and h.community_id = s.community_id and h.given_at >= ${since})
    order by s.person_id limit ${limit}`.compile(db)
