import { type Expression, sql } from 'kysely'
import type { Line } from '../domain/say.ts'
import { db } from './d1.ts'

/** A private message for one person; `dedupe` makes it come once, whatever is re-run. */
export interface Mail {
  to: number
  say: Line[]
  dedupe: string
  /** Only if this holds in the write. */
  when?: Expression<boolean>
}

/** Puts a message into the person's mailbox, once. */
export const post = ({ to, say, dedupe, when = sql<boolean>`1` }: Mail, now: number) =>
  db
    .insertInto('outbox')
    .columns(['person_id', 'say', 'created_at', 'dedupe'])
    .expression(sql`select ${to}, ${JSON.stringify(say)}, ${now}, ${dedupe} where ${when}` as never)
    .onConflict((on) => on.doNothing())

/** What waits in a person's mailbox, oldest first. */
export const waitingQuery = (personId: Expression<number>, limit: number) =>
  db
    .selectFrom('outbox')
    .select(['id', 'say'])
    .where('person_id', '=', personId)
    .where('shown_at', 'is', null)
    .orderBy('id')
    .limit(limit)

/** These messages have been shown, if the stored outcome of that message really carries them. */
export const markShown = (ids: readonly number[], key: string, now: number) =>
  db
    .updateTable('outbox')
    .set({ shown_at: now })
    .where('id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .where(sql<boolean>`instr((select outcome from inbox where key = ${key}), 'mail.title') > 0`)
