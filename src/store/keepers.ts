import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

/** The secretaries of a community. */
export const secretariesOfQuery = (community: number) =>
  sql<{ person_id: number }>`select distinct person_id from role
    where community_id = ${community} and role = 'secretary' and ended_at is null`.compile(db)

/** The liaisons of a unit. */
export const liaisonsOfQuery = (unit: number) =>
  sql<{ person_id: number }>`select distinct person_id from role
    where unit_id = ${unit} and role = 'liaison' and ended_at is null`.compile(db)

export const administratorsQuery = () =>
  sql<{ person_id: number }>`select distinct person_id from role indexed by role_administrators
    where role = 'administrator' and ended_at is null`.compile(db)

/** Who answers for a community (a column outside), ids as JSON: its secretaries, where there is none the administrators. */
export const keepersOf = (community: Expression<number>) =>
  sql<string>`(select json_group_array(person_id) from (
    select r.person_id from role r
      where r.community_id = ${community} and r.role = 'secretary' and r.ended_at is null
    union select r.person_id from role r indexed by role_administrators
      where r.role = 'administrator' and r.ended_at is null and not exists (select 1 from role held
        where held.community_id = ${community} and held.role = 'secretary' and held.ended_at is null)))`
