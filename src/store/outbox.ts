import { type Expression, sql } from 'kysely'
import { db, type Query } from './d1.ts'

/** A row when something may be sent now. */
export const dueQuery = (now: number) =>
  db.selectFrom('outbox').select('id').where('state', '=', 'waiting').where('send_at', '<=', now).limit(1)

/** What the hour allows: in quiet hours only what is urgent, to who chose evenings nothing else outside them. */
export interface Hour {
  quiet: boolean
  evening: boolean
}

/** Whether a channel is a conversation of the gateway's, which claims its letters itself (store/gateway-letters.ts). */
const isOfGateway = (name: Expression<unknown>) =>
  sql`(${name} >= 'wecom/gateway/' and ${name} < 'wecom/gateway0')`
/** The channel to walk on from: behind all of the gateway's, which are as many as there are people. */
const pastGateway = (name: Expression<unknown>) => sql`iif(${isOfGateway(name)}, 'wecom/gateway0', ${name})`

/**
 * The channels of the Worker's own ways that have something to send and are open, urgent ones first; walks the channels,
 * not the letters. In quiet hours only what is urgent goes (rule 8.12).
 */
export const openChannelsQuery = (now: number, { quiet }: Hour, limit: number) =>
  sql<{ name: string; known: number }>`
    with recursive waiting (name) as (
      select min(channel) from outbox where state = 'waiting'
      union all
      select (select min(channel) from outbox where state = 'waiting' and channel > ${pastGateway(sql`waiting.name`)})
        from waiting where waiting.name is not null
    ), fit as (
      select w.name, (
          select o.urgent from outbox o where o.channel = w.name and o.state = 'waiting' and o.send_at <= ${now}
            and (o.urgent = 1 or ${quiet ? 0 : 1}) order by o.urgent desc, o.id limit 1
        ) as urgent, c.name is not null as known
      from waiting w left join channel c on c.name = w.name
      where w.name is not null and not ${isOfGateway(sql`w.name`)} and coalesce(c.blocked_until, 0) <= ${now}
    )
    select name, known from fit where urgent is not null order by urgent desc, name limit ${limit}`.compile(
    db,
  )

/** How much a channel takes: at most so many calls in a window of so many ms, each call for so many people with the same text. */
export interface Pace {
  most: number
  windowMs: number
  together: number
}

/** How many waiting letters one claim looks at in a channel that carries several people in one call. */
const looked = 120

/**
 * Claims what a channel may send now, in one statement: what it sent in its window counts, so that several consumers
 * at once stay within the pace and never claim one letter twice. Identical texts are claimed together. What was held up
 * for somebody who chose evenings waits for the next one.
 */
export const claimQuery = (
  channel: string,
  { most, windowMs, together }: Pace,
  claim: string,
  now: number,
  { quiet, evening }: Hour,
  atOnce: number,
): Query =>
  sql`update outbox set state = 'claimed', claim = ${claim}, claimed_at = ${now}, attempts = attempts + 1
    where id in (
      select id from (
        select id, dense_rank() over (order by first, bundle) as place from (
          select id, first, (row_number() over (partition by first order by id) - 1) / cast(${together} as integer) as bundle from (
            select id, iif(${together === 1 ? 1 : 0}, id, min(id) over (partition by lang, say, offer, unsure)) as first from (
              select o.id, o.say, o.offer, o.unsure, p.lang from outbox o left join person p on p.id = o.person_id
              where o.channel = ${channel} and o.state = 'waiting' and o.send_at <= ${now}
                and (o.urgent = 1 or (${quiet ? 0 : 1} and (${evening ? 1 : 0} or p.notify is not 'evening')))
              order by o.urgent desc, o.id limit ${together === 1 ? atOnce : looked}
            )
          )
        )
      ) where place <= min(${atOnce}, ${most} - (
        select count(*) from outbox where channel = ${channel} and claimed_at > ${now - windowMs}
      ))
    )`.compile(db)

