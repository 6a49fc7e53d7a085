import { sql } from 'kysely'
import { db } from './d1.ts'
import { fill } from './inbox.ts'

const list = (values: readonly (string | number)[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/** Somebody asks to move; a second open request of the same person breaks the batch. */
export const askTransfer = (ask: { person: number; from: number; to: number; at: number; message: string }) =>
  db.insertInto('transfer').values({
    person_id: ask.person,
    from_id: ask.from,
    to_id: ask.to,
    asked_at: ask.at,
    message: ask.message,
  })

/** Ends an open transfer without a move. */
export const endTransfer = (id: number, outcome: 'refused' | 'withdrawn', at: number, message: string) =>
  db
    .updateTable('transfer')
    .set({ ended_at: at, outcome, end_message: message })
    .where('id', '=', id)
    .where('ended_at', 'is', null)

/** A reviewer's yes to the named sides of open transfers. */
export const agreeTransfers = (yes: readonly { id: number; from: boolean; to: boolean }[], by: number) => {
  const [from, to] = [yes.filter((one) => one.from), yes.filter((one) => one.to)].map((sides) =>
    list(sides.map(({ id }) => id)),
  )
  return sql`update transfer set from_by = iif(from_by is null and id in ${from}, ${by}, from_by),
      to_by = iif(to_by is null and id in ${to}, ${by}, to_by)
    where id in ${list(yes.map(({ id }) => id))} and ended_at is null`.compile(db)
}

/** Where both sides have agreed the person moves: another community, no grid, the community's own unit for who has none else. */
export const moveAgreed = (ids: readonly number[], at: number, message: string) => [
  sql`update transfer set ended_at = ${at}, outcome = 'moved', end_message = ${message}
    where id in ${list(ids)} and ended_at is null and from_by is not null and to_by is not null`.compile(db),
  sql`update person set community_id = t.to_id, grid_id = null,
      unit_id = iif(person.kind = 'member', person.unit_id, (select id from unit where community_id = t.to_id))
    from transfer t where t.person_id = person.id and t.id in ${list(ids)} and t.end_message = ${message}
      and t.outcome = 'moved'`.compile(db),
]

/** True exactly when that message ended that transfer so. */
export const endedSo = (id: number, outcome: 'moved' | 'refused' | 'withdrawn', message: string) =>
  sql<boolean>`exists (select 1 from transfer where id = ${id} and end_message = ${message} and outcome = ${outcome})`

/** True when that reviewer has agreed and the other side has not yet. */
export const halfAgreed = (id: number, by: number) =>
  sql<boolean>`exists (select 1 from transfer where id = ${id} and ended_at is null and ${by} in (from_by, to_by))`

/** Puts into a line of the stored outcome what the yes has led to: moved, waiting for the other side, or settled by others. */
export const fillAgreed = (key: string, path: string, id: number, by: number) =>
  fill(
    key,
    `${path}.code`,
    sql`case when ${endedSo(id, 'moved', key)} then 'transfer.moved' when ${halfAgreed(id, by)} then 'transfer.agreed'
      else 'transfer.settled_now' end`,
  )
