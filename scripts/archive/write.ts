import { createHash } from 'node:crypto'
import { migrationQuery, passing, secret, tablesQuery } from './tables.ts'

export type Row = { [column: string]: string | number | null }

/** The rows that a database gives for a question, one after the other. */
export type Ask = (sql: string) => AsyncIterable<Row> | Iterable<Row>

/** The first line: what this is, and of which step of migrations/. */
export interface Head {
  archive: 'hong-dadang'
  format: 1
  migration: string
  secrets: boolean
}

/** The line before a table's rows, each of which is a list in the order of `columns`. */
export interface TableLine {
  table: string
  columns: string[]
}

/** The last line: how many lines there were before it, and their digest. */
export interface Tail {
  lines: number
  sha256: string
}

/** A whole database as lines of JSON: the same data give the same lines. */
export async function* archiveOf(ask: Ask, secrets: boolean): AsyncGenerator<string> {
  const digest = createHash('sha256')
  let lines = 0
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`
    digest.update(text)
    lines += 1
    return text
  }
  const [step] = await all(ask(migrationQuery))
  const head: Head = { archive: 'hong-dadang', format: 1, migration: String(step?.name), secrets }
  yield line(head)
  for (const { name } of await all(ask(tablesQuery))) {
    const table = String(name)
    if (passing.includes(table)) continue
    const columns = (await all(ask(`select name from pragma_table_info('${table}') order by cid`))).map(
      (one) => String(one.name),
    )
    yield line({ table, columns } satisfies TableLine)
    const empty = secrets ? [] : (secret[table] ?? [])
    const order = columns.map((_, i) => i + 1).join(', ')
    for await (const row of ask(`select * from "${table}" order by ${order}`))
      yield line(columns.map((column) => (empty.includes(column) ? null : row[column])))
  }
  yield `${JSON.stringify({ lines, sha256: digest.digest('hex') } satisfies Tail)}\n`
}

async function all(rows: AsyncIterable<Row> | Iterable<Row>): Promise<Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}
