import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { wordsOfEntry } from './ledger.ts'

type Id = Expression<number> | number

/** What a reviewer sees of an entry. */
const entryColumns = [
  'e.id',
  'e.person_id',
  'e.community_id',
  'e.grid_id',
  'e.kind',
  'e.service_day',
  'e.started_at',
  'e.ended_at',
  'e.minutes',
  'e.waits_for',
  'p.name',
  'p.state',
  wordsOfEntry.as('text'),
] as const

const pending = () =>
  db
    .selectFrom('pending_entry as w')
    .innerJoin('hour_entry as e', 'e.id', 'w.entry_id')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').onRef('n.subject_id', '=', 'e.id'))
    .select(entryColumns)

export type PendingEntry = NonNullable<Awaited<ReturnType<ReturnType<typeof pending>['executeTakeFirst']>>>

/**
 * Whether a row's place is one that the reviewer answers for: a secretary's community, a grid head's grid, for an
 * administrator the community of the group it was said in. The first part finds the rows by index, the second narrows.
 */
const reviewable = (reviewer: Id, group: Expression<number>, table: 'w' | 'p') => {
  const held = sql`from role where person_id = ${reviewer} and ended_at is null`
  const community = sql.ref(`${table}.community_id`)
  const grid = sql.ref(table === 'w' ? 'e.grid_id' : 'p.grid_id')
  return sql<boolean>`${community} in (
      select community_id ${held} and role in ('secretary', 'grid_head')
      union select ${group} where exists (select 1 ${held} and role = 'administrator')
    ) and exists (select 1 ${held} and (role = 'administrator'
      or (role = 'secretary' and community_id = ${community}) or (role = 'grid_head' and grid_id = ${grid})))`
}

/** Pending entries of the communities a reviewer answers for (an administrator: of the group's community), oldest first. */
export const pendingQuery = (reviewer: Id, community: Expression<number>, limit: number) =>
  pending()
    .where(reviewable(reviewer, community, 'w'))
    // What can be said yes to comes first.
    .orderBy(sql`${wordsOfEntry} is null`)
    .orderBy(sql`p.state <> 'verified'`)
    .orderBy('w.entry_id')
    .limit(limit)

/** The named entries, pending or settled, with their verdict. */
export const entriesQuery = (ids: readonly number[]) =>
  db
    .selectFrom('hour_entry as e')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').onRef('n.subject_id', '=', 'e.id'))
    .select([...entryColumns, 'v.verdict'])
    .where('e.id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .orderBy('e.id')

/** Registrations that wait in the communities a reviewer answers for, oldest first. */
export const registrationsQuery = (reviewer: Id, community: Expression<number>, limit: number) =>
  registrants()
    .where(reviewable(reviewer, community, 'p'))
    .where('p.state', '=', 'pending')
    .orderBy('p.id')
    .limit(limit)

/** People of these (folded) names or numbers (`P12`) whom a reviewer answers for, whatever their state. */
export const namedQuery = (names: readonly string[], reviewer: Id, group: Expression<number>) =>
  registrants()
    .where((is) =>
      is.or([
        is('p.key', 'in', sql<string>`(select value from json_each(${JSON.stringify(names)}))`),
        is(
          'p.id',
          'in',
          sql<number>`(select value from json_each(${JSON.stringify(names.flatMap(personNumber))}))`,
        ),
      ]),
    )
    .where(
      sql<boolean>`exists (select 1 from role r where r.person_id = ${reviewer} and r.ended_at is null and (
        (r.role = 'administrator' and coalesce(${group}, p.community_id) is p.community_id)
        or (r.role = 'secretary' and r.community_id = p.community_id)
        or (r.role = 'grid_head' and r.grid_id = p.grid_id)))`,
    )
    .limit(50)

/** The same people, and whether they hold a role. */
export const namedInOfficeQuery = (...whom: Parameters<typeof namedQuery>) =>
  namedQuery(...whom).select(
    sql<number>`exists (select 1 from role where person_id = p.id and ended_at is null)`.as('in_office'),
  )

/** `p12` → 12: how people of one name are told apart. */
const personNumber = (name: string): number[] => {
  const number = /^p(\d{1,9})$/.exec(name)?.[1]
  return number === undefined ? [] : [Number(number)]
}

const registrants = () =>
  db
    .selectFrom('person as p')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .select([
      'p.id',
      'p.name',
      'p.key',
      'p.kind',
      'p.state',
      'p.verified_at',
      'p.unit_id',
      'p.community_id',
      'p.grid_id',
      'u.name as unit',
      'c.name as community',
    ])

export type Registrant = NonNullable<Awaited<ReturnType<ReturnType<typeof registrants>['executeTakeFirst']>>>

/** How much waits in every community, for an administrator, from kept totals: reads grow with communities, not with people. */
export const backlogQuery = (administrator: Id, limit: number) =>
  db
    .selectFrom('backlog as b')
    .innerJoin('community as c', 'c.id', 'b.community_id')
    .select(['c.name as community', 'b.entries', 'b.people', 'b.units'])
    .where(
      sql<boolean>`exists (select 1 from role where person_id = ${administrator} and ended_at is null and role = 'administrator')`,
    )
    .where((is) => is.or([is('b.entries', '>', 0), is('b.people', '>', 0), is('b.units', '>', 0)]))
    .orderBy(sql`b.entries + b.people + b.units`, 'desc')
    .limit(limit)

/** How many entries and registrations wait for a reviewer. */
export const waitingForQuery = (reviewer: Id, community: Expression<number>) =>
  sql<{ entries: number; people: number }>`select
    (select count(*) from pending_entry w join hour_entry e on e.id = w.entry_id
      where ${reviewable(reviewer, community, 'w')}) as entries,
    (select count(*) from person p where p.state = 'pending' and ${reviewable(reviewer, community, 'p')}) as people`.compile(
    db,
  )
