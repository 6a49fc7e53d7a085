import { type Expression, sql } from 'kysely'
import { isAtWar } from './area.ts'
import { db } from './d1.ts'

type Id = Expression<number>

/** Where an order begins: the community, and the grid of the sender there. */
export const birthPlaceQuery = (sender: Id, place: Id) =>
  sql<{
    id: number
    name: string
    street_id: number | null
    grid_id: number | null
    headed: number | null
    at_war: number
  }>`
    select c.id, c.name, c.street_id, ${isAtWar(sql.ref<number>('c.id'))} as at_war,
      (select p.grid_id from person p where p.id = ${sender} and p.community_id = c.id) as grid_id,
      (select r.grid_id from role r where r.person_id = ${sender} and r.role = 'grid_head' and r.ended_at is null
        and r.community_id = c.id order by r.id limit 1) as headed
    from community c where c.id = ${place}`.compile(db)

/** The community in which something is asked for: the group's, in private one's own. */
export const ownPlace = (sender: Id, community: Id): Id =>
  sql<number>`coalesce(${community}, (select community_id from person where id = ${sender}))`

/** The community of an order. */
export const placeOfOrder = (order: number): Id =>
  sql<number>`(select community_id from "order" where id = ${order})`

/** The groups of a community and of those that lend people for an order, and whether they are reached unasked. */
export const groupsOfPlaceQuery = (place: Id, order: number | null) =>
  sql<{ id: number; reached: number }>`select g.id, w.channel is not null and h.broken_at is null as reached
    from "group" g left join group_way w on w.group_id = g.id left join channel h on h.name = w.channel
    where g.community_id = ${place}
      or g.community_id in (select community_id from loan where order_id = ${order} and state = 'agreed')
    order by g.id`.compile(db)

/** A community, as a query of one id. */
export const thatPlace = (place: Id) => sql`select ${place}`
