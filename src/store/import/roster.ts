import { type Expression, sql } from 'kysely'
import { db } from '../d1.ts'

/** A community as the queries of commands know a place. */
export const communityId = (id: number): Expression<number> => sql<number>`${id}`

/** Those of these units that serve at a community: its linked units. */
export const unitsLinkedQuery = (community: number, units: readonly number[]) =>
  sql<{
    id: number
  }>`select unit_id as id from unit_link where community_id = ${community} and state = 'confirmed'
    and unit_id in (select value from json_each(${JSON.stringify(units)}))`.compile(db)

const field = (name: string) => sql`(r.row ->> ${sql.lit(name)})`

/** Whether the message has planned so many shifts there, and those that stood before still do. */
export const isPlanned = (id: number, community: number, message: string, count: number) => sql<boolean>`(
  ${count} = (select count(*) from shift s where s.community_id = ${community} and s.message = ${message}
    and s.day in (select ${field('day')} from import_row r where r.import_id = ${id} and r.fate = 'new'))
  and not exists (select 1 from import_row r where r.import_id = ${id} and r.fate = 'same'
    and ${field('person')} is not null and not exists (select 1 from shift s where s.person_id = ${field('person')} and s.starts_at = ${field('from')}
      and s.ends_at = ${field('to')} and s.community_id = ${community} and s.state = 'planned')))`
