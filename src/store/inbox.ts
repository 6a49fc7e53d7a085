import { type Expression, sql } from 'kysely'
import { db, type Query } from './d1.ts'
import { prepared } from './prepared.ts'

/** Says nothing. */
const silence = JSON.stringify({ audience: 'person', script: 'hans', say: [], offer: [] })

/**
 * The stored outcome of a message, or no row when it is new. Told only where it was told before: the same id from another
 * conversation hears nothing (a row without one is of somebody who left).
 */
export const outcomeQuery = (key: string, conversation: string) =>
  db
    .selectFrom('inbox')
    .select(sql<string>`iif(conversation in (${conversation}, ''), outcome, ${silence})`.as('outcome'))
    .where('key', '=', key)

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

const telling = new WeakSet<Query>()

/** Whether a statement gives the outcome as it leaves it: then nobody needs to ask for it. */
export const tellsOutcome = (query: Query | undefined): boolean => query !== undefined && telling.has(query)

/** Marks a statement that gives the outcome as it leaves it, in any case. */
export const told = <Statement extends Query>(statement: Statement): Statement => {
  telling.add(statement)
  return statement
}

/**
 * When the statement before changed nothing, somebody else was first: the outcome becomes the other one, of which a JSON
 * path may get what only the write knows.
 */
export const otherwise = (
  key: string,
  outcome: string,
  known?: { path: string; value: Expression<unknown> },
) => told((known ? completed({ key, outcome, ...known }) : plain({ key, outcome })).otherwise)

/** The outcome becomes another one, if that holds in the write. */
export const instead = (key: string, outcome: string, when: Expression<boolean>) =>
  db.updateTable('inbox').set({ outcome }).where('key', '=', key).where(when)

/**
 * Puts what only the write knows into the stored outcome: a JSON path of it gets the value of an SQL expression. A
 * path that leads nowhere stays so: the outcome may have become another one by `otherwise`.
 */
export const fill = (key: string, path: string, value: Expression<unknown>) => {
  const parent = path.replace(/(?:\.\w+|\[\d+\])$/, '')
  return told(fills({ key, path, parent, value }).fill)
}

const other = (key: string, outcome: Expression<string>) =>
  db
    .updateTable('inbox')
    .set({ outcome: sql`case when changes() = 0 then ${outcome} else outcome end` })
    .where('key', '=', key)
    .returning('outcome')

const plain = prepared(({ key, outcome }: { key: string; outcome: string }) => ({
  otherwise: other(key, sql`${outcome}`),
}))

const completed = prepared(
  ({
    key,
    outcome,
    path,
    value,
  }: {
    key: string
    outcome: string
    path: string
    value: Expression<unknown>
  }) => ({
    otherwise: other(key, sql`json_set(${outcome}, ${path}, ${value})`),
  }),
)

const fills = prepared(
  ({
    key,
    path,
    parent,
    value,
  }: {
    key: string
    path: string
    parent: string
    value: Expression<unknown>
  }) => ({
    fill: db
      .updateTable('inbox')
      .set({
        outcome: sql`case when json_type(outcome, ${parent}) is null then outcome
          else json_set(outcome, ${path}, ${value}) end`,
      })
      .where('key', '=', key)
      .returning('outcome'),
  }),
)

/** Inbox rows older than the signatures' and redeliveries' reach (seven days) go. */
export const purge = (before: number) => db.deleteFrom('inbox').where('at', '<', before)
