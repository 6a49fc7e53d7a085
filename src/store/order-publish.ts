import { type Expression, sql } from 'kysely'
import type { Category } from '../domain/order/category.ts'
import type { Urgency } from '../domain/order/rules.ts'
import { db } from './d1.ts'
import { didStep } from './order-steps.ts'
import type { OrderTextPart } from './tables/order.ts'

/** What an approval or a push of a request may change of it. */
interface Publishing {
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

/** An order that this message has published at that instant: its event is written only then. */
export const publishedBy = (order: number, { actorId, at }: { actorId: number; at: number }) =>
  sql<boolean>`published_by = ${actorId} and published_at = ${at} and id = ${order}`

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

/** How many open claims who had the idea of an order has. */
export const proposerQuery = (order: number) =>
  sql<{
    open: number
  }>`select (select count(*) from claim c where c.person_id = o.requester_id and c.state in ('drawing', 'held') and c.for_unit = 0) as open
    from "order" o where o.id = ${order} and o.origin = 'proposal'`.compile(db)

/** The first place for who had the idea, if they still may have one. */
export const firstPlace = (
  { order, person, most }: { order: number; person: number; most: number },
  { key, now }: { key: string; now: number },
) =>
  sql`insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message)
    select o.id, p.id, p.unit_id, p.community_id, 'held', 1, ${now}, ${key}, ${now}, ${key}
      from "order" o join person p on p.id = ${person} and p.gone_at is null and p.unit_id is not null
      where o.id = ${order} and ${didStep(order, 'publish', key)}
        and (select count(*) from claim c where c.person_id = p.id and c.state in ('drawing', 'held') and c.for_unit = 0) < ${most}`.compile(
    db,
  )
