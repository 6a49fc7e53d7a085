import { type Expression, sql } from 'kysely'
import { type Scope, seesOwnLines } from '../../../domain/console/scope.ts'
import { within } from '../scope.ts'

/** Whether a line of the ledger, or a sum of lines, lies within somebody's scope; for whom nothing does, whether it is their own. */
export const withinLines = (scope: Scope, of: 'e' | 'y'): Expression<boolean> =>
  within(scope, {
    community: `${of}.community_id`,
    unit: `${of}.unit_id`,
    ...(seesOwnLines(scope) ? { person: `${of}.person_id` } : {}),
  })

/** The people who have a sum in a period within a scope (not everywhere), each once, as a query of ids. */
export const servedIn = (scope: Scope, period: string) =>
  sql`(select y.person_id from tally y where y.period = ${period} and ${withinLines(scope, 'y')})`
