import { sql } from 'kysely'
import type { Join } from './join-ledger.ts'

/** What a joined person holds of the exchange goes to the one who stays (rule 8.18), by a transaction of its own. */
export const joinExchanges = ({ from, into, key, now }: Join) => [
  sql`insert into exchange (kind, person_id, community_id, at, message)
    select 'join', ${into}, (select community_id from exchange where person_id = ${from} order by id desc limit 1), ${now}, ${key}
      where exists (select 1 from account where person_id = ${from} and balance <> 0)`,
  sql`insert into account (holder, asset, person_id, goods_id)
    select 'person', asset, ${into}, goods_id from account where person_id = ${from} and balance <> 0 on conflict do nothing`,
  sql`insert into posting (exchange_id, from_id, to_id, amount)
    select x.id, iif(a.balance > 0, a.id, b.id), iif(a.balance > 0, b.id, a.id), abs(a.balance)
      from exchange x cross join account a cross join account b
      where x.message = ${key} and x.kind = 'join' and a.person_id = ${from} and a.balance <> 0
        and b.person_id = ${into} and b.asset = a.asset and b.goods_id is a.goods_id`,
]
