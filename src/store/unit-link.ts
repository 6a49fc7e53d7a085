import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { administers, communitiesHeld, unitsHeld } from './held.ts'

type Id = Expression<number>

const list = (values: readonly (string | number)[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/** A unit's request to a community, the latest of the pair; `told` is JSON: the unit's liaisons and who asked. */
const links = () =>
  db
    .selectFrom('unit_link as l')
    .innerJoin('unit as u', 'u.id', 'l.unit_id')
    .innerJoin('community as c', 'c.id', 'l.community_id')
    .select([
      'l.id',
      'l.unit_id',
      'l.community_id',
      'l.state',
      'l.asked_by',
      'l.asked_at',
      'u.name as unit',
      'u.key as unit_key',
      'c.name as community',
      sql<string>`(select json_group_array(person_id) from (
        select person_id from role where unit_id = l.unit_id and role = 'liaison' and ended_at is null
        union select l.asked_by))`.as('told'),
    ])
    .where(
      sql<boolean>`not exists (select 1 from unit_link n
        where n.unit_id = l.unit_id and n.community_id = l.community_id and n.id > l.id)`,
    )

export type UnitLink = NonNullable<Awaited<ReturnType<ReturnType<typeof links>['executeTakeFirst']>>>

/** The units whose liaison somebody is; a unit that stands for a community is none. */
export const liaisonUnitsQuery = (sender: Id) =>
  db
    .selectFrom('unit')
    .select(['id', 'name', 'key'])
    .where('id', 'in', unitsHeld(sender))
    .where('community_id', 'is', null)
    .orderBy('id')

/** The links of the units whose liaison somebody is, those that wait first, with how many there are. */
export const linksOfLiaisonQuery = (sender: Id, limit: number) =>
  links()
    .select(sql<number>`count(*) over ()`.as('count'))
    .where('l.unit_id', 'in', unitsHeld(sender))
    .orderBy(sql`instr('pending confirmed refused withdrawn', l.state)`)
    .orderBy('l.id', 'desc')
    .limit(limit)

/** The links of a liaison's units with the communities of these (folded) names. */
export const linksWithQuery = (sender: Id, communities: readonly string[]) =>
  links()
    .where('l.unit_id', 'in', unitsHeld(sender))
    .where('c.key', 'in', sql<string>`${list(communities)}`)

/** Who else decides for the communities of these (folded) names: their secretaries, where there is none the administrators. */
export const decidersQuery = (sender: Id, communities: readonly string[]) =>
  sql<{ community_id: number; person_id: number; role: string }>`
    with named as (select id from community where key in ${list(communities)}), secretaries as (
      select r.community_id, r.person_id from role r
      where r.community_id in (select id from named) and r.role = 'secretary' and r.ended_at is null
        and r.person_id is not ${sender}
    )
    select community_id, person_id, 'secretary' as role from secretaries
    union all select n.id, r.person_id, 'administrator' from named n, role r indexed by role_administrators
      where r.role = 'administrator' and r.ended_at is null and r.person_id is not ${sender}
        and n.id not in (select community_id from secretaries)`.compile(db)

/** Names of all communities when none of these (folded) names is one: to say which was probably meant. */
export const communitiesUnlessQuery = (names: readonly string[] | null) =>
  sql<{ name: string; key: string }>`select c.name, c.key
    from (select 1 where ${names === null ? 0 : 1} and not exists (select 1 from community where key in ${list(names ?? [])}))
      cross join community c order by c.id`.compile(db)

/** Where somebody decides about units: the own communities, for an administrator everywhere. */
const decides = (reviewer: Id) =>
  sql<boolean>`(l.community_id in ${communitiesHeld(reviewer)} or ${administers(reviewer)})`

/** The requests of units of these (folded) names to communities where somebody decides, whatever became of them. */
export const namedLinksQuery = (reviewer: Id, names: readonly string[]) =>
  links()
    .where('u.key', 'in', sql<string>`${list(names)}`)
    .where(decides(reviewer))
    .orderBy('l.id')
    .limit(200)

/** The requests that wait for somebody: in the own communities, for an administrator in the group's; with how many there are. */
export const waitingLinksQuery = (reviewer: Id, community: Id, limit: number) =>
  links()
    .select(sql<number>`count(*) over ()`.as('count'))
    .where('l.state', '=', 'pending')
    .where(
      sql<boolean>`l.community_id in (select community_id from role
        where person_id = ${reviewer} and role = 'secretary' and ended_at is null
        union select ${community} where ${administers(reviewer)})`,
    )
    .orderBy('l.id')
    .limit(limit)
