import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

type Id = Expression<number> | number

/** Somebody who hears of what happens to an order, once for each reason. */
export interface OrderPerson {
  person_id: number
  as: 'requester' | 'keeper' | 'holder'
}

/**
 * Who hears of what happens to an order: who asked for it, who keeps it (secretaries of its community and the head of its
 * grid; where there is none, the administrators), who holds a place. Never the person named by `but`.
 */
export const orderPeopleQuery = (order: Id, but: Id) =>
  sql<OrderPerson>`with o as (select id, community_id, grid_id, requester_id from "order" where id = ${order}),
    keeper (id) as (
      select distinct r.person_id from o cross join role r on r.community_id = o.community_id
        where r.ended_at is null and (r.role = 'secretary' or (r.role = 'grid_head' and r.grid_id = o.grid_id))
    )
    select person_id, "as" from (
      select requester_id as person_id, 'requester' as "as" from o where requester_id is not null
      union all select id, 'keeper' from keeper
      union all select r.person_id, 'keeper' from role r indexed by role_administrators
        where r.role = 'administrator' and r.ended_at is null and not exists (select 1 from keeper)
      union all select c.person_id, 'holder' from o join claim c on c.order_id = o.id and c.state in ('held', 'done')
    ) where person_id is not ${but}`.compile(db)
