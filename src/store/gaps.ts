import { type RawBuilder, sql } from 'kysely'
import { db } from './d1.ts'

/** The communities that a unit is linked with (R001), as a query of ids. */
export const linkedWith = (unit: number) =>
  sql`select community_id from unit_link where unit_id = ${unit} and state = 'confirmed'`

/** A community, as a query of one id. */
export const thatOne = (community: number) => sql`select ${community}`

/** The communities of a query of ids, by name. */
export const communitiesQuery = (ids: RawBuilder<unknown>) =>
  sql<{
    id: number
    name: string
  }>`select id, name from community where id in (${ids}) order by name`.compile(db)

/** Who is on the roster of some communities between two days, each person once a day: for `gaps` of the roster. */
export const onRosterQuery = (communities: RawBuilder<unknown>, from: string, to: string) =>
  sql<{ community_id: number; day: string; person_id: number }>`
    select distinct community_id, day, person_id from shift
    where community_id in (${communities}) and day between ${from} and ${to} and state = 'planned'`.compile(
    db,
  )

/** A row when a community plans shifts at all: it has one from that day on. */
export const hasRosterQuery = (community: number, fromDay: string) =>
  db
    .selectFrom('shift')
    .select('id')
    .where('community_id', '=', community)
    .where('day', '>=', fromDay)
    .where('state', '=', 'planned')
    .limit(1)
