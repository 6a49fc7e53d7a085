import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { unitsHeld } from './held.ts'

type Id = Expression<number>

const list = (values: readonly (string | number)[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/** Communities whose roster somebody may write: as secretary or head of a grid, as liaison where a unit of theirs is linked. */
const held = (sender: Id) => sql`select community_id as id from role
    where person_id = ${sender} and role in ('secretary', 'grid_head') and ended_at is null
  union select community_id from unit_link where state = 'confirmed' and unit_id in ${unitsHeld(sender)}`

/** The one of them, if there is only one. */
const onlyHeld = (sender: Id) => sql<number>`(select iif(count(*) = 1, min(id), null) from (${held(sender)}))`

const named = (keys: readonly string[]) =>
  sql<number>`(select id from community where key in ${list(keys)} order by id limit 1)`

const own = (sender: Id) => sql<number>`(select community_id from person where id = ${sender})`

/**
 * The community whose roster is meant when one is written: the one named, the group's, in private the only one that
 * somebody answers for, for others (an administrator) their own. Null where it cannot be told.
 */
export const placeToPlan = (sender: Id, community: Id, keys: readonly string[]): Id =>
  sql<number>`coalesce(${named(keys)}, ${community}, iif(exists (${held(sender)}), ${onlyHeld(sender)}, ${own(sender)}))`

/** The community whose roster is meant when one is read: the one named, the group's, in private one's own. */
export const placeToRead = (sender: Id, community: Id, keys: readonly string[]): Id =>
  sql<number>`coalesce(${named(keys)}, ${community}, ${own(sender)}, ${onlyHeld(sender)})`

/** That community, and the units of a liaison that are linked with it (JSON of ids). */
export const rosterPlaceQuery = (sender: Id, place: Id) =>
  db
    .selectFrom('community as c')
    .select([
      'c.id',
      'c.name',
      'c.key',
      sql<string>`(select json_group_array(unit_id) from unit_link where community_id = c.id and state = 'confirmed'
        and unit_id in ${unitsHeld(sender)})`.as('units'),
    ])
    .where('c.id', '=', place)

/** The names of the communities whose roster somebody may write. */
export const heldPlacesQuery = (sender: Id, limit: number) =>
  db
    .selectFrom('community')
    .select(['id', 'name'])
    .where('id', 'in', sql<number>`(${held(sender)})`)
    .orderBy('id')
    .limit(limit)

/** Who is planned at a community between two days: what gaps and coverage are reckoned from. */
export const plannedDaysQuery = (place: Id | number, from: string, to: string) =>
  db
    .selectFrom('shift')
    .select(['day', 'person_id'])
    .where('community_id', '=', place)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('state', '=', 'planned')

/** The roster of a community between two days, by time, with names. */
export const rosterQuery = (place: Id, from: string, to: string) =>
  db
    .selectFrom('shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 's.day', 's.starts_at', 's.ends_at', 'p.name'])
    .where('s.community_id', '=', place)
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .where('s.state', '=', 'planned')
    .orderBy('s.starts_at')
    .orderBy('s.ends_at')
    .orderBy('s.id')

/** A person's own planned shifts from an instant on, anywhere, the next first; with how many there are. */
export const ownShiftsQuery = (person: Id, from: number, limit: number) =>
  db
    .selectFrom('shift as s')
    .innerJoin('community as c', 'c.id', 's.community_id')
    .select([
      's.day',
      's.starts_at',
      's.ends_at',
      's.community_id',
      'c.name as community',
      sql<number>`count(*) over ()`.as('count'),
    ])
    .where('s.person_id', '=', person)
    .where('s.state', '=', 'planned')
    .where('s.ends_at', '>', from)
    .orderBy('s.starts_at')
    .limit(limit)

/** How many shifts a person has ever had, and the day of the last one. */
export const shiftCountQuery = (person: Id) =>
  db
    .selectFrom('shift')
    .select([sql<number>`count(*)`.as('count'), sql<string | null>`max(day)`.as('last')])
    .where('person_id', '=', person)

/** Who really was on duty at a community, by day, between two instants: duties that ran so long (ms) or still run. */
export const attendedDaysQuery = (place: Id | number, from: number, to: number, shortest: number) =>
  db
    .selectFrom('duty')
    .select([
      sql<string>`strftime('%Y-%m-%d', started_at / 1000, 'unixepoch', '+8 hours')`.as('day'),
      'person_id',
    ])
    .distinct()
    .where('community_id', '=', place)
    .where('started_at', '>=', from)
    .where('started_at', '<', to)
    .where(sql<boolean>`(ended_at is null or (ended_by <> 'undo' and ended_at - started_at >= ${shortest}))`)

/** Who is on duty at a community now, longest first. */
export const onDutyQuery = (place: Id) =>
  db
    .selectFrom('duty as d')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .select(['d.person_id', 'd.started_at', 'd.shift_id', 'p.name'])
    .where('d.community_id', '=', place)
    .where('d.ended_at', 'is', null)
    .orderBy('d.started_at')
    .orderBy('d.id')

/** Whose shift at a community runs at that instant, earliest first. */
export const dueNowQuery = (place: Id, at: number, days: readonly string[]) =>
  db
    .selectFrom('shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 's.starts_at', 's.ends_at', 'p.name'])
    .where('s.community_id', '=', place)
    .where('s.day', 'in', [...days])
    .where('s.state', '=', 'planned')
    .where('s.starts_at', '<=', at)
    .where('s.ends_at', '>', at)
    .orderBy('s.starts_at')
    .orderBy('s.id')
