import { sql } from 'kysely'
import type { Reach } from '../../domain/api/reach.ts'
import { db } from '../d1.ts'
import type { PersonKind } from '../tables/person.ts'

/** A registered person, without telephone and without accounts. */
export interface PersonOfApi {
  id: number
  name: string
  kind: PersonKind
  state: 'pending' | 'verified'
  unit_id: number
  community_id: number
  grid_id: number | null
  registered_at: number | null
}

/** The registered people of a reach by number, from behind one on; of a place by its own index, so that nobody else is read. */
export const peopleOfApiQuery = (reach: Reach, [after = 0]: readonly number[], limit: number) => {
  const of =
    reach.of === 'all'
      ? sql`person p where 1`
      : reach.of === 'unit'
        ? sql`person p indexed by person_in_unit where p.unit_id = ${reach.id}`
        : sql`person p indexed by person_in_community where p.community_id = ${reach.id}`
  return sql<PersonOfApi>`select p.id, p.name, p.kind, p.state, p.unit_id, p.community_id, p.grid_id, p.registered_at
    from ${of} and p.id > ${after} and p.state in ('pending', 'verified') and p.gone_at is null
    order by p.id limit ${limit}`.compile(db)
}
