import { type Expression, type RawBuilder, sql } from 'kysely'
import type { PairsNow } from '../domain/figures/pairs-of-month.ts'
import { db } from './d1.ts'
import { placesOverseen } from './month-overview.ts'

const sums = (from: RawBuilder<unknown>) =>
  sql<PairsNow>`select coalesce(sum(n.asked), 0) as asked, coalesce(sum(n.active), 0) as active ${from}`

/** How many pairs are asked now and how many are together in all communities, from kept totals. */
export const pairsNowQuery = () => sums(sql`from pair_count n`).compile(db)

/** The same of the communities that somebody oversees. */
export const pairsOverseenQuery = (sender: Expression<number>) =>
  sql<PairsNow>`with ${placesOverseen(sender)}
    ${sums(sql`from place p cross join pair_count n on n.community_id = p.id`)}`.compile(db)
