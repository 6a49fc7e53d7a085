import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { administers, communitiesHeld, streetsHeld, unitsHeld } from './held.ts'

/** Whose figures somebody wants: those of a name (folded), or else those they answer for. */
export interface Wanted {
  sender: Expression<number>
  /** Only this community's in a group; anywhere in private. */
  group: Expression<number> | null
  key: string | null
  units: boolean
  communities: boolean
}

/** How many are on the roll and of those verified, and of the members registered, verified, in a grid. */
export interface Headcount {
  scope: 'unit' | 'community'
  id: number
  name: string
  listed: number
  reported: number
  registered: number
  verified: number
  gridded: number
}

const counts = sql`coalesce(h.listed, 0) as listed, coalesce(h.reported, 0) as reported,
  coalesce(h.registered, 0) as registered, coalesce(h.verified, 0) as verified, coalesce(h.gridded, 0) as gridded`

/**
 * The units and communities whose figures somebody may see: an administrator of a name everything (in a group without
 * a name its community), a liaison the own units, a secretary the own communities, a street officer a named community
 * of the street (in a group without a name the group's).
 */
export const targets = ({ sender, group, key, units, communities }: Wanted) => {
  const isMeant = (held: typeof communitiesHeld | typeof unitsHeld, of: 'u' | 'c') => {
    const id = sql.ref(`${of}.id`)
    return key === null
      ? sql`${id} in ${held(sender)}`
      : sql`${sql.ref(`${of}.key`)} = ${key} and (${id} in ${held(sender)} or ${administers(sender)})`
  }
  const here = group === null ? sql`1` : sql`c.id = ${group}`
  const ofGroup =
    group !== null && key === null
      ? sql`or (c.id = ${group} and (${administers(sender)} or c.street_id in ${streetsHeld(sender)}))`
      : sql``
  const ofStreet = key === null ? sql`` : sql`or (c.key = ${key} and c.street_id in ${streetsHeld(sender)})`
  return sql`target (scope, id, name) as (
    select 'unit', u.id, u.name from unit u where ${units ? 1 : 0} and u.community_id is null and (${isMeant(unitsHeld, 'u')})
    union all
    select 'community', c.id, c.name from community c
      where ${communities ? 1 : 0} and ${here} and (${isMeant(communitiesHeld, 'c')} ${ofStreet} ${ofGroup}))`
}

/** The figures of the units and communities that somebody wants and may see, from kept totals (R003). */
export const headcountsQuery = (wanted: Wanted) =>
  sql<Headcount>`with ${targets(wanted)}
    select t.scope, t.id, t.name, ${counts} from target t
      left join headcount h on h.scope = t.scope and h.scope_id = t.id
    order by t.scope desc, t.name limit 8`.compile(db)

/** Who of the roll is missing, and who has no grid yet: so many names of each, of the same units and communities. */
export const missingQuery = (wanted: Wanted, most: number) => {
  // Left alone, SQLite walks the free rows of everybody.
  const unused = (scope: string, of: string, index: string) => sql`
    select 'unreported' as what, t.scope, t.id, r.key as name, row_number() over (partition by t.id order by r.key) as n
    from target t join roll r indexed by ${sql.ref(index)} on r.${sql.ref(of)} = t.id and r.person_id is null
    where t.scope = ${scope} and ${most} > 0`
  const gridless = (scope: string, of: string) => sql`
    select 'ungridded', t.scope, t.id, p.name, row_number() over (partition by t.id order by p.name)
    from target t join person p on p.${sql.ref(of)} = t.id
      and p.kind = 'member' and p.state = 'verified' and p.grid_id is null
    where t.scope = ${scope} and ${most} > 0`
  return sql<{
    what: 'unreported' | 'ungridded'
    scope: string
    id: number
    name: string
  }>`with ${targets(wanted)},
    missing as (
      ${unused('unit', 'unit_id', 'roll_unused')} union all ${unused('community', 'community_id', 'roll_unused_here')}
      union all ${gridless('unit', 'unit_id')} union all ${gridless('community', 'community_id')}
    ) select what, scope, id, name from missing where n <= ${most} order by n`.compile(db)
}

/** One place of an overview, and the sums over all of them. */
export interface OverviewRow extends Headcount {
  places: number
  allListed: number
  allReported: number
  allVerified: number
  allGridded: number
  /** How many have no roll. */
  unlisted: number
}

/**
 * The units or communities with the lowest share of their roll first, those without a roll last, from kept totals:
 * rows read grow with units and communities, not with people. All for an administrator, for a street officer the
 * communities of the street, for anybody else none.
 */
export const overviewQuery = (sender: Expression<number>, scope: 'unit' | 'community', limit: number) => {
  const places =
    scope === 'unit'
      ? sql`(select 1 where ${administers(sender)}) cross join unit p where p.community_id is null`
      : sql`(select ${administers(sender)} as everywhere) a cross join community p
          where a.everywhere or p.street_id in ${streetsHeld(sender)}`
  return sql<OverviewRow>`
    with counted as (
      select ${scope} as scope, t.id, t.name, ${counts}
      from (select p.id, p.name from ${places}) t left join headcount h on h.scope = ${scope} and h.scope_id = t.id
    )
    select *, count(*) over () as places, sum(listed) over () as allListed, sum(reported) over () as allReported,
      sum(verified) over () as allVerified, sum(gridded) over () as allGridded, sum(listed = 0) over () as unlisted
    from counted where listed > 0 or registered > 0
    order by listed = 0, reported * 1.0 / listed, verified - gridded desc, name limit ${limit}`.compile(db)
}

/** The communities with the most verified members that somebody oversees: all for an administrator, a street for its officer. */
export const overseenPlacesQuery = (sender: Expression<number>, limit: number) =>
  sql<{
    name: string
  }>`select p.name from (select ${administers(sender)} as everywhere) a cross join community p
      join headcount h on h.scope = 'community' and h.scope_id = p.id and h.verified > 0
    where a.everywhere or p.street_id in ${streetsHeld(sender)}
    order by h.verified desc, p.name limit ${limit}`.compile(db)

/** Units and communities of a (folded) name, whoever asks; the unit that stands for a community is left out. */
export const namedPlacesQuery = (key: string) =>
  sql<{ scope: 'unit' | 'community'; name: string }>`
    select 'unit' as scope, name from unit where key = ${key} and community_id is null
    union all select 'community', name from community where key = ${key}`.compile(db)
