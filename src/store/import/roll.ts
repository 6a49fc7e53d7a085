import { sql } from 'kysely'
import type { NewPlaces } from '../../domain/import/new-places.ts'
import type { ListedPerson } from '../../domain/import/roll-line.ts'
import { db, type Query } from '../d1.ts'

const list = (keys: readonly string[]) => sql`(select value from json_each(${JSON.stringify(keys)}))`

/** Units of these keys. */
export const unitsOfKeysQuery = (keys: readonly string[]) =>
  sql<{ id: number; key: string }>`select id, key from unit where key in ${list(keys)}`.compile(db)

/** Communities of these keys, with the keys of their streets. */
export const communitiesOfKeysQuery = (keys: readonly string[]) =>
  sql<{
    id: number
    key: string
    name: string
    street: string | null
  }>`select c.id, c.key, c.name, s.key as street from community c
    left join street s on s.id = c.street_id where c.key in ${list(keys)}`.compile(db)

/** The grids of communities of these keys. */
export const gridsOfKeysQuery = (keys: readonly string[]) =>
  sql<{
    id: number
    community_id: number
    key: string
    name: string
  }>`select g.id, g.community_id, g.key, g.name
    from community c join grid g on g.community_id = c.id where c.key in ${list(keys)}`.compile(db)

/** Streets of these keys, with the keys of their districts. */
export const streetsOfKeysQuery = (keys: readonly string[]) =>
  sql<{ key: string; district: string | null }>`select s.key, d.key as district from street s
    left join district d on d.id = s.district_id where s.key in ${list(keys)}`.compile(db)

/** The rows of the roll of these names (folded) in units of these keys. */
export const listedQuery = (names: readonly string[], unitKeys: readonly string[]) =>
  sql<ListedPerson>`select r.id, r.key, r.unit_id, r.community_id, r.grid_id, r.person_id is not null as held,
      c.name as community, g.name as grid
    from json_each(${JSON.stringify(names)}) n join roll r on r.key = n.value
      left join community c on c.id = r.community_id left join grid g on g.id = r.grid_id
    where r.unit_id in (select id from unit where key in ${list(unitKeys)}) order by r.id`.compile(db)

const field = (name: string) => sql`(r.row ->> ${sql.lit(name)})`

/** Whether the roll is as it was when the lines of an import were compared with it. */
export const rollStands = (id: number) => sql<boolean>`(
  not exists (select 1 from import_row r left join roll x on x.id = ${field('id')}
    where r.import_id = ${id} and ${field('id')} is not null and (x.id is null or x.key is not ${field('key')}
      or x.community_id is not ${field('wasCommunity')} or x.grid_id is not ${field('wasGrid')}
      or (x.person_id is not null) is not ${field('wasHeld')}))
  and not exists (select 1 from import_row r where r.import_id = ${id} and r.fate = 'new' and ${field('key')} is not null
    and ${field('seen')} <> (
    select count(*) from roll x join unit u on u.id = x.unit_id where x.key = ${field('key')} and u.key = ${field('unitKey')})))`

const each = (places: readonly object[]) => sql`json_each(${JSON.stringify(places)}) j`
const of = (name: string) => sql`(j.value ->> ${sql.lit(name)})`

/** The places that a file makes, and the changes of the roll, each in one statement. */
export function writeRoll(id: number, places: NewPlaces): Query[] {
  const lines = sql`from import_row r where r.import_id = ${id}`
  const communityId = sql`(select id from community where key = ${field('communityKey')})`
  const gridId = sql`(select id from grid where community_id = ${communityId} and key = ${field('gridKey')})`
  const unitId = sql`(select id from unit where key = ${field('unitKey')})`
  return [
    sql`insert into district (name, key) select ${of('name')}, ${of('key')} from ${each(places.districts)} where true
      on conflict do nothing`.compile(db),
    sql`insert into street (name, key, district_id)
      select ${of('name')}, ${of('key')}, (select id from district where key = ${of('district')})
      from ${each(places.streets)} where true
      on conflict (key) do update set district_id = coalesce(excluded.district_id, district_id)`.compile(db),
    sql`insert into community (name, key, street_id)
      select ${of('name')}, ${of('key')}, (select id from street where key = ${of('street')})
      from ${each(places.communities)} where true
      on conflict (key) do update set street_id = coalesce(excluded.street_id, street_id)`.compile(db),
    // A community has a unit that stands for it, so that volunteers and residents have one.
    sql`insert into unit (name, key, community_id) select c.name, c.key, c.id
      from ${each(places.communities)} join community c on c.key = ${of('key')} where true on conflict do nothing`.compile(
      db,
    ),
    sql`insert into unit (name, key) select ${of('name')}, ${of('key')} from ${each(places.units)} where true
      on conflict do nothing`.compile(db),
    sql`insert into grid (community_id, name, key) select c.id, ${of('name')}, ${of('key')}
      from ${each(places.grids)} join community c on c.key = ${of('community')} where true on conflict do nothing`.compile(
      db,
    ),
    sql`insert into roll (key, unit_id, community_id, grid_id)
      select ${field('key')}, ${unitId}, ${communityId}, ${gridId} ${lines} and r.fate = 'new' and ${field('key')} is not null
      order by r.place`.compile(db),
    sql`update roll set community_id = coalesce(c.community_id, roll.community_id), grid_id = c.grid_id
      from (select ${field('id')} as id, ${communityId} as community_id, iif(${field('gridKey')} <> '', ${gridId},
          iif(${field('communityKey')} <> '' and ${communityId} is not ${field('wasCommunity')}, null, ${field('wasGrid')})) as grid_id
        ${lines} and r.fate = 'changed') c where roll.id = c.id`.compile(db),
    sql`delete from roll where id in (select ${field('id')} ${lines} and r.fate = 'gone')`.compile(db),
  ]
}
