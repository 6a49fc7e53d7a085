import { put, rows, run } from '../schema/lines.ts'
import { at } from './talk.ts'

type Row = { [column: string]: string | number | null }
let serial = 0

/** An order that stands open in 东湖社区 (1), put straight into the tables; with a title. */
export async function order(title: string, over: Row = {}): Promise<number> {
  serial += 1
  const [admin] = await rows<{ person_id: number }>("select person_id from role where role = 'administrator'")
  const created_at = Number(over.created_at ?? at('2026-11-23 09:00'))
  const state = over.state ?? 'open'
  const published = state === 'requested' || state === 'proposed' ? {} : { published_at: created_at }
  const waits = state === 'open' || state === 'drawing' ? { untaken_since: created_at } : {}
  const id = await put('order', {
    community_id: 1,
    origin: 'push',
    state: 'open',
    category: 'elderly',
    base: 120,
    created_by: admin?.person_id ?? 1,
    created_at,
    message: `test/order-${serial}`,
    ...published,
    ...waits,
    ...over,
  })
  await run(
    "insert into order_text (order_id, part, person_id, text) values (?, 'title', ?, ?)",
    id,
    admin?.person_id ?? 1,
    title,
  )
  return id
}

/** A claim of somebody on an order, in the order of coming. */
export async function claim(
  order_id: number,
  person_id: number,
  state: string,
  when: number,
  over: Row = {},
): Promise<void> {
  serial += 1
  await run(
    `insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message, offered_until)
      select ?1, id, unit_id, community_id, ?3, 1 + coalesce((select max(rank) from claim where order_id = ?1), 0), ?4, ?5, ?4, ?5, ?6
      from person where id = ?2`,
    order_id,
    person_id,
    state,
    when,
    `test/claim-${serial}`,
    over.offered_until ?? null,
  )
}

/** The state of an order and the claims on it: `open 张一 held, 王一 waiting`. */
export async function standing(id: number): Promise<string> {
  const [one] = await rows<{ said: string }>(
    `select o.state || coalesce(' ' || (select group_concat(x.said, ', ') from (
        select p.name || ' ' || c.state as said from claim c join person p on p.id = c.person_id where c.order_id = o.id
        order by c.rank) x), '') as said from "order" o where o.id = ?`,
    id,
  )
  return one?.said ?? ''
}
