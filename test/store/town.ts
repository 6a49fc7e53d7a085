import { env } from 'cloudflare:workers'
import { invariants } from '../invariants/index.ts'
import { readDingtalk } from '../support/dingtalk.ts'
import { type Answer, type Speaker, send, type Talk } from '../support/talk.ts'
import { readWecom } from '../support/wecom.ts'

/** Looking into the database from outside, and bringing messages to the bot more than once. */

/** The names of all tables; what follows by itself is left out of the counting. */
const tables = async (): Promise<string[]> => {
  const { results } = await env.DB.prepare(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'd1_%'
      and name not like '_cf_%' order by name`,
  ).all<{ name: string }>()
  return results.map(({ name }) => name)
}
const FOLLOWING = ['traffic', 'pending_entry', 'backlog', 'headcount', 'tally', 'ledger_total', 'duty_day']

type Rows = { [column: string]: unknown }[]

/** Every row of every table, as text: two of them are equal when nothing has changed. */
export async function everything(): Promise<string> {
  const names = await tables()
  const found = await env.DB.batch<Rows>(names.map((table) => env.DB.prepare(`select * from "${table}"`)))
  return JSON.stringify(names.map((table, i) => [table, found[i]?.results]))
}

/** How many rows each table has. */
export async function counts(): Promise<{ [table: string]: number }> {
  const names = (await tables()).filter((table) => !FOLLOWING.includes(table))
  const found = await env.DB.batch<{ n: number }>(
    names.map((table) => env.DB.prepare(`select count(*) as n from "${table}"`)),
  )
  return Object.fromEntries(names.map((table, i) => [table, found[i]?.results[0]?.n ?? 0]))
}

/** What has been added since: `{ duty: 1, inbox: 1 }`. */
export async function added(before: { [table: string]: number }): Promise<{ [table: string]: number }> {
  const now = await counts()
  return Object.fromEntries(
    Object.entries(now)
      .map(([table, n]) => [table, n - (before[table] ?? 0)] as const)
      .filter(([, n]) => n !== 0),
  )
}

/** What may never be, in words; nothing when all is well. */
export async function wrong(): Promise<string[]> {
  const found = await env.DB.batch(
    invariants.map(([, sql]) => env.DB.prepare(`select count(*) as n from (${sql})`)),
  )
  const broken = found.map(({ results: [row] }) => (row as { n: number }).n > 0)
  return invariants.flatMap(([why], i) => (broken[i] ? [why] : []))
}

/** One message, and where it is said. */
export interface Message {
  who: Speaker
  text: string
  inGroup: boolean
  id: string
}

/** Brings a message to the bot; `db` may stand in for D1. */
export async function bring(
  talk: Talk,
  message: Message,
  db?: Pick<D1Database, 'prepare' | 'batch'>,
): Promise<Answer> {
  const { who, text, inGroup, id } = message
  const response = await send(
    talk.request(who, text, inGroup, id),
    db === undefined ? {} : { DB: db as unknown as D1Database },
  )
  return who.platform === 'wecom' ? readWecom(response) : readDingtalk(response)
}

/** What somebody sees of an answer. */
export const seen = ({ kind, text, buttons }: Answer) => ({ kind, text, buttons })

/** D1 whose n-th batch fails: before anything is done, or after all of it, when only the answer is lost. */
export function failing(n: number, when: 'before' | 'after' = 'before') {
  const state = { batches: 0, failed: false }
  const db: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (sql) => env.DB.prepare(sql),
    async batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
      state.batches += 1
      if (state.batches !== n) return env.DB.batch<T>(statements)
      state.failed = true
      if (when === 'after') await env.DB.batch<T>(statements)
      throw new Error('D1_ERROR: boom')
    },
  }
  return { db, state }
}
