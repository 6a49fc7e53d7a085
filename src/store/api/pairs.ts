import { sql } from 'kysely'
import type { Reach } from '../../domain/api/reach.ts'
import { db } from '../d1.ts'

/** How many pairs there are now in a community, or of a unit's members, and the visits of a month. */
export interface PairsOfApi {
  scope: 'unit' | 'community'
  id: number
  partners: number
  support_pairs: number
  visits: number
  households: number
}

/** The pairs of each community of a reach by number, from behind one on; of a unit one row. */
export function pairsOfApiQuery(reach: Reach, month: string, [after = 0]: readonly number[], limit: number) {
  const visits = (column: 'visits' | 'households', id: string) =>
    sql`coalesce((select ${sql.ref(column)} from visit_count v where v.scope = ${reach.of === 'unit' ? 'unit' : 'community'}
      and v.month = ${month} and v.scope_id = ${sql.ref(id)}), 0) as ${sql.ref(column)}`
  if (reach.of === 'unit') {
    const of = (table: 'pairing' | 'support_pair') =>
      sql`(select count(*) from person p indexed by person_in_unit cross join ${sql.table(table)} x
        on x.member_id = p.id and x.state = 'active' where p.unit_id = u.id)`
    return sql<PairsOfApi>`select 'unit' as scope, u.id, ${of('pairing')} as partners, ${of('support_pair')} as support_pairs,
        ${visits('visits', 'u.id')}, ${visits('households', 'u.id')}
      from unit u where u.id = ${reach.id} and u.id > ${after} limit ${limit}`.compile(db)
  }
  return sql<PairsOfApi>`select 'community' as scope, c.id, coalesce(n.active, 0) as partners,
      coalesce(n.support, 0) as support_pairs,
      ${visits('visits', 'c.id')}, ${visits('households', 'c.id')}
    from community c left join pair_count n on n.community_id = c.id
    where ${reach.of === 'all' ? sql`1` : sql`c.id = ${reach.id}`} and c.id > ${after} order by c.id limit ${limit}`.compile(
    db,
  )
}
