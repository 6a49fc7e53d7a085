import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../domain/console/scope.ts'
import type { LedgerSum } from '../../domain/figures/check-line.ts'
import { db } from '../d1.ts'
import { within } from './scope.ts'

/** The month of one unit or community, as far as the scope covers it. */
export interface MonthRow {
  id: number
  name: string
  people: number
  times: number
  minutes: number
  byHand: number
  points: number
  entries: number
}

const lines = { community: 'y.community_id', unit: 'y.unit_id' }

/** A month by unit or by community: of everything from kept totals, of a part of it from the people's own sums there. */
export function monthByQuery(scope: Scope, by: 'unit' | 'community', month: string) {
  const name = sql.table(by)
  if (scope.everywhere)
    return sql<MonthRow>`select n.id, n.name, l.people, l.times, l.minutes, l.by_hand as byHand, l.points, l.entries
      from ledger_total l join ${name} n on n.id = l.scope_id
      where l.scope = ${by} and l.period = ${month} order by n.name, n.id`.compile(db)
  return sql<MonthRow>`select n.id, n.name, sum(y.minutes > 0) as people, sum(y.times) as times, sum(y.minutes) as minutes,
      sum(y.by_hand) as byHand, sum(y.points) as points, sum(y.entries) as entries
    from tally y join ${name} n on n.id = y.${sql.ref(`${by}_id`)}
    where y.period = ${month} and ${within(scope, lines)} group by n.id order by n.name, n.id`.compile(db)
}

/**
 * The kept total of what the scope covers, which both views must agree with (R070), and how many have hours in it, each
 * once. Of units and communities together there is no kept total: there it is the sum of the people's own.
 */
export function monthTotalQuery(scope: Scope, month: string) {
  const communities = scope.communities.length + scope.streets.length > 0
  if (!scope.everywhere && communities && scope.units.length > 0) {
    return sql<
      LedgerSum & { people: number }
    >`select 'all' as scope, coalesce(sum(y.minutes), 0) as minutes, coalesce(sum(y.points), 0) as points,
        coalesce(sum(y.entries), 0) as entries, count(distinct iif(y.minutes > 0, y.person_id, null)) as people
      from tally y where y.period = ${month} and ${within(scope, lines)}`.compile(db)
  }
  const of: RawBuilder<unknown> = scope.everywhere
    ? sql`l.scope = 'all'`
    : communities
      ? sql`l.scope = 'community' and ${within(scope, { community: 'l.scope_id' })}`
      : sql`l.scope = 'unit' and ${within(scope, { unit: 'l.scope_id' })}`
  return sql<LedgerSum & { people: number }>`select 'all' as scope, coalesce(sum(l.minutes), 0) as minutes,
      coalesce(sum(l.points), 0) as points, coalesce(sum(l.entries), 0) as entries, coalesce(sum(l.people), 0) as people
    from ledger_total l where l.period = ${month} and ${of}`.compile(db)
}
