import { sql } from 'kysely'
import type { Category } from '../domain/order/category.ts'
import type { Urgency } from '../domain/order/rules.ts'
import { db } from './d1.ts'
import { textOfOrder } from './order-draw.ts'

/** An order with a free place that the people of a community may take; `needs` as `{ key, name }`, JSON. */
export interface FreeOrder {
  id: number
  community_id: number
  grid_id: number | null
  category: Category
  urgency: Urgency
  title: string | null
  starts_at: number | null
  ends_at: number | null
  needs: string
}

/** Orders of a community, and those for which it lends its people, that have a free place, the most urgent first; wishes bring no hours. */
export const freeOrdersQuery = (community: number, now: number, limit: number) =>
  sql<FreeOrder>`select o.id, o.community_id, o.grid_id, o.category, o.urgency, o.starts_at, o.ends_at,
      ${textOfOrder('title')} as title,
      (select json_group_array(json_object('key', n.key, 'name', n.name)) from order_need n where n.order_id = o.id) as needs
    from (select id from "order" where community_id = ${community} and state in ('drawing', 'open')
      union select order_id from loan indexed by loan_of_community
        where community_id = ${community} and state in ('asked', 'agreed') and state = 'agreed') f
      cross join "order" o on o.id = f.id
    where o.state in ('drawing', 'open') and o.origin <> 'wish' and coalesce(o.ends_at > ${now}, 1)
    order by case o.urgency when 'critical' then 0 when 'urgent' then 1 when 'raised' then 2 else 3 end, o.id limit ${limit}`.compile(
    db,
  )

/** What is known of somebody for whom orders are looked for; lists and counts by category as JSON. */
export interface Profile {
  id: number
  community_id: number
  grid_id: number | null
  skills: string
  unit_offers: string
  free: string
  open: number
  /** Numbers of orders that they have a claim on already, or asked for themselves. */
  own: string
  /** `{ category, services }` of easy and other services before. */
  served: string
}

/** The columns of a profile of the person `p`. */
export const profileOf = sql`p.id, p.community_id, p.grid_id,
      (select json_group_array(s.key) from skill s where s.person_id = p.id) as skills,
      (select json_group_array(u.key) from unit_offer u where u.unit_id = p.unit_id) as unit_offers,
      (select json_group_array(json_object('weekday', f.weekday, 'part', f.part)) from free_time f where f.person_id = p.id) as free,
      (select count(*) from claim c where c.person_id = p.id and c.state in ('drawing', 'held') and c.for_unit = 0) as open,
      (select json_group_array(c.order_id) from (select order_id from claim where person_id = p.id and state <> 'released'
        order by id desc limit 30) c) as own,
      (select json_group_array(json_object('category', n.category, 'services', n.services)) from (
        select category, sum(services) as services from service_count where person_id = p.id group by category) n) as served`
