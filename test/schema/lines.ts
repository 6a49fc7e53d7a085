import { env } from 'cloudflare:workers'
import { at } from '../support/talk.ts'

/** Rows put straight into the tables, so that the schema alone is asked. Every person has a number of their own. */

export const NOW = at('2026-11-23 09:00')
export const TODAY = '2026-11-23'

type Row = { [column: string]: string | number | null }

/** Runs one statement. */
export const run = (sql: string, ...values: unknown[]): Promise<D1Result> =>
  env.DB.prepare(sql)
    .bind(...values)
    .run()

/** The rows of a question. */
export const rows = async <T = Row>(sql: string, ...values: unknown[]): Promise<T[]> =>
  (
    await env.DB.prepare(sql)
      .bind(...values)
      .all<T>()
  ).results

/** Why a statement was refused, without D1's wrapping: a CHECK's name, a trigger's text; undefined when it passed. */
export async function why(statement: Promise<unknown>): Promise<string | undefined> {
  try {
    await statement
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return text.replace(/^D1_ERROR: /, '').replace(/: SQLITE_CONSTRAINT.*$/, '')
  }
}

/** Inserts a row and gives its id. */
export async function put(table: string, row: Row, verb = 'insert'): Promise<number> {
  const columns = Object.keys(row)
  const { meta } = await run(
    `${verb} into "${table}" (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    ...Object.values(row),
  )
  return meta.last_row_id
}

/** Two communities with their units, and 市财政局 (unit 3). */
export const places = () =>
  env.DB.batch(
    [
      "insert into community (id, name, key) values (1, '东湖社区', '东湖社区'), (2, '西湖社区', '西湖社区')",
      `insert into unit (id, name, key, community_id)
        values (1, '东湖社区', '东湖社区', 1), (2, '西湖社区', '西湖社区', 2), (3, '市财政局', '市财政局', null)`,
      "insert into street (id, name, key) values (1, '湖滨街道', '湖滨街道')",
      "insert into grid (id, community_id, name, key) values (1, 1, '3网格', '3网格')",
    ].map((sql) => env.DB.prepare(sql)),
  )

let people = 0

/** A verified member of 市财政局 in 东湖社区. */
export const person = (over: Row = {}): Promise<number> => {
  people += 1
  const name = `张${people}`
  const row = { name, key: name, kind: 'member', state: 'verified', unit_id: 3, community_id: 1 }
  return put('person', { ...row, created_at: NOW, ...over })
}

/** The columns of a line; `from` and `to` are clock times of Shanghai on `service_day` (`24:00` is its end). */
export function lineOf(
  person_id: number,
  { from, to, ...over }: { from?: string; to?: string; [column: string]: string | number | null | undefined },
): Row {
  const service_day = String(over.service_day ?? TODAY)
  const [started_at, ended_at] = [from, to].map((clock) =>
    clock === undefined
      ? null
      : clock === '24:00'
        ? at(`${service_day} 00:00`) + 86_400_000
        : at(`${service_day} ${clock}`),
  )
  const minutes = started_at && ended_at ? (ended_at - started_at) / 60_000 : 60
  return {
    person_id,
    unit_id: 3,
    community_id: 1,
    kind: 'manual',
    service_day,
    started_at: started_at ?? null,
    ended_at: ended_at ?? null,
    minutes,
    booking_month: service_day.slice(0, 7),
    points: Math.round(minutes / 6),
    waits_for: 'typed',
    message: 'wecom/bot/1',
    created_at: NOW,
    ...Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined)),
  } as Row
}

/** Enters a line. */
export const enter = (person_id: number, line: Parameters<typeof lineOf>[1] = {}): Promise<number> =>
  put('hour_entry', lineOf(person_id, line))

/** Gives a verdict. */
export const judge = (entry_id: number, verdict: string, over: Row = {}): Promise<number> =>
  put('verdict', {
    entry_id,
    verdict,
    booking_month: verdict === 'approved' ? TODAY.slice(0, 7) : null,
    message: 'wecom/bot/2',
    at: NOW,
    ...over,
  })

/** Starts a duty at a clock time of today; with `to` it has ended. */
export const duty = (person_id: number, from: string, to?: string, over: Row = {}): Promise<number> =>
  put('duty', {
    person_id,
    unit_id: 3,
    community_id: 1,
    started_at: at(`${TODAY} ${from}`),
    ended_at: to === undefined ? null : at(`${TODAY} ${to}`),
    ended_by: to === undefined ? null : 'person',
    message: 'wecom/bot/3',
    ...over,
  })
