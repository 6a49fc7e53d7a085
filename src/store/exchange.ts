import { sql } from 'kysely'
import { db } from './d1.ts'
import { availablePoints, minutesOfYear } from './exchange-standing.ts'

/** Who acts, when it was said (ms), by which message. */
export interface ByWhom {
  actor: number
  at: number
  key: string
}

/** Whether that message made a transaction. */
export const exchangeMade = (key: string) =>
  sql<boolean>`exists (select 1 from exchange where message = ${key})`

/** Whether it came to nothing. */
export const exchangeLost = (key: string) => sql<boolean>`not ${exchangeMade(key)}`

/** Points of somebody for minutes 折算: nothing when they do not have them (any more), or the year's `most` minutes are full. */
export const exchangeHours = (
  what: { points: number; minutes: number; most: number; year: { from: number; to: number } },
  { actor, at, key }: ByWhom,
) =>
  sql`insert into exchange (kind, person_id, community_id, points, minutes, actor_id, at, message)
    select 'hours', id, community_id, ${what.points}, ${what.minutes}, id, ${at}, ${key} from person
      where id = ${actor} and ${availablePoints(actor)} >= ${what.points}
        and ${minutesOfYear(actor, what.year)} + ${what.minutes} <= ${what.most}`.compile(db)

/** What somebody wants of a good, at the price that they were told. */
interface WantedGoods {
  goods: number
  price: number
  pieces: number
}

const stock = (goods: number) =>
  sql<number>`coalesce((select balance from account where goods_id = ${goods} and holder = 'stock'), 0)`

/**
 * Points for goods, and the first of the codes that is free in the community (`since`: codes used up before may be given
 * anew). Nothing when fewer pieces are left, the points are not there (any more), or the price has changed.
 */
export const exchangeGoods = (
  { goods, price, pieces }: WantedGoods,
  { codes, since }: { codes: readonly string[]; since: number },
  { actor, at, key }: ByWhom,
) => [
  sql`insert into exchange (kind, person_id, community_id, goods_id, points, pieces, actor_id, at, message)
    select 'goods', p.id, g.community_id, g.id, g.points * ${pieces}, ${pieces}, p.id, ${at}, ${key}
      from goods g join person p on p.id = ${actor} and p.community_id = g.community_id and p.kind in ('volunteer', 'resident')
      where g.id = ${goods} and g.points = ${price} and ${stock(goods)} >= ${pieces}
        and ${availablePoints(actor)} >= g.points * ${pieces}`.compile(db),
  sql`insert into pick_up (exchange_id, community_id, code)
    select e.id, e.community_id, (select c.value from json_each(${JSON.stringify(codes)}) c where not exists (
        select 1 from pick_up u where u.code = c.value and u.community_id = e.community_id
          and (u.state = 'waiting' or u.settled_at > ${since})) limit 1)
      from exchange e where e.message = ${key} and e.kind = 'goods'`.compile(db),
]

/** Why it came to nothing, as the write found it: somebody else had the last piece, the points are gone, or else. */
export const goodsEnding = (
  { goods, price, pieces }: WantedGoods,
  { actor, key }: ByWhom,
  endings: { soldOut: string; short: string; changed: string },
) =>
  sql`update inbox set outcome = case when ${stock(goods)} < ${pieces} then ${endings.soldOut}
      when ${availablePoints(actor)} < ${price * pieces} then ${endings.short} else ${endings.changed} end
    where key = ${key} and ${exchangeLost(key)}`.compile(db)

/** The code that a message got, and what its sender may still spend, for the stored answer. */
export const codeOfMessage = (key: string) =>
  sql<string>`(select u.code from exchange e join pick_up u on u.exchange_id = e.id where e.message = ${key})`

/**
 * Settles a transaction with its counterpart, once: goods are handed over (`pick_up`), or all that it moved goes back
 * (`return`). Pieces taken off the shelf again must still be on it.
 */
export const settleExchange = (kind: 'pick_up' | 'return', id: number, { actor, at, key }: ByWhom) =>
  sql`insert into exchange (kind, of_id, person_id, community_id, goods_id, points, minutes, pieces, actor_id, at, message)
    select ${kind}, e.id, e.person_id, e.community_id, e.goods_id, e.points, e.minutes, e.pieces, ${actor}, ${at}, ${key}
      from exchange e where e.id = ${id} and not exists (select 1 from exchange s where s.of_id = e.id)
        and (e.kind <> 'stock' or e.pieces <= coalesce((
          select balance from account where goods_id = e.goods_id and holder = 'stock'), 0))`.compile(db)

/** The last transaction that somebody made by a message of their own since an instant, unless it was taken back. */
export const recentExchangeQuery = (person: Parameters<typeof availablePoints>[0], since: number) =>
  sql<RecentExchange>`select e.id, e.kind, e.at, e.community_id, e.points, e.minutes, e.pieces, g.name as goods, i.id as heard,
      (select s.kind from exchange s where s.of_id = e.id) as settled
    from exchange e join inbox i on i.key = e.message and i.person_id = e.actor_id left join goods g on g.id = e.goods_id
    where e.actor_id = ${person} and e.at >= ${since} and e.kind <> 'return'
      and not exists (select 1 from exchange r where r.of_id = e.id and r.kind = 'return')
    order by e.id desc limit 1`.compile(db)

export interface RecentExchange {
  id: number
  kind: 'hours' | 'goods' | 'pick_up' | 'stock'
  at: number
  community_id: number
  points: number
  minutes: number
  pieces: number
  goods: string | null
  heard: number
  settled: 'pick_up' | null
}
