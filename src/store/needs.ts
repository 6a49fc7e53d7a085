import { type Expression, type RawBuilder, sql } from 'kysely'
import { categories, tradeOf } from '../domain/order/category.ts'
import { fold } from '../text/fold.ts'
import { db } from './d1.ts'
import { communitiesHeld } from './held.ts'

/** A need of an order that still lacks people; the key is folded. */
export interface NeedRow {
  order_id: number
  key: string
  name: string
}

/** A unit that offers something of what is needed; its folded keys, and the names of its liaisons, as JSON. */
export interface UnitRow {
  id: number
  name: string
  keys: string
  liaisons: string
}

/** Orders that are looked at of one community at most. */
const looked = 200

/** What a professional category asks for where the order names no skill (R041), folded, by category. */
export const trades = JSON.stringify(
  Object.fromEntries(categories.map((category) => [category, tradeOf(category).map((name) => fold(name))])),
)

/** Where one looks, and for which orders, as WITHs: `place (id)` and `wanted (id, category)`. */
type Sought = RawBuilder<unknown>

const openOrdersThere = sql`wanted (id, category) as (select o.id, o.category from place p cross join "order" o on o.id in (
      select x.id from "order" x where x.community_id = p.id and x.state in ('requested', 'drawing', 'open', 'reopened') limit ${looked}))`

/** The open orders of the communities whose secretary somebody is; in a group (`group` is its community) only of that one. */
export const soughtByKeeper = (sender: Expression<number>, group: Expression<number> | null): Sought =>
  sql`place (id) as (select id from community
        where id in ${communitiesHeld(sender)} ${group === null ? sql`` : sql`and id = ${group}`}), ${openOrdersThere}`

/** The open orders of one community (an expression). */
export const soughtIn = (community: Expression<number>): Sought =>
  sql`place (id) as (select ${community} where ${community} is not null), ${openOrdersThere}`

/** Nowhere, for nothing. */
export const nothingSought: Sought = sql`place (id) as (select 0 where 0), wanted (id, category) as (select 0, '' where 0)`

/** One order, whatever its state, and who may be asked for it. */
export const soughtForOrder = (order: number): Sought =>
  sql`place (id) as (select community_id from "order" where id = ${order}
      union select community_id from loan where order_id = ${order} and state = 'agreed'),
    wanted (id, category) as (select id, category from "order" where id = ${order})`

const need = sql`need (order_id, key, name) as (
    select w.id, n.key, n.name from wanted w cross join order_need n on n.order_id = w.id
    union all select w.id, t.value, t.value from wanted w, json_each(${trades}, '$.' || w.category) t
      where not exists (select 1 from order_need n where n.order_id = w.id))`

/** Whether one key lies within the other: what `matches` looks at more closely. */
const near = (key: Expression<unknown>) =>
  sql<boolean>`exists (select 1 from need where instr(${key}, need.key) > 0 or instr(need.key, ${key}) > 0)`

/** What is needed. */
export const needsQuery = (sought: Sought) =>
  sql<NeedRow>`with ${sought}, ${need} select order_id, key, name from need order by order_id, key limit 100`.compile(
    db,
  )

/** What of it verified people there are good at. */
export const skillsThereQuery = (sought: Sought) =>
  sql<{ key: string }>`with ${sought}, ${need}
    select distinct s.key from place a cross join person p indexed by person_in_community on p.community_id = a.id
      cross join skill s on s.person_id = p.id
    where p.state = 'verified' and exists (select 1 from need) and ${near(sql.ref('s.key'))} limit 200`.compile(
    db,
  )

/** Which units offer something of it (资源清单, R028): those linked to the place first. */
export const unitsThatHelpQuery = (sought: Sought) =>
  sql<UnitRow>`with ${sought}, ${need}
    select u.id, u.name, json_group_array(f.key) as keys, (select json_group_array(p.name) from role r join person p on p.id = r.person_id
        where r.unit_id = u.id and r.role = 'liaison' and r.ended_at is null and p.name is not null) as liaisons
    from unit_offer f cross join unit u on u.id = f.unit_id
    where exists (select 1 from need) and ${near(sql.ref('f.key'))}
    group by u.id
    order by exists (select 1 from unit_link l where l.unit_id = u.id and l.state = 'confirmed'
      and l.community_id in (select id from place)) desc, u.id limit 30`.compile(db)
