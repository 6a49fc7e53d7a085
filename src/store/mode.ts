import { type Expression, sql } from 'kysely'
import type { Mode } from '../domain/rally/mode.ts'
import { db } from './d1.ts'

/** A switch that waits for a second person. `key` and `unit_id` tell whether two accounts may be one human. */
export interface OpenAsk {
  id: number
  mode: Mode
  area: string
  asked_by: number
  asked_at: number
  key: string | null
  unit_id: number | null
  name: string
  /** The place, empty when it is everywhere; the street of a community. */
  place: string
  street_id: number | null
}

const placeNamed = (area: ReturnType<typeof sql>) =>
  sql`coalesce((select name from community where ${area} = 'c' || id and id = substr(${area}, 2)),
    (select name from street where ${area} = 's' || id and id = substr(${area}, 2)), '')`

/** The switches since an instant that wait for a second person, those of these areas first. */
export const openAsksQuery = (areas: Expression<string>, since: number, limit: number) =>
  sql<OpenAsk>`select a.id, a.mode, a.area, a.asked_by, a.asked_at, p.key, p.unit_id, coalesce(p.name, '') as name,
      ${placeNamed(sql`a.area`)} as place, (select street_id from community where a.area = 'c' || id and id = substr(a.area, 2)) as street_id
    from mode_ask a join person p on p.id = a.asked_by
    where a.agreed_at is null and a.asked_at >= ${since}
    order by a.area in (select value from json_each(${areas})) desc, a.asked_at, a.id limit ${limit}`.compile(
    db,
  )

/** Where war rules hold now, of the areas that have to do with some communities and streets (JSON of areas as area.ts writes them). */
export interface OpenWar {
  area: string
  place: string
  began_at: number
}

export const warsQuery = (areas: Expression<string>) =>
  sql<OpenWar>`select w.area, ${placeNamed(sql`w.area`)} as place, w.began_at from war w
    where w.ended_at is null and w.area in (select value from json_each(${areas}))`.compile(db)

/** The areas that a person's places lie in: the group's, one's own, those of roles and of (folded) names, their streets, everywhere. */
export const areasAround = (person: Expression<number>, here: Expression<number>, heads: readonly string[]) =>
  sql<string>`(with named (key) as (select value from json_each(${JSON.stringify(heads)})),
      near (id) as (select ${here} union select id from community where key in (select key from named) union select community_id from person where id = ${person}
        union select community_id from role where person_id = ${person} and ended_at is null)
    select json_group_array(area) from (select 'all' as area union select 'c' || id from near where id is not null
      union select 's' || c.street_id from near n join community c on c.id = n.id where c.street_id is not null
      union select 's' || id from street where key in (select key from named)
      union select 's' || street_id from role where person_id = ${person} and street_id is not null and ended_at is null))`

/** When peace came back last in an area, ms. */
export const lastWarQuery = (area: Expression<string>) =>
  sql<{ ended_at: number }>`select max(w.ended_at) as ended_at from war w
    where w.area in (select value from json_each(${area})) and w.ended_at is not null having max(w.ended_at) is not null`.compile(
    db,
  )
