import { type Expression, sql } from 'kysely'
import type { HouseholdKind } from '../domain/wish/household.ts'
import { db } from './d1.ts'
import { textOfOrder } from './order-draw.ts'

type Id = Expression<number> | number

/** What an order is as a wish: hundredths of yuan, of what kind the household is, what is wished for, folded. */
export interface NewWish {
  cents: number
  household: HouseholdKind
  thing: string
}

/** Makes a wish of the order that this message entered; right after it was. */
export const enterWish = ({ cents, household, thing }: NewWish, key: string) =>
  sql`insert into wish (order_id, cents, household, thing)
    select id, ${cents}, ${household}, ${thing} from "order"
    where id = (select max(id) from "order") and message = ${key} and origin = 'wish'`.compile(db)

/** The grid of a community by its key (text/grid-key.ts), or none. */
export const gridByKeyQuery = (community: Id, key: string) =>
  sql<{ id: number; name: string }>`select id, name from grid
    where community_id = ${community} and key = ${key}`.compile(db)

/** A wish that nobody has taken: what the wall may show of it, and what similar ones are found by. */
export interface OpenWish {
  id: number
  requester_id: number | null
  title: string | null
  household: HouseholdKind
  grid: string | null
  thing: string
}

const looked = 100

/** The wishes of a community that stand open, the oldest first, at most a hundred. */
export const openWishesQuery = (community: Id) =>
  sql<OpenWish>`select o.id, o.requester_id, ${textOfOrder('title')} as title, w.household, w.thing, g.name as grid
    from "order" o join wish w on w.order_id = o.id left join grid g on g.id = o.grid_id
    where o.community_id = ${community} and o.state in ('open', 'reopened') and o.origin = 'wish' and o.taken = 0
    order by o.id limit ${looked}`.compile(db)

/** The numbers of the wall (R051): waiting for somebody, under way, granted since an instant; how many are not published. */
export const wallCountsQuery = (community: Id, since: number) =>
  sql<{ name: string; open: number; under: number; granted: number; unpublished: number }>`select c.name,
      coalesce(sum(o.state in ('open', 'reopened') and o.taken = 0), 0) as open,
      coalesce(sum(o.state in ('open', 'full', 'reopened', 'done') and o.taken > 0), 0) as under,
      (select count(*) from "order" v where v.community_id = c.id and v.origin = 'wish' and v.state = 'verified'
        and v.closed_at >= ${since}) as granted,
      coalesce(sum(o.state = 'requested'), 0) as unpublished
    from community c left join "order" o on o.community_id = c.id and o.origin = 'wish'
      and o.state in ('requested', 'open', 'full', 'reopened', 'done')
    where c.id = ${community} group by c.id`.compile(db)

/** Wishes that somebody asked for, the newest first. */
export const ownWishOrdersQuery = (person: Id, limit: number) =>
  sql<{
    id: number
    title: string | null
    household: HouseholdKind
  }>`select o.id, ${textOfOrder('title')} as title, w.household
    from "order" o join wish w on w.order_id = o.id
    where o.requester_id = ${person} and o.requester_id is not null order by o.id desc limit ${limit}`.compile(
    db,
  )

/** A community by its number, as an expression. */
export const theCommunityOf = (community: number) => sql<number>`${community}`

/** What a wish is for, whether it stands open or not. */
export const wishThingQuery = (order: number) =>
  sql<{
    id: number
    thing: string
  }>`select order_id as id, thing from wish where order_id = ${order}`.compile(db)

/** The community of an order that is a wish; none of any other. */
export const placeOfWish = (order: number) =>
  sql<number>`(select community_id from "order" where id = ${order} and origin = 'wish')`
