import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { administers, communitiesHeld } from './held.ts'

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
  const [community, agreed] = side === 'from' ? ['t.from_id', 't.from_by'] : ['t.to_id', 't.to_by']
  return sql<number>`(${sql.ref(agreed)} is null and t.person_id is not ${reviewer} and (
    ${sql.ref(community)} in ${communitiesHeld(reviewer)}
    or (${administers(reviewer)} and not exists (select 1 from role s where s.community_id = ${sql.ref(community)}
      and s.role = 'secretary' and s.ended_at is null and s.person_id <> t.person_id))))`
}

const forReviewer = (reviewer: Id) =>
  transfers()
    .select([may(reviewer, 'from').as('may_from'), may(reviewer, 'to').as('may_to')])
    .where((is) => is.or([may(reviewer, 'from') as never, may(reviewer, 'to') as never]))

/** Found by the communities that the reviewer answers for; only an administrator's look walks all that are open. */
const open = (reviewer: Id) => {
  const held = communitiesHeld(reviewer)
  return sql<number>`(select id from transfer where ended_at is null and from_id in ${held}
    union select id from transfer where ended_at is null and to_id in ${held}
    union select id from transfer where ended_at is null and ${administers(reviewer)})`
}

/** The open transfers that wait for a reviewer, oldest first, with how many there are. */
export const waitingTransfersQuery = (reviewer: Id, limit: number) =>
  forReviewer(reviewer)
    .where('t.id', 'in', open(reviewer))
    .select(sql<number>`count(*) over ()`.as('count'))
    .orderBy('t.id')
    .limit(limit)

/** Those of people of these (folded) names or numbers (`p12`). */
export const namedTransfersQuery = (reviewer: Id, names: readonly string[]) =>
  forReviewer(reviewer)
    .where(
      't.person_id',
      'in',
      sql<number>`(select id from person where key in ${list(names)} union select value from json_each(${JSON.stringify(numbersIn(names))}))`,
    )
    .orderBy('t.id')
    .limit(20)

/** `p12` → 12. */
const numbersIn = (names: readonly string[]): number[] =>
  names.flatMap((name) => (/^p\d{1,9}$/.test(name) ? [Number(name.slice(1))] : []))

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
