import { sql } from 'kysely'
import type { Reach } from '../../domain/import/plan.ts'
import { db } from '../d1.ts'

const list = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** The units or communities that somebody may hand files in for: of this name (folded), or without one all, two at most. */
export const importPlacesQuery = (of: 'unit' | 'community', key: string, reach: Reach, alsoLinked: boolean) =>
  sql<{ id: number; name: string }>`select id, name from ${sql.table(of)} p
    where (${key} = '' or p.key = ${key}) and (${reach.everywhere ? 1 : 0}
      or p.id in ${list(of === 'unit' ? reach.units : reach.communities)}
      or (${of === 'community' && alsoLinked ? 1 : 0} and p.id in (select community_id from unit_link
        where state = 'confirmed' and unit_id in ${list(reach.units)})))
    order by p.id limit 2`.compile(db)
