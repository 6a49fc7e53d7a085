import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { administers, communitiesHeld, streetsHeld } from './held.ts'
import type { LetterState } from './tables/speech.ts'
import type { Tables } from './tables.ts'

type Id = Expression<number>

/** One group of an announcement and what became of its letter; `said`: the group heard it in the answer. */
export interface FateRow {
  id: number
  at: number
  role: Tables['announcement']['role']
  /** Only of one's own. */
  text: string | null
  community: string
  group_id: number
  platform: string
  title: string | null
  state: LetterState | 'said'
}

/**
 * The last announcements since an instant to communities that somebody answers for, an administrator for all, and what
 * became of each letter to a group there; newest first.
 */
export const announcementFatesQuery = (person: Id, since: number, limit: number) =>
  sql<FateRow>`with mine (id) as (
      select community_id from ${communitiesHeld(person)}
      union select c.id from ${streetsHeld(person)} s cross join community c on c.street_id = s.street_id
      union select id from community where ${administers(person)}
    ), last as (
      select distinct p.announcement_id as id from mine cross join announcement_place p on p.community_id = mine.id
        where p.at > ${since} order by p.at desc, p.announcement_id desc limit ${limit}
    )
    select a.id, a.at, a.role, iif(a.person_id = ${person}, a.text, null) as text, c.name as community, g.id as group_id,
        g.platform, g.title, iif(g.id is a.said_in, 'said', o.state) as state
      from last l cross join announcement a on a.id = l.id join announcement_place p on p.announcement_id = a.id
        join community c on c.id = p.community_id join "group" g on g.community_id = c.id
        left join outbox o on o.dedupe = 'announcement/' || a.id || '/' || g.id
      where p.community_id in (select id from mine) and (o.id is not null or g.id is a.said_in)
      order by a.at desc, a.id desc, c.name, g.id`.compile(db)
