import { type Expression, sql } from 'kysely'
import type { Line, Offer } from '../domain/say.ts'
import { always, db } from './d1.ts'

/** What every letter has. `dedupe` makes it come once for a kind, a period and a target, whatever is re-run. */
interface Letter {
  say: Line[]
  offer?: Offer[]
  dedupe: string
  /** Goes first, and through quiet hours too (rule 8.12). */
  urgent?: true
  /** Not before, ms; without it at once. */
  sendAt?: number
  /** Of no use after, ms. */
  expiresAt?: number
}

/** A private message for one person. */
export interface Mail extends Letter {
  to: number
  /** Nobody asked for it: counts in the week's budget (R128, rule 8.13). */
  unasked?: true
  /** The conversation in which it is not shown, because it was said there already. */
  notIn?: string
  /** Only if this holds in the write. */
  when?: Expression<boolean>
}

/** A message for a group; three days later it is old. */
export interface GroupLetter extends Letter {
  group: number
  /** Ids of people to be mentioned. */
  mention?: number[]
  /** Only if this holds in the write. */
  when?: Expression<boolean>
}

/** How long a letter to a group is of use, ms. */
export const groupLetterLives = 3 * 24 * 60 * 60_000

/** Puts a message into the outbox, once. The schema finds its way, its hour and its place in the week's budget. */
export const post = (letter: Mail | GroupLetter, now: number) => postAll([letter], now, letter.when)

/** Puts what only the write knows into a letter just posted: a JSON path of its lines gets the value of an SQL expression. */
export const fillLetter = (dedupe: string, path: string, value: Expression<unknown>) =>
  db
    .updateTable('outbox')
    .set({ say: sql`json_set(say, ${path}, ${value})` })
    .where('dedupe', '=', dedupe)

/** The same for many letters in one statement; `when` holds for all of them. */
export const postAll = (
  letters: readonly (Mail | GroupLetter)[],
  now: number,
  when: Expression<boolean> = always,
) =>
  db
    .insertInto('outbox')
    .columns([
      'person_id',
      'group_id',
      'say',
      'offer',
      'mention',
      'not_in',
      'urgent',
      'unasked',
      'created_at',
      'send_at',
      'expires_at',
      'dedupe',
    ])
    .expression(
      sql`select value ->> 'to', value ->> 'group', value ->> 'say', value ->> 'offer', value ->> 'mention',
        value ->> 'notIn', value ->> 'urgent', value ->> 'unasked', ${now}, value ->> 'sendAt', value ->> 'expiresAt',
        value ->> 'dedupe'
        from json_each(${JSON.stringify(letters.map((letter) => rowOf(letter, now)))}) where ${when}` as never,
    )
    .onConflict((on) => on.doNothing())

const rowOf = (letter: Mail | GroupLetter, now: number) => {
  const toGroup = 'group' in letter
  return {
    to: toGroup ? null : letter.to,
    group: toGroup ? letter.group : null,
    say: JSON.stringify(letter.say),
    offer: JSON.stringify(letter.offer ?? []),
    mention: JSON.stringify(toGroup ? (letter.mention ?? []) : []),
    notIn: toGroup ? null : (letter.notIn ?? null),
    urgent: letter.urgent ? 1 : 0,
    unasked: !toGroup && letter.unasked ? 1 : 0,
    sendAt: Math.max(letter.sendAt ?? now, now),
    expiresAt: letter.expiresAt ?? (toGroup ? now + groupLetterLives : null),
    dedupe: letter.dedupe,
  }
}

/** A letter to everybody who answers for a community, and to the administrators; without a community to these alone. */
export const postToKeepers = (letter: Letter & { unasked?: true }, communityId: number | null, now: number) =>
  db
    .insertInto('outbox')
    .columns([
      'person_id',
      'say',
      'offer',
      'urgent',
      'unasked',
      'created_at',
      'send_at',
      'expires_at',
      'dedupe',
    ])
    .expression(
      sql`select person_id, ${JSON.stringify(letter.say)}, ${JSON.stringify(letter.offer ?? [])},
        ${letter.urgent ? 1 : 0}, ${letter.unasked ? 1 : 0}, ${now}, ${letter.sendAt ?? now}, ${letter.expiresAt ?? null},
        ${letter.dedupe} || '/' || person_id
        from (select person_id from role indexed by role_administrators where role = 'administrator' and ended_at is null
          union select person_id from role
            where community_id = ${communityId} and role = 'secretary' and ended_at is null) where true` as never,
    )
    .onConflict((on) => on.doNothing())

/** What waits in a person's mailbox and may be shown in this conversation at that time, oldest first. */
export const waitingQuery = (
  personId: Expression<number>,
  limit: number,
  conversation: string,
  now: number,
) =>
  db
    .selectFrom('outbox')
    .select(['dedupe', 'say', 'offer', 'expires_at'])
    .where('person_id', '=', personId)
    .where('shown_at', 'is', null)
    .where('sent_at', 'is', null)
    .where('not_in', 'is not', conversation)
    .where(sql<boolean>`coalesce(expires_at > ${now}, 1)`)
    .orderBy('id')
    .limit(limit)

/**
 * These messages have been shown, if the stored outcome of that message really carries them; they are not sent any more. By
 * `dedupe`: the number of one that the same batch has taken back goes to the next letter.
 */
export const markShown = (letters: readonly string[], key: string, now: number) =>
  db
    .updateTable('outbox')
    .set({ shown_at: now, state: sql`iif(state in ('waiting', 'folded'), 'kept', state)` })
    .where('dedupe', 'in', sql<string>`(select value from json_each(${JSON.stringify(letters)}))`)
    .where(sql<boolean>`instr((select outcome from inbox where key = ${key}), 'mail.title') > 0`)

/** These messages asked for what that message has done, if it really did: they are neither shown nor sent any more. */
export const markAnswered = (letters: readonly string[], key: string, now: number) =>
  db
    .updateTable('outbox')
    .set({ shown_at: now, state: sql`iif(state in ('waiting', 'folded'), 'kept', state)` })
    .where('dedupe', 'in', sql<string>`(select value from json_each(${JSON.stringify(letters)}))`)
    .where(sql<boolean>`(select outcome ->> '$.refused' from inbox where key = ${key}) is null`)
