import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { communitiesHeld } from './held.ts'
import type { LoanState } from './tables/order.ts'

type Id = Expression<number>

/** A request to a neighbouring community for help with an order. */
export interface Loan {
  community_id: number
  community: string
  state: LoanState
  asked_by: number
  /** Whether the sender is secretary of that community. */
  mine: number
  /** Ids of its secretaries, JSON. */
  secretaries: string
}

/** The secretaries of a community (a column), ids as JSON. */
const secretariesOf = (community: string) =>
  sql<string>`(select json_group_array(r.person_id) from role r
    where r.community_id = ${sql.ref(community)} and r.role = 'secretary' and r.ended_at is null)`

/** The requests for help with an order, newest first. */
export const loansQuery = (order: number, sender: Id) =>
  sql<Loan>`select l.community_id, c.name as community, l.state, l.asked_by,
      l.community_id in ${communitiesHeld(sender)} as mine, ${secretariesOf('l.community_id')} as secretaries
    from loan l join community c on c.id = l.community_id where l.order_id = ${order} order by l.asked_at desc limit 20`.compile(
    db,
  )

/** Communities of one of these (folded) names with their secretaries (ids, JSON); those of the order's street first. */
export const neighboursQuery = (names: readonly string[], order: number) =>
  sql<{ id: number; name: string; secretaries: string }>`select c.id, c.name,
      ${secretariesOf('c.id')} as secretaries
    from community c where c.key in (select value from json_each(${JSON.stringify(names)}))
    order by c.street_id is (select n.street_id from "order" o join community n on n.id = o.community_id where o.id = ${order}) desc, c.id
    limit 5`.compile(db)

/** The community that was asked for help with an order and whose secretary the sender is. */
export const askedOf = (order: number, sender: Id): Id =>
  sql<number>`(select community_id from loan where order_id = ${order} and state = 'asked'
    and community_id in ${communitiesHeld(sender)} order by community_id limit 1)`

/** Asks a community; anew when it had refused, or was asked no more. Changes nothing while it is asked or has agreed. */
export const askLoan = (
  { order, community, by }: { order: number; community: number; by: number },
  { key, now }: { key: string; now: number },
) =>
  sql`insert into loan (order_id, community_id, asked_by, asked_at, message)
    select id, ${community}, ${by}, ${now}, ${key} from "order" where id = ${order} and state in ('open', 'full', 'reopened')
    on conflict (order_id, community_id) do update set state = 'asked', asked_by = excluded.asked_by, asked_at = excluded.asked_at,
      message = excluded.message, settled_by = null, settled_at = null, settle_message = null
      where loan.state in ('refused', 'withdrawn')`.compile(db)

/** Settles a request that waits; one that was agreed to can only be withdrawn. */
export const settleLoan = (
  {
    order,
    community,
    by,
    state,
  }: { order: number; community: number; by: number; state: Exclude<LoanState, 'asked'> },
  { key, now }: { key: string; now: number },
) =>
  sql`update loan set state = ${state}, settled_by = ${by}, settled_at = ${now}, settle_message = ${key}
    where order_id = ${order} and community_id = ${community}
      and (state = 'asked' or (state = 'agreed' and ${state} = 'withdrawn'))`.compile(db)

/** Whether that message has asked or settled it. */
export const loanBecame = (order: number, community: number, state: LoanState, key: string) =>
  sql<boolean>`exists (select 1 from loan where order_id = ${order} and community_id = ${community} and state = ${state}
    and coalesce(settle_message, message) = ${key})`
