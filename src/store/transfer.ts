import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { administers, communitiesHeld } from './held.ts'
import { fill } from './inbox.ts'

type Id = Expression<number> | number

const list = (values: readonly (string | number)[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

const transfers = () =>
  db
    .selectFrom('transfer as t')
    .innerJoin('person as p', 'p.id', 't.person_id')
    .innerJoin('community as f', 'f.id', 't.from_id')
    .innerJoin('community as c', 'c.id', 't.to_id')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .select([
      't.id',
      't.person_id',
      't.from_id',
      't.to_id',
      't.asked_at',
      't.from_by',
      't.to_by',
      'p.name',
      'p.key',
      'p.state',
      'u.name as unit',
      'f.name as from',
      'c.name as to',
      // Everybody who decides about it, JSON: who is told when it has ended.
      sql<string>`(select json_group_array(distinct r.person_id) from role r where r.community_id in (t.from_id, t.to_id)
        and r.role = 'secretary' and r.ended_at is null and r.person_id <> t.person_id)`.as('told'),
    ])
    .where('t.ended_at', 'is', null)

/** Whether a reviewer's yes is still wanted for a side: its secretary's, an administrator's where there is none but the person. */
const may = (reviewer: Id, side: 'from' | 'to') => {
  const community = sql.ref(`t.${side}_id`)
  return sql<number>`(${sql.ref(`t.${side}_by`)} is null and t.person_id is not ${reviewer} and (
    ${community} in ${communitiesHeld(reviewer)}
    or (${administers(reviewer)} and not exists (select 1 from role s where s.community_id = ${community}
      and s.role = 'secretary' and s.ended_at is null and s.person_id <> t.person_id))))`
}

const forReviewer = (reviewer: Id) =>
  transfers()
    .select([may(reviewer, 'from').as('may_from'), may(reviewer, 'to').as('may_to')])
    .where((is) => is.or([may(reviewer, 'from') as never, may(reviewer, 'to') as never]))

/** The open transfers that wait for a reviewer, oldest first, with how many there are. */
export const waitingTransfersQuery = (reviewer: Id, limit: number) =>
  forReviewer(reviewer).select(sql<number>`count(*) over ()`.as('count')).orderBy('t.id').limit(limit)

/** Those of people of these (folded) names or numbers (`p12`). */
export const namedTransfersQuery = (reviewer: Id, names: readonly string[]) =>
  forReviewer(reviewer)
    .where(sql<boolean>`(p.key in ${list(names)} or 'p' || p.id in ${list(names)})`)
    .orderBy('t.id')
    .limit(20)

export type Transfer = NonNullable<Awaited<ReturnType<ReturnType<typeof transfers>['executeTakeFirst']>>>
export type TransferToDecide = NonNullable<
  Awaited<ReturnType<ReturnType<typeof namedTransfersQuery>['executeTakeFirst']>>
>

/** A person's own open transfer, or no row. */
export const ownTransferQuery = (person: Id) => transfers().where('t.person_id', '=', person)

/** Who is asked for the sender's community and the one of that (folded) name: secretaries, where there is none administrators. */
export const askedQuery = (sender: Id, key: string) =>
  sql<{ person_id: number; community_id: number }>`with side as (
      select community_id as id from person where id = ${sender} and community_id is not null
      union select id from community where key = ${key}
    ), secretaries as (
      select r.community_id, r.person_id from role r where r.community_id in (select id from side)
        and r.role = 'secretary' and r.ended_at is null and r.person_id <> ${sender}
    )
    select person_id, community_id from secretaries
    union all select r.person_id, s.id from side s, role r where r.role = 'administrator' and r.ended_at is null
      and r.person_id <> ${sender} and s.id not in (select community_id from secretaries)`.compile(db)

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
