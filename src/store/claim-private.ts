import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Line } from '../domain/say.ts'
import { type Claiming, claimBecame } from './claim.ts'
import { db } from './d1.ts'
import { prepared } from './prepared.ts'

type Id = Expression<number> | number

/** A private part of an order's words, and the JSON path in a text where it belongs. */
export interface PrivatePart {
  part: 'contact' | 'details'
  path: string
}

/** The text with the private parts in their places. */
export const withParts = (
  text: RawBuilder<string>,
  order: number,
  parts: readonly PrivatePart[],
): RawBuilder<string> =>
  parts.reduce(
    (found, { part, path }) => sql<string>`json_set(${found}, ${path},
      (select text from order_text where order_id = ${order} and part = ${part}))`,
    text,
  )

/** Puts the private parts of an order into the answer of who has got a place by this message, and of nobody else. */
export const showParts = ({ order, person, key }: Claiming, parts: readonly PrivatePart[]) =>
  sql`update inbox set outcome = ${withParts(sql.ref('outcome'), order, parts)}
    where key = ${key} and ${claimBecame(order, person, key, 'held')}`.compile(db)

/** The letter with the private parts to who has got a place by this message. */
export const writeParts = (
  { order, person, key, now }: Claiming,
  say: readonly Line[],
  parts: readonly PrivatePart[],
  expiresAt: number | null,
) =>
  sql`insert into outbox (person_id, say, created_at, send_at, expires_at, dedupe)
    select ${person}, ${withParts(sql`${JSON.stringify(say)}`, order, parts)}, ${now}, ${now}, ${expiresAt},
      ${`order/contact/${order}/${key}`}
    where ${claimBecame(order, person, key, 'held')} on conflict do nothing`.compile(db)

/** What lies in the way of somebody who claims an order, as a hint, and which private parts it has (not what they say). */
export const beforeClaimQuery = (order: number, person: Id) => before({ order, person }).claim

const before = prepared(({ order, person }: { order: number; person: Id }) => ({
  claim: sql<{ shift: number; other: number | null; away: number; contact: number; details: number }>`select
      exists (select 1 from shift s where s.person_id = ${person} and s.state = 'planned'
        and s.starts_at > o.starts_at - 43200000 and s.starts_at < o.ends_at and s.ends_at > o.starts_at) as shift,
      (select min(x.id) from claim c join "order" x on x.id = c.order_id where c.person_id = ${person}
        and c.state in ('drawing', 'held') and x.id <> o.id and x.starts_at < o.ends_at and x.ends_at > o.starts_at) as other,
      exists (select 1 from leave l where l.person_id = ${person} and l.ended_at is null
        and strftime('%Y-%m-%d', o.starts_at / 1000, 'unixepoch', '+8 hours') between l.from_day and l.to_day) as away,
      exists (select 1 from order_text t where t.order_id = o.id and t.part = 'contact') as contact,
      exists (select 1 from order_text t where t.order_id = o.id and t.part = 'details') as details
    from "order" o where o.id = ${order}`.compile(db),
}))
