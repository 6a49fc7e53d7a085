import { sql } from 'kysely'
import { db } from './d1.ts'
import { fill } from './inbox.ts'

const list = (ids: readonly number[]) => sql<number>`(select value from json_each(${JSON.stringify(ids)}))`

/** A unit asks a community, unless a request is open or confirmed: the write itself looks. */
export const askLink = (link: { unit: number; community: number; by: number; at: number; message: string }) =>
  db
    .insertInto('unit_link')
    .columns(['unit_id', 'community_id', 'state', 'asked_by', 'asked_at', 'message'])
    .expression(
      sql`select ${link.unit}, ${link.community}, 'pending', ${link.by}, ${link.at}, ${link.message}
        where not exists (select 1 from unit_link where unit_id = ${link.unit} and community_id = ${link.community}
          and state in ('pending', 'confirmed'))` as never,
    )

/** True exactly when that message made a request of that unit. */
export const askedBy = (unit: number, message: string) =>
  sql<boolean>`exists (select 1 from unit_link where unit_id = ${unit} and message = ${message})`

/** Ends the waiting of these requests, or takes an open one back; who comes second changes nothing. */
export const settleLinks = (
  ids: readonly number[],
  state: 'confirmed' | 'refused' | 'withdrawn',
  by: { actorId: number; message: string; at: number },
) =>
  db
    .updateTable('unit_link')
    .set({ state, settled_by: by.actorId, settled_at: by.at, settle_message: by.message })
    .where('id', 'in', list(ids))
    .where('state', 'in', state === 'withdrawn' ? ['pending', 'confirmed'] : ['pending'])

/** True exactly when that message settled that request. */
export const linkSettledBy = (id: number, message: string) =>
  sql<boolean>`exists (select 1 from unit_link where id = ${id} and settle_message = ${message})`

/** Puts into a line of the stored outcome which units this message really settled; if somebody was first, that line says so. */
export const fillSettledLinks = (key: string, path: string, ids: readonly number[], none: string) => {
  const settled = sql`from unit_link l join unit u on u.id = l.unit_id join community c on c.id = l.community_id
    where l.id in ${list(ids)} and l.settle_message = ${key}`
  return [
    fill(
      key,
      `${path}.params.units`,
      sql`json((select json_group_array(u.name || ' → ' || c.name) ${settled}))`,
    ),
    fill(
      key,
      `${path}.code`,
      sql`iif((select count(*) ${settled}) > 0, json_extract(outcome, ${`${path}.code`}), ${none})`,
    ),
  ]
}
