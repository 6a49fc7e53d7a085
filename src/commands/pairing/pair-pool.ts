import { tradeOf } from '../../domain/order/category.ts'
import type { Pool } from '../../domain/pairing/pool.ts'
import type { FreeTime } from '../../domain/profile/free-time.ts'
import type { RowsOf } from '../../store/d1.ts'
import {
  nearGridsQuery,
  poolNeedsQuery,
  poolPastQuery,
  poolQuery,
  poolWishesQuery,
} from '../../store/pairing-pool.ts'
import { fold } from '../../text/fold.ts'

/** What is read of a community's pool; the options are those of poolQuery. */
export const readPool = (
  community: Parameters<typeof poolQuery>[0],
  at: number,
  options: Parameters<typeof poolQuery>[2] = {},
) => ({
  people: poolQuery(community, at, options),
  wishes: poolWishesQuery(community),
  past: poolPastQuery(community, options.round ?? null),
  needs: poolNeedsQuery(community),
  near: nearGridsQuery(community),
})

/** The pool as the rules of pairing take it. */
export const poolOf = ({ people, wishes, past, needs, near }: RowsOf<ReturnType<typeof readPool>>): Pool => ({
  people: people.map(({ id, side, grid_id, served, left, ...row }) => ({
    id,
    side,
    grid_id,
    skills: JSON.parse(row.skills) as string[],
    free: JSON.parse(row.free) as FreeTime[],
    served,
    left,
  })),
  wishes: wishes.map(({ wants, ...wish }) => ({ ...wish, wants: wants === 1 })),
  earlier: past.filter(({ earlier }) => earlier === 1).map(({ member, volunteer }) => [member, volunteer]),
  asked: past.filter(({ earlier }) => earlier === 0).map(({ member, volunteer }) => [member, volunteer]),
  // Of an order that names no skill its trade, as everywhere (R041).
  needs: needs.flatMap(({ key, category }) => (key === null ? tradeOf(category).map(fold) : [key])),
  near: near.map(({ one, other }) => [one, other]),
})
