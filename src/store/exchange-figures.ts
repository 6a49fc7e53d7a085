import { type Expression, sql } from 'kysely'
import type { ExchangeOfMonth } from '../domain/figures/exchange-of-month.ts'
import { db } from './d1.ts'
import { placesOverseen } from './month-overview.ts'

/** The month of a report’s target `t`, as JSON; null for a unit. */
export const exchangeOfTarget = (month: string) =>
  sql<
    string | null
  >`iif(t.scope = 'community', (select json_object('points', n.points, 'minutes', n.minutes, 'pieces', n.pieces)
    from exchange_count n where n.month = ${month} and n.community_id = t.id), null)`

/** The same over all communities that somebody oversees, from kept totals. */
export const exchangeOverseenQuery = (sender: Expression<number>, month: string) =>
  sql<ExchangeOfMonth>`with ${placesOverseen(sender)}
    select coalesce(sum(n.points), 0) as points, coalesce(sum(n.minutes), 0) as minutes, coalesce(sum(n.pieces), 0) as pieces
    from place p cross join exchange_count n on n.month = ${month} and n.community_id = p.id`.compile(db)
