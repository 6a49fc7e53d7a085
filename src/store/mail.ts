import { type Expression, sql } from 'kysely'
import type { Line } from '../domain/say.ts'
import { db } from './d1.ts'

/** A private message for one person; `dedupe` makes it come once, whatever is re-run. */
export interface Mail {
  to: number
  say: Line[]
  dedupe: string
  /** The conversation in which it is not shown, because it was said there already. */
  notIn?: string
  /** Only if this holds in the write. */
  when?: Expression<boolean>
}

/** Puts a message into the person's mailbox, once. */
export const post = ({ to, say, dedupe, notIn, when = sql<boolean>`1` }: Mail, now: number) =>
  db
    .insertInto('outbox')
    .columns(['person_id', 'say', 'not_in', 'created_at', 'dedupe'])
    .expression(
      sql`select ${to}, ${JSON.stringify(say)}, ${notIn ?? null}, ${now}, ${dedupe} where ${when}` as never,
    )
    .onConflict((on) => on.doNothing())

/** What waits in a person's mailbox and may be shown in this conversation, oldest first. */
export const waitingQuery = (personId: Expression<number>, limit: number, conversation: string) =>
  db
    .selectFrom('outbox')
    .select(['id', 'say'])
    .where('person_id', '=', personId)
    .where('shown_at', 'is', null)
    .where('not_in', 'is not', conversation)
    .orderBy('id')
    .limit(limit)

/** These messages have been shown, if the stored outcome of that message really carries them. */
export const markShown = (ids: readonly number[], key: string, now: number) =>
  db
    .updateTable('outbox')
    .set({ shown_at: now })
    .where('id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .where(sql<boolean>`instr((select outcome from inbox where key = ${key}), 'mail.title') > 0`)
