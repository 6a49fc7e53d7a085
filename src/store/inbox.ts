import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { prepared } from './prepared.ts'

/** The stored outcome of a message, or no row when it is new. */
export const outcomeQuery = (key: string) => db.selectFrom('inbox').select('outcome').where('key', '=', key)

/** The choices of the last numbered answer in a private conversation since an instant, and what a text completes. */
export const choicesQuery = (conversation: string, since: number) =>
  db
    .selectFrom('inbox')
    .select(['choices', sql<string | null>`coalesce(outcome ->> '$.asks', outcome ->> '$.takes')`.as('asks')])
    .where('conversation', '=', conversation)
    .where('choices', 'is not', null)
    .where('at', '>=', since)
    .orderBy('id', 'desc')
    .limit(1)

/** A message handled: when, where, by whom (null: a stranger), which command, what was answered, which choices were offered (JSON). */
export interface InboxRow {
  key: string
  at: number
  conversation: string
  person_id: number | null
  command: string | null
  outcome: string
  choices: string | null
}

/** The first statement of every write: a message already handled breaks the whole batch. */
export const receive = (row: InboxRow) => received(row).inbox

const received = prepared(({ key, at, conversation, person_id, command, outcome, choices }: InboxRow) => ({
  inbox: db.insertInto('inbox').values({ key, at, conversation, person_id, command, outcome, choices }),
}))

/** The message made its sender known: its row is theirs from now on. */
export const ownedBy = (key: string, sender: Expression<number>) =>
  db.updateTable('inbox').set({ person_id: sender }).where('key', '=', key)

/** When the statement before changed nothing, somebody else was first: the outcome becomes the other one. */
export const otherwise = (key: string, outcome: string) =>
  db
    .updateTable('inbox')
    .set({ outcome: sql`case when changes() = 0 then ${outcome} else outcome end` })
    .where('key', '=', key)

/** The outcome becomes another one, if that holds in the write. */
export const instead = (key: string, outcome: string, when: Expression<boolean>) =>
  db.updateTable('inbox').set({ outcome }).where('key', '=', key).where(when)

/**
 * Puts what only the write knows into the stored outcome: a JSON path of it gets the value of an SQL expression. A
 * path that leads nowhere stays so: the outcome may have become another one by `otherwise`.
 */
export const fill = (key: string, path: string, value: Expression<unknown>) => {
  const parent = path.replace(/(?:\.\w+|\[\d+\])$/, '')
  return db
    .updateTable('inbox')
    .set({
      outcome: sql`case when json_type(outcome, ${parent}) is null then outcome
        else json_set(outcome, ${path}, ${value}) end`,
    })
    .where('key', '=', key)
}

/** Inbox rows older than the signatures' and redeliveries' reach (seven days) go. */
export const purge = (before: number) => db.deleteFrom('inbox').where('at', '<', before)
