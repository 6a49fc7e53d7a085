import { sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import { db } from '../d1.ts'
import type { NamedGrades } from '../order-figures.ts'
import { within } from './scope.ts'

/** The grades of a month by grader and community, as far as the scope covers the communities (R071). */
export const gradesOfScopeQuery = (scope: Scope, month: string) =>
  sql<NamedGrades>`select n.grader_id, n.community_id, n.excellent, n.good, n.fair,
      coalesce(p.name, '') as grader, c.name as community
    from grade_count n join person p on p.id = n.grader_id join community c on c.id = n.community_id
    where n.month = ${month} and ${within(scope, { community: 'n.community_id' })}
    order by c.name, n.community_id, n.grader_id`.compile(db)
