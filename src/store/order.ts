import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Category } from '../domain/order/category.ts'
import type { ClaimState } from '../domain/order/claims.ts'
import type { Urgency } from '../domain/order/rules.ts'
import type { OrderState, Step } from '../domain/order/state.ts'
import type { HouseholdKind } from '../domain/wish/household.ts'
import { isAtWar } from './area.ts'
import { always, db } from './d1.ts'
import { prepared } from './prepared.ts'
import type { OrderOriginKind } from './tables/order.ts'

type Id = Expression<number> | number

/** An order as one person sees it; lists are JSON. `details`, `contact` and `requester` are null for who may not know them. */
export interface OrderRow {
  id: number
  community_id: number
  community: string
  street_id: number | null
  grid_id: number | null
  grid: string | null
  origin: OrderOriginKind
  requester_id: number | null
  created_by: number
  state: OrderState
  category: Category
  urgency: Urgency
  base: number
  starts_at: number | null
  ends_at: number | null
  places: number | null
  taken: number
  waiting: number
  round: number
  created_at: number
  published_at: number | null
  draw_at: number | null
  untaken_ms: number
  untaken_since: number | null
  done_at: number | null
  closed_at: number | null
  title: string | null
  place: string | null
  details: string | null
  contact: string | null
  requester: string | null
  /** Of a wish only: of what kind the household is, and what is wished for, folded. */
  household: HouseholdKind | null
  wish_thing: string | null
  /** The sender's live claim on it, its place in the order of coming, until when it is offered. */
  my_claim: ClaimState | null
  my_rank: number | null
  my_offered_until: number | null
  /** How many claims of the sender are open (drawing or held). */
  my_open: number
  /** War rules hold where it is. */
  at_war: number
  /** Ids of communities that were asked for help, and of those that agreed. */
  asked: string
  lent: string
  /** `{ id, name, state }` of who holds a place, in the order of coming, at most 30. */
  holders: string
  /** `{ key, name }` of what one has to be good at. */
  needs: string
}

/** Somebody who holds a place. */
export interface Holder {
  id: number
  name: string
  state: ClaimState
}

const text = (part: string): RawBuilder<string | null> =>
  sql`(select t.text from order_text t where t.order_id = o.id and t.part = ${part})`

/** Whether the sender (`me.id`) keeps the order `o` of the community `c`. */
const keeps = sql<boolean>`exists (select 1 from role r where r.person_id = me.id and r.ended_at is null
  and (r.role = 'administrator' or (r.role = 'secretary' and r.community_id = o.community_id)
    or (r.role = 'grid_head' and r.grid_id = o.grid_id) or (r.role = 'street_officer' and r.street_id = c.street_id)))`

/**
 * One order as the sender sees it, one row or none. Private parts are there only for who holds a place, asked for it
 * or keeps it, so that no decision can tell what it may not know. Reads a constant number of rows.
 */
export const orderQuery = (order: Id, sender: Id) => whole({ order, sender }).order

/** The same for somebody who wants a place, with nobody in `holders`: who holds one does not matter then, and may be many. */
export const orderToClaimQuery = (order: Id, sender: Id) => toClaim({ order, sender }).order

const seen = (holders: RawBuilder<string>) =>
  prepared(({ order, sender }: { order: Id; sender: Id }) => ({
    order:
      sql<OrderRow>`with v as materialized (select o.id, o.community_id, c.name as community, c.street_id, o.grid_id, g.name as grid, o.origin, o.requester_id,
        o.created_by, o.state, o.category, o.urgency, o.base, o.starts_at, o.ends_at, o.places, o.taken, o.waiting, o.round,
        o.created_at, o.published_at, o.draw_at, o.untaken_ms, o.untaken_since, o.done_at, o.closed_at,
        ${text('title')} as title, ${text('place')} as place, w.household, w.thing as wish_thing,
        m.state as my_claim, m.rank as my_rank, m.offered_until as my_offered_until,
        (select count(*) from claim n where n.person_id = me.id and n.state in ('drawing', 'held') and n.for_unit = 0) as my_open,
        (select json_group_array(l.community_id) from loan l where l.order_id = o.id and l.state in ('asked', 'agreed')) as asked,
        (select json_group_array(l.community_id) from loan l where l.order_id = o.id and l.state = 'agreed') as lent,
        ${holders} as holders,
        (select json_group_array(json_object('key', n.key, 'name', n.name)) from order_need n where n.order_id = o.id) as needs,
        ${isAtWar(sql.ref<number>('o.community_id'))} as at_war, ${keeps} as kept,
        coalesce(m.state in ('held', 'done', 'credited'), 0) or o.requester_id is me.id as part
      from (select ${sender} as id) me join "order" o on o.id = ${order} join community c on c.id = o.community_id
        left join grid g on g.id = o.grid_id left join wish w on w.order_id = o.id
        left join claim m on m.order_id = o.id and m.person_id = me.id and m.state <> 'released')
    select o.*, kept or part as inside,
      iif(kept or part, ${text('details')}, null) as details, iif(kept or part, ${text('contact')}, null) as contact,
      iif(kept, (select name from person where id = o.requester_id), null) as requester
    from v as o`.compile(db),
  }))

const toClaim = seen(sql<string>`'[]'`)
const whole = seen(
  sql<string>`(select json_group_array(json_object('id', h.person_id, 'name', p.name, 'state', h.state)) from (
          select k.person_id, k.state from claim k where k.order_id = o.id and k.state in ('offered', 'held', 'done', 'credited')
            order by k.rank limit 30) h join person p on p.id = h.person_id)`,
)

/** What happens to an order, by whom (null: the clock), about whom, in which words. */
export interface OrderEvent {
  order: Id
  step: Step | 'request' | 'propose' | 'push' | 'receive' | 'remind'
  actor: Id | null
  subject?: Id
  text?: string
}

/** Writes down a step with its actor and time and the state it led to (R027); last in the batch, if `when` holds then. */
export const recordEvent = (
  { order, step, actor, subject, text: said }: OrderEvent,
  by: { message: string; at: number },
  when: Expression<boolean> = always,
) => recorded({ order, step, actor, subject: subject ?? null, said: said ?? null, ...by, when }).event

const recorded = prepared(({ order, step, actor, subject, said, at, message, when }: Recorded) => ({
  event: sql`insert into order_event (order_id, at, actor_id, step, subject_id, state, text, message)
    select id, ${at}, ${actor}, ${step}, ${subject}, state, ${said}, ${message} from "order" where id = ${order} and ${when}`.compile(
    db,
  ),
}))

type Recorded = Pick<OrderEvent, 'order' | 'step' | 'actor'> & { subject: Id | null; said: string | null } & {
  at: number
  message: string
  when: Expression<boolean>
}