/** What claims have taken, with all that a sender needs: the text, whose script, where to, who is to be mentioned. */
export const claimedQuery = (...claims: readonly string[]) =>
  db
    .selectFrom('outbox as o')
    .leftJoin('person as p', 'p.id', 'o.person_id')
    .leftJoin('group as g', 'g.id', 'o.group_id')
    .leftJoin('community as c', 'c.id', 'g.community_id')
    .select([
      'o.id',
      'o.claim',
      'o.channel',
      'o.address',
      'o.group_id',
      'o.person_id',
      'o.say',
      'o.offer',
      'o.attempts',
      'o.unsure',
      'o.created_at',
      'g.push_url',
      'g.push_secret',
      'g.community_id',
      'g.title',
      'c.name as community',
      sql<'hans' | 'hant'>`coalesce(p.lang, g.lang, 'hans')`.as('lang'),
      sql<string>`(select json_group_array(i.user_id) from json_each(o.mention) m
        cross join identity i indexed by identity_of_person on i.person_id = m.value and i.platform = g.platform and i.bot = g.bot
          and i.kind in ('user', 'staff'))`.as('mention'),
    ])
    .where('o.state', '=', 'claimed')
    .where('o.claim', 'in', claims)
    .where('o.claimed_at', 'is not', null)
    .orderBy('o.urgent', 'desc')
    .orderBy('o.id')

export type ClaimedLetter = NonNullable<
  Awaited<ReturnType<ReturnType<typeof claimedQuery>['executeTakeFirst']>>
>

/** What became of a letter. `again` puts it back until an instant; `untried` when the try is not the letter's fault. */
export type Fate =
  | { is: 'sent' }
  | { is: 'failed'; why: string }
  | { is: 'again'; at: number; why: string; unsure?: true; untried?: true }

/** Writes down what became of letters that this claim still holds; `now` is when they were tried. */
export function settle(ids: readonly number[], fate: Fate, claim: string, now: number): Query {
  const change = {
    sent: () => sql`state = 'sent', sent_at = ${now}, why = null`,
    failed: ({ why }: Fate & { is: 'failed' }) => sql`state = 'failed', why = ${why}`,
    again: ({ at, why, unsure, untried }: Fate & { is: 'again' }) =>
      sql`state = 'waiting', send_at = ${at}, why = ${why}, unsure = max(unsure, ${unsure ? 1 : 0}),
        attempts = attempts - ${untried ? 1 : 0}`,
  }[fate.is](fate as never)
  return sql`update outbox set ${change}, claim = null, claimed_at = ${now}
    where id in (select value from json_each(${JSON.stringify(ids)})) and state = 'claimed' and claim = ${claim}`.compile(
    db,
  )
}

/** Gives back what this claim holds and has not tried: as if it had never been claimed. */
export const release = (claim: string) =>
  db
    .updateTable('outbox')
    .set({ state: 'waiting', claim: null, claimed_at: null, attempts: sql`attempts - 1` })
    .where('state', '=', 'claimed')
    .where('claimed_at', 'is not', null)
    .where('claim', '=', claim)

/**
 * Letters called `<name>/…` do not go that way: what tells that a way is broken waits in the mailbox instead, and is not
 * sent as news once it is mended. Reads only these letters.
 */
export const keepBack = (name: string, channel: string) =>
  sql`update outbox set state = 'kept', channel = null, address = null
    where dedupe > ${`${name}/`} and dedupe < ${`${name}0`} and +channel = ${channel} and +state = 'waiting'`.compile(
    db,
  )

/** Claims whose run died give their letters back: they may have arrived, and their text says so. */
export const takeBack = (before: number) =>
  db
    .updateTable('outbox')
    .set({ state: 'waiting', claim: null, unsure: 1 })
    .where('state', '=', 'claimed')
    .where('claimed_at', '<=', before)

/** What was not sent in time is not sent any more; a person finds it in the mailbox unless it is of no use. */
export const expire = (now: number) =>
  sql`update outbox set state = 'expired', why = coalesce(why, 'late')
    where expires_at <= ${now} and state in ('waiting', 'unreachable')`.compile(db)

/** Letters whose fate is settled long ago go; what nobody has read stays in the mailbox longer. Reads only what goes. */
export const purgeLetters = (before: number, unreadBefore: number): Query[] => [
  sql`delete from outbox indexed by outbox_settled where created_at < ${before} and state <> 'claimed'
    and (sent_at is not null or shown_at is not null or group_id is not null)`.compile(db),
  sql`delete from outbox indexed by outbox_unread_expired where expires_at < ${before} and sent_at is null
    and shown_at is null and state <> 'claimed'`.compile(db),
  sql`delete from outbox indexed by outbox_by_age where created_at < ${unreadBefore} and state <> 'claimed'`.compile(
    db,
  ),
]
