import { sql } from 'kysely'
import type { Reach } from '../../domain/api/reach.ts'
import { db } from '../d1.ts'

/** A community with where it lies. */
export interface CommunityOfApi {
  id: number
  name: string
  street: string | null
  district: string | null
}

/** A unit; with a community it stands for that community's own volunteers and residents. */
export interface UnitOfApi {
  id: number
  name: string
  community_id: number | null
}

/** The units, or communities, that people or hours of the other kind of place have: what its lists name. */
const met = (place: 'unit' | 'community', of: 'unit' | 'community', id: number) => {
  const [found, key] = [sql.ref(`${place}_id`), sql.ref(`${of}_id`)]
  return sql`(select ${found} from person where ${key} = ${id} and ${found} is not null
    union select ${found} from tally indexed by ${sql.ref(`tally_of_${of}`)} where ${key} = ${id})`
}

const seen = (reach: Reach, place: 'unit' | 'community', column: string) => {
  if (reach.of === 'all') return sql`1`
  const id = sql.ref(column)
  return reach.of === place ? sql`${id} = ${reach.id}` : sql`${id} in ${met(place, reach.of, reach.id)}`
}

/** The communities of a reach by number, from behind one on. */
export const communitiesOfApiQuery = (reach: Reach, [after = 0]: readonly number[], limit: number) =>
  sql<CommunityOfApi>`select c.id, c.name, s.name as street, d.name as district
    from community c left join street s on s.id = c.street_id left join district d on d.id = s.district_id
    where ${seen(reach, 'community', 'c.id')} and c.id > ${after} order by c.id limit ${limit}`.compile(db)

/** The units of a reach by number, from behind one on. */
export const unitsOfApiQuery = (reach: Reach, [after = 0]: readonly number[], limit: number) =>
  sql<UnitOfApi>`select u.id, u.name, u.community_id from unit u
    where ${seen(reach, 'unit', 'u.id')} and u.id > ${after} order by u.id limit ${limit}`.compile(db)
