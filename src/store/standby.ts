import { type Expression, sql } from 'kysely'
import type { Team } from '../domain/rally/teams.ts'
import { db } from './d1.ts'
import { administers, unitsHeld } from './held.ts'

type Id = Expression<number>

/** A unit with how many stand on each of its lists (R099). */
export interface UnitLists {
  id: number
  name: string
  key: string
  strike: number
  work: number
  grid: number
}

const counted = (team: Team) =>
  sql`(select count(*) from standby s where s.unit_id = u.id and s.team = ${team}) as ${sql.ref(team)}`

/** The lists of the units whose liaison somebody is; for an administrator also of a unit by its (folded) name. */
export const unitListsQuery = (person: Id, head: string | undefined, limit: number) =>
  sql<UnitLists>`select u.id, u.name, u.key, ${counted('strike')}, ${counted('work')}, ${counted('grid')} from unit u
    where u.community_id is null and u.id in (select id from unit where key = ${head ?? null} and ${administers(person)}
      union select unit_id from ${unitsHeld(person)}) order by u.key is ${head ?? null} desc, u.id limit ${limit}`.compile(
    db,
  )

/** Who stands on the lists of one unit: the named one of somebody's, else the first. */
export const onListsQuery = (person: Id, head: string | undefined, limit: number) =>
  sql<{ unit_id: number; team: Team; name: string }>`select s.unit_id, s.team, coalesce(p.name, '') as name
    from (select u.id from unit u where u.community_id is null and u.id in (
        select id from unit where key = ${head ?? null} and ${administers(person)} union select unit_id from ${unitsHeld(person)})
      order by u.key is ${head ?? null} desc, u.id limit 1) u
    cross join standby s on s.unit_id = u.id cross join person p on p.id = s.person_id
    order by s.team, p.id limit ${limit}`.compile(db)

/** How many units there are, and how many have nobody on each list; for an administrator only. */
export interface Readiness {
  units: number
  no_strike: number
  no_work: number
  no_grid: number
}

const without = (team: Team) =>
  sql`not exists (select 1 from standby s where s.unit_id = u.id and s.team = ${team})`

export const readinessQuery = (person: Id) =>
  sql<Readiness>`select count(*) as units, coalesce(sum(${without('strike')}), 0) as no_strike,
      coalesce(sum(${without('work')}), 0) as no_work, coalesce(sum(${without('grid')}), 0) as no_grid
    from unit u where u.community_id is null and ${administers(person)}`.compile(db)

/** The units without 突击队, by name; for an administrator only. */
export const unreadyUnitsQuery = (person: Id, limit: number) =>
  sql<{ name: string }>`select u.name from unit u
    where u.community_id is null and ${administers(person)} and ${without('strike')} order by u.id limit ${limit}`.compile(
    db,
  )

/** People of somebody's units, and of a named one, by (folded) names or numbers, as JSON of both. */
export const peopleOfUnitsQuery = (
  person: Id,
  head: string | undefined,
  keys: readonly string[],
  numbers: readonly number[],
) =>
  sql<{ id: number; name: string; key: string; unit_id: number; community: string | null }>`
    select p.id, p.name, p.key, p.unit_id, c.name as community from person p left join community c on c.id = p.community_id
    where p.gone_at is null and p.state in ('pending', 'verified')
      and (p.key in (select value from json_each(${JSON.stringify(keys)}))
        or p.id in (select value from json_each(${JSON.stringify(numbers)})))
      and p.unit_id in (select id from unit where key = ${head ?? null} and ${administers(person)}
        union select unit_id from ${unitsHeld(person)})
    order by p.id limit 300`.compile(db)

/** Puts people on a list of their unit; who left it meanwhile is not put there. */
export const putOnList = (unit: number, team: Team, people: readonly number[]) =>
  sql`insert into standby (unit_id, team, person_id)
    select ${unit}, ${team}, p.id from json_each(${JSON.stringify(people)}) j join person p on p.id = j.value
      where p.unit_id = ${unit} and p.gone_at is null
    on conflict do nothing`.compile(db)

/** Takes people off a list. */
export const takeOffList = (unit: number, team: Team, people: readonly number[]) =>
  sql`delete from standby where unit_id = ${unit} and team = ${team}
    and person_id in (select value from json_each(${JSON.stringify(people)}))`.compile(db)

/** The people of a community who stand on a list, each with all of theirs as JSON. */
export const readyPeopleQuery = (community: Id, limit: number) =>
  sql<{
    id: number
    teams: string
  }>`select p.id, (select json_group_array(s.team) from standby s where s.person_id = p.id) as teams
    from person p indexed by person_in_community where p.community_id = ${community} and p.state = 'verified'
      and p.gone_at is null and exists (select 1 from standby s where s.person_id = p.id)
    order by exists (select 1 from standby s where s.person_id = p.id and s.unit_id = p.unit_id and s.team = 'strike') desc, p.id
    limit ${limit}`.compile(db)

/** The lists that somebody stands on. */
export const ownListsQuery = (person: Id) =>
  sql<{ team: Team }>`select team from standby where person_id = ${person} order by team`.compile(db)
