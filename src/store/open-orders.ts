import { type Expression, type RawBuilder, sql } from 'kysely'
import type { ClaimState } from '../domain/order/claims.ts'
import type { OrderState } from '../domain/order/state.ts'
import { isAway, isTaken } from './candidates.ts'
import { named } from './columns.ts'
import { db } from './d1.ts'
import { administers } from './held.ts'
import type { OrderRow } from './order.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number>

/** A published order in a list, as the sender sees it; `needs` is JSON. */
export interface OpenOrder
  extends Pick<
    OrderRow,
    | 'id'
    | 'community_id'
    | 'community'
    | 'grid_id'
    | 'state'
    | 'category'
    | 'urgency'
    | 'starts_at'
    | 'ends_at'
    | 'places'
    | 'taken'
    | 'requester_id'
    | 'title'
    | 'needs'
  > {
  my_claim: ClaimState | null
  my_offered_until: number | null
  /** It is for people of the sender's community, and somebody else asked for it. */
  takes: number
  /** On leave that day; on duty or on another order at that time. */
  away: number
  busy: number
}

/** Which communities' orders: the group's, in private those of the sender, or a named one that the sender may see. */
export interface Where {
  sender: Id
  /** Null in private. */
  group: Id | null
  /** Folded names, any of which may be meant. */
  names: readonly string[]
}

/** So many orders are looked at. */
const looked = 60

/** The sender's own community and those they are secretary or head of a grid in; as a query of ids. */
const ownPlaces = (sender: Id) =>
  sql`select community_id from person where id = ${sender} and community_id is not null
    union select community_id from role where person_id = ${sender} and ended_at is null and role in ('secretary', 'grid_head')`

/** What the questions hang on; `names` as JSON. */
interface Given {
  sender: Id
  group: Id
  names: string
  at: number
}

/**
 * Of places, a query of `(id, name)`: the communities whose orders are shown; the orders that are under way there, and those
 * to which these communities lend their people, the most urgent first; and those that wait for the sender, who keeps them,
 * to be published or to be verified, oldest first.
 */
const questionsAt = (places: (given: Given) => RawBuilder<unknown>) =>
  prepared((given: Given) => {
    const { sender: me, at } = given
    const place = sql`place (id, name) as (${places(given)})`
    return {
      places: sql<ShownPlace>`with ${place} select id, name from place order by id limit 20`.compile(db),
      open: sql<OpenOrder>`with ${place},
    shown (id) as (
      select o.id from place cross join "order" o on o.community_id = place.id and o.state in ('drawing', 'open', 'full', 'reopened')
      union select l.order_id from place cross join loan l on l.community_id = place.id and l.state in ('asked', 'agreed')
        where l.state = 'agreed')
    select o.id, o.community_id, c.name as community, o.grid_id, o.state, o.category, o.urgency, o.starts_at, o.ends_at, o.places, o.taken,
      o.requester_id, (select t.text from order_text t where t.order_id = o.id and t.part = 'title') as title,
      (select json_group_array(json_object('key', n.key, 'name', n.name)) from order_need n where n.order_id = o.id) as needs,
      m.state as my_claim, m.offered_until as my_offered_until,
      (o.requester_id is not ${me} or o.origin = 'proposal') and exists (select 1 from person p where p.id = ${me} and (p.community_id = o.community_id
        or exists (select 1 from loan l where l.order_id = o.id and l.community_id = p.community_id and l.state = 'agreed'))) as takes,
      ${isAway(me, at)} as away, ${isTaken(me)} as busy
    from shown cross join "order" o on o.id = shown.id join community c on c.id = o.community_id
      left join claim m on m.order_id = o.id and m.person_id = ${me} and m.state <> 'released'
    where o.state in ('drawing', 'open', 'full', 'reopened') and (o.state = 'reopened' or coalesce(coalesce(o.ends_at, o.starts_at) > ${at}, 1))
    order by case o.urgency when 'critical' then 0 when 'urgent' then 1 when 'raised' then 2 else 3 end, o.id limit ${sql.lit(looked)}`.compile(
        db,
      ),
      waiting: sql<WaitingOrder>`with ${place}
    select o.id, o.state from place cross join "order" o on o.community_id = place.id and o.state in ('requested', 'proposed', 'done')
    where not (o.origin = 'wish' and o.state = 'done') and (${administers(me)} or exists (select 1 from role r where r.person_id = ${me} and r.ended_at is null
      and (r.role = 'secretary' and r.community_id = o.community_id or r.role = 'grid_head' and r.grid_id = o.grid_id)))
    order by o.id limit 20`.compile(db),
    }
  })

const inGroup = questionsAt(({ group }) => sql`select id, name from community where id = ${group}`)

const inOwn = questionsAt(
  ({ sender }) => sql`select id, name from community where id in (${ownPlaces(sender)})`,
)

/** An administrator sees any community that is named, a street officer those of the street. */
const inNamed = questionsAt(
  ({ sender, names }) => sql`select id, name from community c
    where c.key in (select value from json_each(${names})) and (c.id in (${ownPlaces(sender)}) or ${administers(sender)}
      or exists (select 1 from role r where r.person_id = ${sender} and r.ended_at is null and r.role = 'street_officer' and r.street_id = c.street_id))`,
)

/** The communities whose orders are shown, what is open there, and what waits for who keeps it. */
export function ordersAtQueries({ sender, group, names }: Where, at: number) {
  const meant = group ? inGroup : names.length === 0 ? inOwn : inNamed
  const asked = meant({ sender, group: group ?? sender, names: JSON.stringify(names), at })
  return {
    places: named<ShownPlace>({ id: true, name: true }, asked.places),
    open: asked.open,
    waiting: named<WaitingOrder>({ id: true, state: true }, asked.waiting),
  }
}

interface ShownPlace {
  id: number
  name: string
}

interface WaitingOrder {
  id: number
  state: OrderState
}

/** Orders that somebody asked for and that have not ended, oldest first. */
export const askedOrdersQuery = (me: Id) =>
  named<WaitingOrder>({ id: true, state: true }, requested({ me }).orders)

const requested = prepared(({ me }: { me: Id }) => ({
  orders:
    sql<WaitingOrder>`select id, state from "order" where requester_id = ${me} and requester_id is not null
    and state not in ('verified', 'cancelled') order by id limit 10`.compile(db),
}))
