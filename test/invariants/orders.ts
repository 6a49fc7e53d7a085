import type { Invariant } from './index.ts'

/** What may never be in orders and visits. */
export const orders: readonly Invariant[] = [
  [
    'pairs asked or together are not those that were counted',
    `select 1 from pairing g left join pair_count n on n.community_id = g.community_id group by g.community_id
      having n.asked is not sum(g.state = 'asked') or n.active is not sum(g.state = 'active')`,
  ],
  [
    'support pairs are not those that were counted',
    `select 1 from community c left join pair_count n on n.community_id = c.id where coalesce(n.support, 0) <>
      (select count(*) from support_pair s where s.community_id = c.id and s.state = 'active')`,
  ],
  [
    'visits by unit are not those by community',
    `select 1 from visit_count group by month having sum(visits * (scope = 'unit')) <> sum(visits * (scope = 'community'))
      or sum(households * (scope = 'unit')) <> sum(households * (scope = 'community'))`,
  ],
  [
    'the places taken and the waiting list of an order are not those of its claims',
    `select 1 from "order" o where o.taken <> (select count(*) from claim c where c.order_id = o.id
        and c.state in ('offered', 'held', 'done', 'credited'))
      or o.waiting <> (select count(*) from claim c where c.order_id = o.id and c.state = 'waiting')
      or o.taken > o.places or (o.state = 'open' and o.taken >= o.places)
      or (o.untaken_since is not null and o.taken > 0 and o.state <> 'cancelled')`,
  ],
  [
    'a step with an order came from a message that was never handled',
    `select 1 from order_event where message not like 'job/%' and message not like 'clock/%'
      and message not in (select key from inbox) and at >= (select min(at) from inbox)`,
  ],
  [
    'the places that nobody has taken are not those that were counted',
    `select 1 from community c left join lack_count n on n.community_id = c.id where coalesce(n.lacking, 0) <>
      (select coalesce(sum(o.places - o.taken), 0) from "order" o where o.community_id = c.id and o.state = 'open')`,
  ],
]
