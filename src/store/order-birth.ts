import { sql } from 'kysely'
import type { Category } from '../domain/order/category.ts'
import type { Urgency } from '../domain/order/rules.ts'
import type { OrderState } from '../domain/order/state.ts'
import { db } from './d1.ts'
import type { OrderOriginKind, OrderTextPart } from './tables/order.ts'

/** An order to be entered; `draw_seed` is the end of the seed, behind its number. ms, hundredths. */
export interface NewOrder {
  community_id: number
  grid_id: number | null
  origin: OrderOriginKind
  requester_id: number | null
  state: OrderState
  category: Category
  urgency: Urgency
  base: number
  starts_at: number | null
  ends_at: number | null
  places: number | null
  created_by: number
  published: boolean
  draw_at: number | null
  draw_seed: string | null
  escalate_at: number | null
  texts: readonly { part: OrderTextPart; text: string }[]
  needs: readonly { key: string; name: string }[]
}

/**
 * Stands for the number of an order in lines, commands and letters until the write knows it: a character that nobody
 * can type.
 */
export const unborn = '\u{F0000}'

/** The order that this message has entered, right after it did. */
const born = (key: string) =>
  sql<number>`(select id from "order" where id = (select max(id) from "order") and message = ${key})`

/** Enters an order with its words and needs; the words of who typed them. */
export const enterOrder = (order: NewOrder, { key, now }: { key: string; now: number }) => [
  sql`insert into "order" (community_id, grid_id, origin, requester_id, state, category, urgency, base, starts_at, ends_at,
      places, created_by, created_at, message, published_by, published_at, draw_at, draw_seed, untaken_since, escalate_at)
    values (${order.community_id}, ${order.grid_id}, ${order.origin}, ${order.requester_id}, ${order.state}, ${order.category},
      ${order.urgency}, ${order.base}, ${order.starts_at}, ${order.ends_at}, ${order.places}, ${order.created_by}, ${now}, ${key},
      ${order.published ? order.created_by : null}, ${order.published ? now : null}, ${order.draw_at},
      (select coalesce(max(id), 0) + 1 from "order") || ${order.draw_seed}, ${order.published ? now : null},
      ${order.escalate_at})`.compile(db),
  sql`insert into order_text (order_id, part, person_id, text)
    select ${born(key)}, value ->> 'part', ${order.created_by}, value ->> 'text'
      from json_each(${JSON.stringify(order.texts)}) where true`.compile(db),
  ...(order.needs.length === 0
    ? []
    : [
        sql`insert into order_need (order_id, key, name)
          select ${born(key)}, value ->> 'key', value ->> 'name' from json_each(${JSON.stringify(order.needs)}) where true
          on conflict do nothing`.compile(db),
      ]),
  sql`insert into order_event (order_id, at, actor_id, step, state, message)
    select id, ${now}, created_by, case origin when 'proposal' then 'propose' else origin end, state, ${key}
      from "order" where id = ${born(key)}`.compile(db),
]

/** Puts the number of the order that this message entered into its answer and its letters; last in the batch. */
export const nameOrder = (key: string, letters: readonly string[]) => [
  sql`update inbox set outcome = replace(outcome, ${unborn}, ${born(key)}), choices = replace(choices, ${unborn}, ${born(key)})
    where key = ${key}`.compile(db),
  ...(letters.length === 0
    ? []
    : [
        sql`update outbox set say = replace(say, ${unborn}, ${born(key)}), offer = replace(offer, ${unborn}, ${born(key)})
          where dedupe in (select value from json_each(${JSON.stringify(letters)}))`.compile(db),
      ]),
]

/** Writes down that somebody entered an order by a role. */
export const recordBorn = (
  action: string,
  communityId: number,
  by: { actorId: number; message: string; at: number },
) =>
  sql`insert into audit (at, actor_id, action, community_id, subject, detail, message)
    select ${by.at}, ${by.actorId}, ${action}, ${communityId}, 'order:' || id, '{}', ${by.message}
      from "order" where id = ${born(by.message)}`.compile(db)
