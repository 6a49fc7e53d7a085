import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

type Id = Expression<number> | number

/** A unit that may take wishes of a community together; `offers` (folded), `liaisons` and `refused` wishes (ids) are JSON. */
export interface WishUnit {
  id: number
  name: string
  offers: string
  liaisons: string
  refused: string
  in_hand: number
}

/** The units with a liaison that are linked to a community (双报到), or whose liaison serves there. */
export const wishUnitsQuery = (community: Id) =>
  sql<WishUnit>`select u.id, u.name,
      (select json_group_array(f.key) from unit_offer f where f.unit_id = u.id) as offers,
      (select json_group_array(person_id) from (select distinct x.person_id from role x
        where x.unit_id = u.id and x.role = 'liaison' and x.ended_at is null)) as liaisons,
      (select json_group_array(f.order_id) from wish_refusal f where f.unit_id = u.id) as refused,
      (select count(*) from role x join claim c on c.person_id = x.person_id and c.state in ('drawing', 'held') and c.for_unit = 1
        where x.unit_id = u.id and x.role = 'liaison' and x.ended_at is null) as in_hand
    from (select distinct r.unit_id as id from role r indexed by role_of_unit join person p on p.id = r.person_id
        where r.ended_at is null and r.unit_id is not null and r.role = 'liaison' and (p.community_id = ${community} or exists (
          select 1 from unit_link l where l.unit_id = r.unit_id and l.community_id = ${community} and l.state = 'confirmed'))) k
      join unit u on u.id = k.id
    order by u.id limit 20`.compile(db)

/** Which wishes a liaison takes for a unit, from which message, when. */
export interface UnitClaiming {
  orders: readonly number[]
  unit: number
  person: number
  key: string
  at: number
  now: number
}

/** Takes those of them that nobody has by now, and that the liaison has not asked for. */
export const takeForUnit = ({ orders, unit, person, key, at, now }: UnitClaiming) =>
  sql`insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message, for_unit)
    select o.id, p.id, ${unit}, coalesce(p.community_id, o.community_id), 'held',
        1 + coalesce((select max(rank) from claim where order_id = o.id), 0), ${at}, ${key}, ${now}, ${key}, 1
      from json_each(${JSON.stringify(orders)}) j join "order" o on o.id = j.value join person p on p.id = ${person}
      where o.origin = 'wish' and o.state in ('open', 'reopened') and o.taken = 0 and o.requester_id is not p.id
        and not exists (select 1 from claim c where c.order_id = o.id and c.person_id = p.id and c.state <> 'released')`.compile(
    db,
  )

/** Every step is written down, as for a claim of one. */
export const recordTaken = ({ orders, person, key, now }: UnitClaiming) =>
  sql`insert into order_event (order_id, at, actor_id, step, state, message)
    select o.id, ${now}, ${person}, 'claim', o.state, ${key}
      from json_each(${JSON.stringify(orders)}) j join "order" o on o.id = j.value
      where exists (select 1 from claim c where c.order_id = o.id and c.person_id = ${person} and c.change_message = ${key})
      order by o.id`.compile(db)

/** How many of them this message took, and which, as JSON of texts. */
export const takenCount = (person: number, key: string) =>
  sql<number>`(select count(*) from claim where person_id = ${person} and change_message = ${key})`
export const takenNumbers = (person: number, key: string) =>
  sql`json((select json_group_array(number) from (select cast(order_id as text) as number from claim
    where person_id = ${person} and change_message = ${key} order by order_id)))`

/** A unit does not take those of them that nobody has by now. */
export const passForUnit = ({ orders, unit, person, key, at }: UnitClaiming) =>
  sql`insert into wish_refusal (order_id, unit_id, person_id, at, message)
    select o.id, ${unit}, ${person}, ${at}, ${key}
      from json_each(${JSON.stringify(orders)}) j join "order" o on o.id = j.value
      where o.origin = 'wish' and o.state in ('open', 'reopened') and o.taken = 0
    on conflict do nothing`.compile(db)

/** That this message said so. */
export const passedBy = (unit: number, key: string) =>
  sql<boolean>`exists (select 1 from wish_refusal where unit_id = ${unit} and message = ${key})`

/** What units were asked of some wishes and have not read yet: they are asked anew, or the wishes are taken, or not by them. */
export const dropShared = (wishes: readonly number[], when: Expression<boolean> = sql<boolean>`true`) =>
  sql`delete from outbox where id in (
    select o.id from json_each(${JSON.stringify(wishes)}) w cross join outbox o
      on o.dedupe > 'wish/shared/' || w.value || '/' and o.dedupe < 'wish/shared/' || w.value || '0'
    where o.state <> 'claimed' and o.sent_at is null and o.shown_at is null and ${when})`.compile(db)
