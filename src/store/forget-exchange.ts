import { type RawBuilder, sql } from 'kysely'

/** Goods that somebody who leaves for good did not fetch go back on the shelf (rule 8.21); the transactions stay, under a number. */
export const forgetExchanges = (selves: RawBuilder<unknown>, key: string, now: number) => [
  sql`insert into exchange (kind, of_id, person_id, community_id, goods_id, points, minutes, pieces, actor_id, at, message)
    select 'return', e.id, e.person_id, e.community_id, e.goods_id, e.points, e.minutes, e.pieces, e.person_id, ${now}, ${key}
      from exchange e join pick_up u on u.exchange_id = e.id and u.state = 'waiting'
      where e.person_id in ${selves} and e.kind = 'goods'`,
]
