import { sql } from 'kysely'
import type { Reach } from '../../domain/api/reach.ts'
import { db } from '../d1.ts'

/** An order that was published; without any word that somebody typed. ms. */
export interface OrderOfApi {
  id: number
  community_id: number
  grid_id: number | null
  origin: string
  category: string
  urgency: string
  state: string
  places: number | null
  taken: number
  published_at: number
  starts_at: number | null
  ends_at: number | null
  done_at: number | null
  closed_at: number | null
  grade: string | null
}

/** The published orders of a reach by number, from behind one on: a community's own, those on which people of a unit have a place. */
export const ordersOfApiQuery = (reach: Reach, [after = 0]: readonly number[], limit: number) => {
  const of =
    reach.of === 'all'
      ? sql`"order" o where 1`
      : reach.of === 'community'
        ? sql`"order" o indexed by order_of_community where o.community_id = ${reach.id}`
        : sql`(select distinct k.order_id from person p indexed by person_in_unit
              cross join claim k indexed by claim_of_person on k.person_id = p.id and k.unit_id = ${reach.id}
              where p.unit_id = ${reach.id} and k.state in ('held', 'done', 'credited')) x
            cross join "order" o on o.id = x.order_id where 1`
  return sql<OrderOfApi>`select o.id, o.community_id, o.grid_id, o.origin, o.category, o.urgency, o.state, o.places, o.taken,
      o.published_at, o.starts_at, o.ends_at, o.done_at, o.closed_at,
      (select g.grade from grade g where g.order_id = o.id and g.void_at is null order by g.round desc limit 1) as grade
    from ${of} and o.id > ${after} and o.published_at is not null order by o.id limit ${limit}`.compile(db)
}
