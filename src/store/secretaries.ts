import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

type Id = Expression<number> | number

/**
 * Who decides for some communities (`places`: a query of one column): their secretaries, where there is none the
 * administrators; never the person named by `but`.
 */
export const secretariesQuery = (places: Expression<unknown>, but: Id) =>
  sql<{ community_id: number; person_id: number }>`with place (id) as (${places}), secretaries as (
      select r.community_id, r.person_id from role r where r.community_id in (select id from place)
        and r.role = 'secretary' and r.ended_at is null and r.person_id is not ${but}
    )
    select distinct community_id, person_id from secretaries
    union all select p.id, r.person_id from place p, role r indexed by role_administrators
      where r.role = 'administrator' and r.ended_at is null and r.person_id is not ${but}
        and p.id is not null and p.id not in (select community_id from secretaries)`.compile(db)

/** Where somebody belongs, and where they have shifts between two days, as a query of community ids. */
export const placesOf = (person: Id, from: string, to: string) =>
  sql`select community_id from person where id = ${person}
    union select community_id from shift where person_id = ${person} and day between ${from} and ${to}`
