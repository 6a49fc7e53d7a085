import { type Expression, sql } from 'kysely'
import { DAY, dayOf } from '../domain/calendar/shanghai.ts'
import type { PairToAsk } from './ask-pairs.ts'
import { always, db } from './d1.ts'
import { isOnLeave } from './leave.ts'
import { openPairingOf } from './pairing.ts'

type Id = Expression<number> | number

/** What a preview holds; the names are looked up when it is shown. */
export interface Draft {
  pairs: PairToAsk[]
  alone: { id: number; why: string }[]
}

/** The preview that somebody has of a community (null: the newest of any), with the names of who is in it as JSON. */
export const draftQuery = (person: Id, community: Id | null) =>
  sql<{
    community_id: number
    community: string
    at: number
    pairs: string | null
    alone: string | null
    names: string
  }>`select d.community_id, c.name as community, d.at, d.pairs, d.alone,
      (select json_group_object(p.id, coalesce(p.name, '')) from person p where p.id in (
        select value ->> 'member' from json_each(d.pairs) union select value ->> 'volunteer' from json_each(d.pairs)
        union select value ->> 'id' from json_each(d.alone))) as names
    from pair_draft d join community c on c.id = d.community_id
    where d.person_id = ${person} ${community === null ? sql`` : sql`and d.community_id = ${community}`}
    order by d.at desc limit 1`.compile(db)

/** Keeps a preview; `draft` null: a job is to make it. */
export const keepDraft = (person: number, community: number, at: number, draft: Draft | null) => {
  const row = {
    at,
    pairs: draft && JSON.stringify(draft.pairs),
    alone: draft && JSON.stringify(draft.alone),
  }
  return db
    .insertInto('pair_draft')
    .values({ person_id: person, community_id: community, ...row })
    .onConflict((on) => on.doUpdateSet(row))
}

/** Has the preview of a large pool made by the job `pairing`, whose target is the community; one run for all who wait. */
export const orderDraft = (community: number, now: number) =>
  db
    .insertInto('job_run')
    .columns(['job', 'period', 'target', 'due_at', 'until', 'next_at'])
    .expression(
      sql`select 'pairing', ${String(now)}, ${community}, ${now}, ${now + DAY}, ${now}
        where not exists (select 1 from job_run where job = 'pairing' and target = ${community} and done_at is null)` as never,
    )
    .onConflict((on) => on.doNothing())

/** Who waits for the preview of a community. */
export const awaitedDraftsQuery = (community: Id) =>
  db
    .selectFrom('pair_draft')
    .select(['person_id', 'at'])
    .where('community_id', '=', community)
    .where('pairs', 'is', null)

/** Gives it to everybody who waits for it. */
export const fillDrafts = (community: number, at: number, { pairs, alone }: Draft) =>
  db
    .updateTable('pair_draft')
    .set({ at, pairs: JSON.stringify(pairs), alone: JSON.stringify(alone) })
    .where('community_id', '=', community)
    .where('pairs', 'is', null)

/** How the letters begin by which somebody gets the previews of a community. */
export const previewLetters = (community: number): string => `pair/preview/${community}/`

/** It was confirmed: letters that show it and wait say what is no longer so. */
export const dropDraft = (person: number, community: number) => [
  db.deleteFrom('pair_draft').where('person_id', '=', person).where('community_id', '=', community),
  sql`delete from outbox where person_id = ${person} and dedupe > ${previewLetters(community)}
    and dedupe < ${`pair/preview/${community}0`} and state <> 'claimed' and sent_at is null and shown_at is null`.compile(
    db,
  ),
]

/**
 * Whoever of a preview is still alone when that message has asked the others: left over once more, first next time. Not who
 * is away by then, or wants no partner.
 */
export const leaveOver = (ids: readonly number[], community: number, at: number, when: Expression<boolean>) =>
  sql`insert into pair_left (person_id, community_id, at)
    select p.id, ${community}, ${at} from person p
    where p.id in (select value from json_each(${JSON.stringify(ids)})) and p.state = 'verified'
      and p.kind in ('member', 'volunteer') and p.gone_at is null and p.community_id = ${community} and ${when}
      and not exists (select 1 from pair_out u where u.person_id = p.id)
      and not ${isOnLeave(sql.ref('p.id'), dayOf(at))}
      and not exists (select 1 from pairing o where o.member_id = p.id and o.state in ('asked', 'active'))
      and not exists (select 1 from pairing o where o.volunteer_id = p.id and o.state in ('asked', 'active'))
    on conflict (person_id) do update set times = times + 1, at = excluded.at, community_id = excluded.community_id`.compile(
    db,
  )

const leftOver = (ids: readonly number[], at: number) =>
  sql`from pair_left l where l.person_id in (select value from json_each(${JSON.stringify(ids)})) and l.at = ${at}
    and not exists ${openPairingOf(sql.ref('l.person_id'))}`

/** How many of them were left over then. */
export const leftOverAt = (ids: readonly number[], at: number) =>
  sql<number>`(select count(*) ${leftOver(ids, at)})`

/** True when any of them was, and the other holds too. */
export const someLeftOver = (ids: readonly number[], at: number, and: Expression<boolean> = always) =>
  sql<boolean>`(${leftOverAt(ids, at)} > 0 and ${and})`

/** A letter to each of them who was left over then. */
export const postLeftOver = (ids: readonly number[], at: number, say: string, dedupe: string) =>
  sql`insert into outbox (person_id, say, created_at, send_at, dedupe)
    select l.person_id, ${say}, ${at}, ${at}, ${dedupe} || '/' || l.person_id ${leftOver(ids, at)}
    on conflict do nothing`.compile(db)

const heldBy = (sender: Id) =>
  sql`select community_id as id from role where person_id = ${sender} and role = 'secretary' and ended_at is null`

/**
 * For which community somebody pairs: the one named, the group's, in private the only one whose secretary they are, for
 * others (an administrator) their own. Null where it cannot be told.
 */
export const placeToPair = (sender: Id, community: Expression<number>, keys: readonly string[]) =>
  sql<number>`coalesce(
    (select id from community where key in (select value from json_each(${JSON.stringify(keys)})) order by id limit 1),
    ${community}, iif(exists (${heldBy(sender)}), (select iif(count(*) = 1, min(id), null) from (${heldBy(sender)})),
      (select community_id from person where id = ${sender})))`

/** That community. */
export const placeQuery = (place: Expression<number>) =>
  db.selectFrom('community').select(['id', 'name', 'key']).where('id', '=', place)

/** The communities whose secretary somebody is. */
export const heldToPairQuery = (sender: Id, limit: number) =>
  sql<{
    name: string
  }>`select c.name from community c where c.id in (${heldBy(sender)}) order by c.id limit ${limit}`.compile(
    db,
  )
