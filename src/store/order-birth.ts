import { type Expression, sql } from 'kysely'
import type { Category } from '../domain/order/category.ts'
import type { Urgency } from '../domain/order/rules.ts'
import type { OrderState } from '../domain/order/state.ts'
import { db } from './d1.ts'
import type { OrderOriginKind, OrderTextPart } from './tables/order.ts'

type Id = Expression<number>

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

/** What an approval or a push of a request may change of it. */
export interface Publishing {
  order: number
  state: 'drawing' | 'open'
  by: number
  category: Category
  urgency: Urgency
  base: number
  starts_at: number | null
  ends_at: number | null
  places: number | null
  draw_at: number | null
  draw_seed: string | null
  escalate_at: number
}

/** Publishes a request or a proposal, unless somebody else just did; changes nothing then. */
export const publishOrder = (p: Publishing, now: number) =>
  sql`update "order" set state = ${p.state}, published_by = ${p.by}, published_at = ${now}, category = ${p.category},
      urgency = ${p.urgency}, base = ${p.base}, starts_at = ${p.starts_at}, ends_at = ${p.ends_at}, places = ${p.places},
      draw_at = ${p.draw_at}, draw_seed = id || ${p.draw_seed}, untaken_since = ${now}, escalate_at = ${p.escalate_at}, told = null
    where id = ${p.order} and state in ('requested', 'proposed')`.compile(db)

/** That this message really took a step with an order, as its event says. */
export const didStep = (order: number, step: string, key: string) =>
  sql<boolean>`exists (select 1 from order_event where order_id = ${order} and step = ${step} and message = ${key})`

/** An order that this message has published at that instant: its event is written only then. */
export const publishedBy = (order: number, { actorId, at }: { actorId: number; at: number }) =>
  sql<boolean>`published_by = ${actorId} and published_at = ${at} and id = ${order}`

/** Writes down that somebody entered an order by a role. */
export const recordBorn = (
  action: string,
  communityId: number,
  by: { actorId: number; message: string; at: number },
) =>
  sql`insert into audit (at, actor_id, action, community_id, subject, detail, message)
    select ${by.at}, ${by.actorId}, ${action}, ${communityId}, 'order:' || id, '{}', ${by.message}
      from "order" where id = ${born(by.message)}`.compile(db)

/** Words of an order that were typed anew when it was published. */
export const rewriteOrder = (
  order: number,
  texts: readonly { part: OrderTextPart; text: string }[],
  personId: number,
  when: Expression<boolean>,
) =>
  sql`insert into order_text (order_id, part, person_id, text)
    select ${order}, value ->> 'part', ${personId}, value ->> 'text' from json_each(${JSON.stringify(texts)}) where ${when}
    on conflict (order_id, part) do update set text = excluded.text, person_id = excluded.person_id`.compile(
    db,
  )

/** What one has to be good at, said when it was published: besides what was said before. */
export const addNeeds = (
  order: number,
  needs: readonly { key: string; name: string }[],
  when: Expression<boolean>,
) =>
  sql`insert into order_need (order_id, key, name)
    select ${order}, value ->> 'key', value ->> 'name' from json_each(${JSON.stringify(needs)}) where ${when}
    on conflict do nothing`.compile(db)

/** The first place for who had the idea, if they still may have one. */
export const firstPlace = (
  { order, person, most }: { order: number; person: number; most: number },
  { key, now }: { key: string; now: number },
) =>
  sql`insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message)
    select o.id, p.id, p.unit_id, p.community_id, 'held', 1, ${now}, ${key}, ${now}, ${key}
      from "order" o join person p on p.id = ${person} and p.gone_at is null and p.unit_id is not null
      where o.id = ${order} and ${didStep(order, 'publish', key)}
        and (select count(*) from claim c where c.person_id = p.id and c.state in ('drawing', 'held')) < ${most}`.compile(
    db,
  )

/** Where an order begins: the community, and the grid of the sender there. */
export const birthPlaceQuery = (sender: Id, place: Id) =>
  sql<{ id: number; name: string; street_id: number | null; grid_id: number | null; headed: number | null }>`
    select c.id, c.name, c.street_id,
      (select p.grid_id from person p where p.id = ${sender} and p.community_id = c.id) as grid_id,
      (select r.grid_id from role r where r.person_id = ${sender} and r.role = 'grid_head' and r.ended_at is null
        and r.community_id = c.id order by r.id limit 1) as headed
    from community c where c.id = ${place}`.compile(db)

/** The community in which something is asked for: the group's, in private one's own. */
export const ownPlace = (sender: Id, community: Id): Id =>
  sql<number>`coalesce(${community}, (select community_id from person where id = ${sender}))`

/** The community of an order. */
export const placeOfOrder = (order: number): Id =>
  sql<number>`(select community_id from "order" where id = ${order})`

/** The groups of a community and of those that lend people for an order, and whether they are reached unasked. */
export const groupsOfPlaceQuery = (place: Id, order: number | null) =>
  sql<{ id: number; reached: number }>`select g.id, w.channel is not null and h.broken_at is null as reached
    from "group" g left join group_way w on w.group_id = g.id left join channel h on h.name = w.channel
    where g.community_id = ${place}
      or g.community_id in (select community_id from loan where order_id = ${order} and state = 'agreed')
    order by g.id`.compile(db)

/** A community, as a query of one id. */
export const thatPlace = (place: Id) => sql`select ${place}`
