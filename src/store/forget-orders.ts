import { type RawBuilder, sql } from 'kysely'
import type { OrderRules } from '../domain/order/rules.ts'

/** What somebody wrote on orders, and what others wrote of how to reach them, as it stands inside JSON; a word or two are nobody’s own. */
export const wordsOnOrders = (selves: RawBuilder<unknown>) =>
  sql`select substr(json_quote(text), 2, length(json_quote(text)) - 2) from (
      select text from order_text where person_id in ${selves}
      union select text from order_text where part in ('contact', 'details')
        and order_id in (select id from "order" where requester_id in ${selves})
      union select text from order_event where actor_id in ${selves} and text is not null
      union select text from voice where person_id in ${selves} and text is not null)
    where length(text) > 3`

/** By which message and when somebody leaves their orders. */
export interface OrderFarewell {
  key: string
  now: number
  /** The code of the letter to who served on what they asked for. */
  orderLeft: string
  /** After how long the ladder of an order begins that nobody holds any more, ms by urgency. */
  deadlines: OrderRules['deadlines']
}

/**
 * Who leaves for good serves on nothing more (rule 8.21): their places get free, what they asked for or proposed is called
 * off and those on it are told (`orderLeft`: the letter’s code), their words go and what others wrote of how to reach
 * them. What was credited stays, under a number.
 */
export function forgetOrders(
  selves: RawBuilder<unknown>,
  { key, now, orderLeft: left, deadlines }: OrderFarewell,
) {
  const change = sql`offered_until = null, changed_at = ${now}, change_message = ${key}`
  const open = sql`('requested', 'proposed', 'drawing', 'open', 'full', 'reopened')`
  const own = sql`(select id from "order" where requester_id in ${selves} and state in ${open})`
  return [
    sql`insert into outbox (person_id, say, offer, created_at, send_at, dedupe)
      select c.person_id, json_array(json_object('code', ${left}, 'params', json_object('order', c.order_id))), '[]', ${now},
        ${now}, 'order/left/' || c.order_id || '/' || c.person_id
      from claim c where c.order_id in ${own} and c.state in ('drawing', 'waiting', 'offered', 'held')
        and c.person_id not in ${selves}
      on conflict do nothing`,
    sql`update claim set state = 'released', ended = 'cancelled', ${change}
      where order_id in ${own} and state in ('drawing', 'waiting', 'offered', 'held', 'done')`,
    sql`update "order" set state = 'cancelled', closed_at = ${now}, escalate_at = null
      where requester_id in ${selves} and state in ${open}`,
    sql`update claim set state = 'released', ended = 'gone', ${change}
      where person_id in ${selves} and state in ('drawing', 'waiting', 'offered', 'held', 'done')`,
    // Nobody is on it any more: the ladder begins anew (R034).
    sql`update "order" set escalate_at = ${now} + (${JSON.stringify(deadlines)} ->> ('$.' || urgency)), told = null
      where taken = 0 and state = 'open' and escalate_at is null and id in (select order_id from claim
        where person_id in ${selves} and change_message = ${key} and state = 'released')`,
    sql`delete from order_text where part in ('contact', 'details')
      and order_id in (select id from "order" where requester_id in ${selves})`,
    sql`update "order" set requester_id = null where requester_id in ${selves}`,
    sql`update order_event set text = null where actor_id in ${selves} and text is not null`,
    sql`update voice set text = null where person_id in ${selves}`,
    sql`update wish set thing = '' where order_id in (select order_id from order_text where person_id in ${selves})`,
    sql`delete from order_text where person_id in ${selves}`,
  ]
}
