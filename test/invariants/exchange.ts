import type { Invariant } from './index.ts'

/** What may never be in the exchange of points: double entry, so everything sums to nought. */
export const exchange: readonly Invariant[] = [
  [
    'an account has another balance than its postings',
    `select 1 from account a where a.balance <>
      (select coalesce(sum(iif(p.to_id = a.id, p.amount, -p.amount)), 0) from posting p where a.id in (p.from_id, p.to_id))`,
  ],
  [
    'what all accounts have does not sum to nought',
    'select 1 from account group by asset, coalesce(goods_id, 0) having sum(balance) <> 0',
  ],
  [
    'a posting goes from one thing to another',
    `select 1 from posting p join account f on f.id = p.from_id join account t on t.id = p.to_id
      where f.asset <> t.asset or f.goods_id is not t.goods_id`,
  ],
  [
    'a transaction moved something else than it says',
    `select 1 from exchange e where e.kind <> 'join' and (
      select coalesce(sum(m.amount), 0) from exchange_move m where m.exchange_id = e.id
    ) <> (select coalesce(sum(p.amount), 0) from posting p where p.exchange_id = e.id)`,
  ],
  [
    'a pick-up code is not where its goods are',
    `select 1 from pick_up u where (u.state = 'waiting') = exists (select 1 from exchange s where s.of_id = u.exchange_id)
      union all select 1 from exchange e left join pick_up u on u.exchange_id = e.id where e.kind = 'goods' and u.code is null`,
  ],
  [
    'what was exchanged is not what was counted',
    `select 1 where (select coalesce(sum(points), 0) from exchange_count) <> (select coalesce(sum(
      case when kind in ('hours', 'goods') then points when kind = 'return' then -points else 0 end), 0) from exchange)`,
  ],
]
