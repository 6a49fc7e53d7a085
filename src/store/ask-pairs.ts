import { type Expression, type RawBuilder, sql } from 'kysely'
import { dayOf } from '../domain/calendar/shanghai.ts'
import { always, db } from './d1.ts'
import { isOnLeave } from './leave.ts'
import { settledBy } from './settle-pairing.ts'

/** How a pair is to be asked: two people, how good they are for each other, and why (lines with `private`). */
export interface PairToAsk {
  member: number
  volunteer: number
  score: number
  reasons: readonly unknown[]
}

/** Who asks (null: the program, after a refusal), by which message, when, until when; `round` null: a new one. */
interface Asking {
  community: number
  by: number | null
  key: string
  at: number
  until: number
  round: number | null
}

/** Whether somebody (`p`) of that kind may still be asked: verified, of the community, here, nobody's partner, not asked, not unwilling. */
const isFree = (
  kind: 'member' | 'volunteer',
  community: number,
  today: string,
) => sql`p.kind = ${kind} and p.state = 'verified'
  and p.community_id = ${community} and p.gone_at is null
  and not exists (select 1 from pairing o where o.member_id = p.id and o.state in ('asked', 'active'))
  and not exists (select 1 from pairing o where o.volunteer_id = p.id and o.state in ('asked', 'active'))
  and not exists (select 1 from pair_out u where u.person_id = p.id) and not ${isOnLeave(sql.ref('p.id'), today)}`

/** Asks these pairs, but for those of whom one is no longer free, is away, has said no since, or who were asked in this round. */
export const askPairs = (
  pairs: readonly PairToAsk[],
  { community, by, key, at, until, round }: Asking,
  when: Expression<boolean> = always,
) =>
  db
    .insertInto('pairing')
    .columns([
      'community_id',
      'member_id',
      'volunteer_id',
      'round',
      'score',
      'reasons',
      'asked_by',
      'asked_at',
      'message',
      'answer_by',
    ])
    .expression(
      sql`select ${community}, m.id, v.id,
          coalesce(${round}, 1 + (select coalesce(max(round), 0) from pairing where community_id = ${community})),
          q.value ->> 'score', q.value -> 'reasons', ${by}, ${at}, ${key}, ${until}
        from json_each(${JSON.stringify(pairs)}) q
          cross join (select * from person p where ${isFree('member', community, dayOf(at))}) m on m.id = q.value ->> 'member'
          cross join (select * from person p where ${isFree('volunteer', community, dayOf(at))}) v on v.id = q.value ->> 'volunteer'
        where ${when} and not exists (select 1 from pair_wish w where w.wants = 0
          and (w.person_id, w.other_id) in (values (m.id, v.id), (v.id, m.id)))` as never,
    )
    .onConflict((on) => on.doNothing())

/** How many pairs that message has asked. */
export const askedBy = (key: string, community: number) =>
  sql<number>`(select count(*) from pairing where community_id = ${community} and state = 'asked' and message = ${key})`

/** True when that message asked somebody, nobody, not all of these pairs. */
export const askedSome = (key: string, community: number) => sql<boolean>`${askedBy(key, community)} > 0`
export const askedNone = (key: string, community: number) => sql<boolean>`${askedBy(key, community)} = 0`
export const someSkipped = (key: string, community: number, pairs: readonly PairToAsk[]) =>
  sql<boolean>`${askedBy(key, community)} < ${pairs.length}`

/** The pairs that it could not ask, by name, as JSON. */
export const skippedPairs = (key: string, community: number, pairs: readonly PairToAsk[]) =>
  sql`json((select json_group_array(coalesce(m.name, '') || ' + ' || coalesce(v.name, ''))
    from json_each(${JSON.stringify(pairs)}) q join person m on m.id = q.value ->> 'member'
      join person v on v.id = q.value ->> 'volunteer'
    where not exists (select 1 from pairing g where g.community_id = ${community} and g.message = ${key}
      and g.state = 'asked' and g.member_id = m.id and g.volunteer_id = v.id)))`

/** True when that message settled a pairing, and has asked about somebody else instead. */
export const askedAfter = ({ id, community_id }: { id: number; community_id: number }, key: string) =>
  sql<boolean>`(${settledBy(id, key)} and ${askedBy(key, community_id)} > 0)`

/** True when that message settled a pairing, and nobody else is asked instead. */
export const nobodyAfter = ({ id, community_id }: { id: number; community_id: number }, key: string) =>
  sql<boolean>`(${settledBy(id, key)} and ${askedBy(key, community_id)} = 0)`

/**
 * The letters to both of every pair that a message has asked: who the other is, why (nothing private), until when. Who of
 * them was asked about somebody else before gets it in other words (`again`).
 */
export const postQuestions = (
  { key, community }: { key: string; community: number },
  say: { asked: string; again: string; why: string; until: string; how: string },
  offers: readonly unknown[],
  now: number,
  again = 0,
) =>
  sql`insert into outbox (person_id, say, offer, created_at, send_at, expires_at, dedupe)
    select p.id, json_array(
        json_object('code', iif(p.id = ${again}, ${say.again}, ${say.asked}),
          'params', json_object('community', c.name, 'name', o.name, 'kind', json_array('kind.' || o.kind))),
        json_object('code', ${say.why}, 'params', json_object('reasons', json(${openReasons}))),
        json_object('code', ${say.until}, 'params', json_object('until', g.answer_by)),
        json_object('code', ${say.how})),
      ${JSON.stringify(offers)}, ${now}, ${now}, g.answer_by, 'pair/asked/' || g.id || '/' || p.id
    from pairing g join community c on c.id = g.community_id
      join person p on p.id in (g.member_id, g.volunteer_id)
      join person o on o.id = iif(p.id = g.member_id, g.volunteer_id, g.member_id)
    where g.community_id = ${community} and g.state = 'asked' and g.message = ${key}
    order by g.id, p.id on conflict do nothing`.compile(db)

/** What the two may read of the reasons of a pairing `g`, as JSON strings of lines. */
const openReasons: RawBuilder<string> = sql`(select json_group_array(r.value || '')
  from json_each(g.reasons) r where r.value ->> 'private' is null)`
