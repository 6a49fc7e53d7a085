import { type Expression, type RawBuilder, sql } from 'kysely'
import type { ClaimState } from '../domain/order/claims.ts'
import { isAway, isTaken } from './candidates.ts'
import { always, db } from './d1.ts'

/** What stands in the way of somebody who is to take an order. */
export interface AssigneeRow {
  id: number
  claim: ClaimState | null
  open: number
  /** On leave that day; on duty or on another order at that time. */
  away: number
  busy: number
}

/** The people whom a name may mean (`people`: a query of ids), as to an order. */
export const assigneesQuery = (people: RawBuilder<number>, order: number, at: number) =>
  sql<AssigneeRow>`with who (id) as (${people})
    select w.id, (select c.state from claim c where c.order_id = o.id and c.person_id = w.id and c.state <> 'released') as claim,
      (select count(*) from claim c where c.person_id = w.id and c.state in ('drawing', 'held') and c.for_unit = 0) as open,
      ${isAway(sql.ref<number>('w.id'), at)} as away, ${isTaken(sql.ref<number>('w.id'))} as busy
    from who w join "order" o on o.id = ${order} limit 50`.compile(db)

/** Who is put on which order by whom. */
export interface Assigning {
  order: number
  person: number
  by: number
  key: string
  now: number
  /** Open claims of one person at most. */
  most: number
}

/** That the person may still take a place: live, under the limit, not on it already. */
const mayTake = ({ order, person, most }: Assigning) =>
  sql<boolean>`(exists (select 1 from person where id = ${person} and gone_at is null and unit_id is not null)
    and not exists (select 1 from claim where order_id = ${order} and person_id = ${person} and state in ('held', 'done', 'credited'))
    and (select count(*) - coalesce(sum(order_id = ${order} and state = 'drawing'), 0) from claim
      where person_id = ${person} and state in ('drawing', 'held') and for_unit = 0) < ${most})`

/** A free place, or one that is kept for this very person. */
const hasPlace = (order: number, person: number) =>
  sql<boolean>`exists (select 1 from "order" o where o.id = ${order} and o.state in ('drawing', 'open', 'full', 'reopened')
    and (o.places is null or o.taken < o.places
      or exists (select 1 from claim c where c.order_id = o.id and c.person_id = ${person} and c.state = 'offered')))`

/** Who is on the list, in the draw or asked already gets the place; `joinOrder` stands behind it for who is not. */
export const takeFromList = (it: Assigning, when: Expression<boolean> = always) =>
  sql`update claim set state = 'held', offered_until = null, assigned_by = ${it.by}, changed_at = ${it.now}, change_message = ${it.key}
    where order_id = ${it.order} and person_id = ${it.person} and state in ('drawing', 'waiting', 'offered')
      and ${mayTake(it)} and ${hasPlace(it.order, it.person)} and ${when}`.compile(db)

/** Somebody who has no claim on it gets a place. */
export const joinOrder = (it: Assigning, when: Expression<boolean> = always) =>
  sql`insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, assigned_by, changed_at, change_message)
    select o.id, p.id, p.unit_id, p.community_id, 'held', 1 + coalesce((select max(rank) from claim where order_id = o.id), 0),
        ${it.now}, ${it.key}, ${it.by}, ${it.now}, ${it.key}
      from "order" o join person p on p.id = ${it.person}
      where o.id = ${it.order} and ${hasPlace(it.order, it.person)} and ${mayTake(it)} and ${when}
        and not exists (select 1 from claim where order_id = o.id and person_id = p.id and state <> 'released')`.compile(
    db,
  )

/** Takes a place from somebody for the person who comes instead, unless that one cannot take it. */
export const replaceOn = (from: Expression<number> | number, it: Assigning) =>
  sql`update claim set state = 'released', ended = 'replaced', changed_at = ${it.now}, change_message = ${it.key}
    where order_id = ${it.order} and person_id = ${from} and state = 'held' and ${mayTake(it)}
      and exists (select 1 from "order" where id = ${it.order} and state in ('open', 'full', 'reopened'))`.compile(
    db,
  )
