import { type Expression, sql } from 'kysely'
import type { Place } from '../domain/rally/area.ts'
import { db } from './d1.ts'
import { communitiesHeld, streetsHeld } from './held.ts'

type Id = Expression<number>
const among = (keys: readonly string[]) => sql`(select value from json_each(${JSON.stringify(keys)}))`

/** The places that somebody may mean: the communities and streets of their roles, the group's community, and those of (folded) names. */
export const areasQuery = (person: Id, here: Id, heads: readonly string[]) =>
  sql<Place>`select 'community' as "of", c.id, c.name, c.key, c.street_id, c.id is ${here} as here from community c
      where c.id in (select id from community where key in ${among(heads)} union select ${here}
        union select community_id from ${communitiesHeld(person)}
        union select community_id from role where person_id = ${person} and role = 'grid_head' and ended_at is null)
    union all
    select 'street', s.id, s.name, s.key, null, 0 from street s
      where s.id in (select id from street where key in ${among(heads)} union select street_id from ${streetsHeld(person)})
    order by 1, 2`.compile(db)

/** The communities of an area (area.ts: `areaKey`), as a query of ids. */
export const communitiesIn = (area: string) =>
  area === 'all'
    ? sql`select id from community`
    : area.startsWith('s')
      ? sql`select id from community where street_id = ${Number(area.slice(1))}`
      : sql`select ${Number(area.slice(1))} as id`

/** The community that somebody means, as a subquery: by its (folded) name, the group's, that of a role. */
export const communityMeant = (person: Id, here: Id, head: string | undefined) =>
  sql<number>`coalesce((select id from community where key = ${head ?? null}), ${here}, (select community_id from role
    where person_id = ${person} and role in ('secretary', 'grid_head') and ended_at is null order by role desc limit 1))`

/** The grid that somebody means: one of these (folded) names, else the one whose head they are, of that community. */
export const gridMeant = (person: Id, community: Id, heads: readonly string[]) =>
  sql<number>`coalesce((select id from grid where community_id = ${community}
      and key in (select value from json_each(${JSON.stringify(heads)})) order by id limit 1),
    (select grid_id from role where person_id = ${person} and role = 'grid_head' and community_id = ${community}
      and ended_at is null limit 1))`

/** The grid itself. */
export const gridQuery = (grid: Id) =>
  sql<{
    id: number
    key: string
    community_id: number
  }>`select id, key, community_id from grid where id = ${grid}`.compile(db)

/** A row when war rules hold in a community. */
export const atWarQuery = (community: number) =>
  sql<{ community_id: number }>`select community_id from at_war where community_id = ${community}`.compile(db)

/** Whether war rules hold in a community. */
export const isAtWar = (community: Expression<number | null> | number) =>
  sql<number>`exists (select 1 from at_war where community_id = ${community})`
