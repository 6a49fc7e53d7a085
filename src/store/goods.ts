import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { administers, communitiesHeld } from './held.ts'
import type { PickUpState } from './tables/exchange.ts'

type Id = Expression<number> | number

/** Goods of a community: what a piece costs, how many are on the shelf. */
export interface Goods {
  id: number
  community_id: number
  community: string
  name: string
  key: string
  points: number
  stock: number
  /** How many there are on all pages. */
  count: number
}

/** A page of a list, the first is 1. */
interface Page {
  size: number
  page: number
}

/** The communities whose shelf somebody keeps: the group's in a group, in private those that they are secretary of (an administrator: their own). */
const shelves = (sender: Id, community: Expression<number>, inGroup: boolean) =>
  inGroup
    ? sql`(select c.id from community c where c.id = ${community} and (c.id in ${communitiesHeld(sender)} or ${administers(sender)}))`
    : sql`(select id from community where id in ${communitiesHeld(sender)}
        union select community_id from person where id = ${sender} and ${administers(sender)})`

const balance = (holder: 'stock' | 'source' | 'used') =>
  sql<number>`coalesce((select balance from account where goods_id = g.id and holder = ${sql.lit(holder)}), 0)`

const columns = sql`g.id, g.community_id, c.name as community, g.name, g.key, g.points, ${balance('stock')} as stock`

/** What is on the shelf of a community, the cheapest first. */
export const goodsQuery = (community: Expression<number>, { size, page }: Page) =>
  sql<Goods>`select ${columns}, count(*) over () as count from goods g join community c on c.id = g.community_id
    where g.community_id = ${community} and ${balance('stock')} > 0 order by g.points, g.id limit ${size} offset ${(page - 1) * size}`.compile(
    db,
  )

/** The communities whose shelf somebody keeps. */
export const shelvesQuery = (sender: Id, community: Expression<number>, inGroup: boolean) =>
  sql<{
    id: number
    name: string
  }>`select id, name from community where id in ${shelves(sender, community, inGroup)}
    order by id limit 9`.compile(db)

/** Goods of that (folded) name, in the own community and on shelves that somebody keeps. */
export const goodsNamedQuery = (sender: Id, community: Expression<number>, inGroup: boolean, key: string) =>
  sql<Goods>`select ${columns}, 1 as count from goods g join community c on c.id = g.community_id
    where g.key = ${key} and (g.community_id = (select community_id from person where id = ${sender})
      or g.community_id in ${shelves(sender, community, inGroup)}) order by g.community_id`.compile(db)

/** The statement of shelves: what came on them is there, waits to be fetched, or was handed over. */
export const shelfStatementQuery = (
  sender: Id,
  community: Expression<number>,
  inGroup: boolean,
  { size, page }: Page,
) =>
  sql<
    Goods & { given: number; waiting: number; taken: number }
  >`select ${columns}, count(*) over () as count, -${balance('source')} as given,
      (select coalesce(sum(e.pieces), 0) from pick_up u join exchange e on e.id = u.exchange_id
        where u.community_id = g.community_id and u.state = 'waiting' and e.goods_id = g.id) as waiting,
      ${balance('used')} as taken
    from goods g join community c on c.id = g.community_id
    where g.community_id in ${shelves(sender, community, inGroup)} and ${balance('source')} < 0
    order by g.community_id, stock = 0, g.id limit ${size} offset ${(page - 1) * size}`.compile(db)

/** Goods that wait to be fetched. */
export interface PickUp {
  id: number
  code: string
  state: PickUpState
  /** The transaction that settles next: the exchange itself, or its handing over. */
  settles: number
  settled_at: number | null
  person_id: number
  person: string | null
  community_id: number
  community: string
  goods: string
  pieces: number
  points: number
  count: number
}

const pickUp = sql`e.id, u.code, u.state, u.settled_at, e.person_id, p.name as person, e.community_id, c.name as community,
  g.name as goods, e.pieces, e.points, count(*) over () as count, coalesce((select t.id from exchange t where t.of_id = e.id
    and t.kind = 'pick_up'), e.id) as settles`
const joined = sql`join exchange e on e.id = u.exchange_id join goods g on g.id = e.goods_id
  join community c on c.id = u.community_id join person p on p.id = e.person_id`

/** Somebody's own goods that wait. */
export const ownPickUpsQuery = (sender: Id, limit: number) =>
  sql<PickUp>`select ${pickUp} from exchange e join pick_up u on u.exchange_id = e.id and u.state = 'waiting'
    join goods g on g.id = e.goods_id join community c on c.id = u.community_id join person p on p.id = e.person_id
    where e.person_id = ${sender} and e.kind = 'goods' order by e.id limit ${limit}`.compile(db)

/** What waits on the shelves that somebody keeps. */
export const waitingPickUpsQuery = (
  sender: Id,
  community: Expression<number>,
  inGroup: boolean,
  limit: number,
) =>
  sql<PickUp>`select ${pickUp} from pick_up u ${joined}
    where u.community_id in ${shelves(sender, community, inGroup)} and u.state = 'waiting' order by e.id limit ${limit}`.compile(
    db,
  )

/** Goods of that code, somebody's own and those on shelves that they keep; those that wait first, then the newest. */
export const pickUpsOfCodeQuery = (
  sender: Id,
  community: Expression<number>,
  inGroup: boolean,
  code: string,
) =>
  sql<PickUp>`select ${pickUp} from pick_up u ${joined}
    where u.code = ${code} and (u.community_id in ${shelves(sender, community, inGroup)} or e.person_id = ${sender})
    order by u.state <> 'waiting', e.id desc limit 5`.compile(db)

/** A good with its price; one that is there gets the new price. */
export const priceGoods = (goods: { communityId: number; name: string; key: string; points: number }) =>
  sql`insert into goods (community_id, name, key, points)
    values (${goods.communityId}, ${goods.name}, ${goods.key}, ${goods.points})
    on conflict (community_id, key) do update set points = excluded.points`.compile(db)

/** Puts pieces on the shelf, or takes them off (below nought), as far as they are there. */
export const moveStock = (
  { communityId, key, pieces }: { communityId: number; key: string; pieces: number },
  by: { actor: number; at: number; key: string },
) =>
  sql`insert into exchange (kind, community_id, goods_id, pieces, actor_id, at, message)
    select 'stock', g.community_id, g.id, ${pieces}, ${by.actor}, ${by.at}, ${by.key} from goods g
      where g.community_id = ${communityId} and g.key = ${key} and ${balance('stock')} + ${pieces} >= 0`.compile(
    db,
  )

/** How many pieces of a good are on the shelf, for the stored answer. */
export const stockOf = (communityId: number, key: string) =>
  sql<number>`(select ${balance('stock')} from goods g where g.community_id = ${communityId} and g.key = ${key})`
