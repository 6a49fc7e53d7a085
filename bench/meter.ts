import { env } from 'cloudflare:workers'

export type Database = Pick<D1Database, 'prepare' | 'batch'>

/** What one invocation asked of D1. `parameters`, `bytes` and `text` are those of its largest statement. */
export interface Spent {
  trips: number
  statements: number
  parameters: number
  /** Bytes of the largest parameter. */
  bytes: number
  /** Bytes of the longest statement. */
  text: number
  read: number
  written: number
  /** ms of the real clock for which D1 was waited. */
  d1Ms: number
}

/** The real D1, and what it was asked. */
export function metered(): { database: Database; spent: Spent } {
  const spent: Spent = {
    trips: 0,
    statements: 0,
    parameters: 0,
    bytes: 0,
    text: 0,
    read: 0,
    written: 0,
    d1Ms: 0,
  }
  const database: Database = {
    prepare: (sql) => {
      spent.text = Math.max(spent.text, bytesOf(sql))
      const statement = env.DB.prepare(sql)
      const bind = statement.bind.bind(statement)
      statement.bind = (...values) => {
        const sizes = values.map((value) => (typeof value === 'string' ? bytesOf(value) : 8))
        spent.parameters = Math.max(spent.parameters, values.length)
        spent.bytes = Math.max(spent.bytes, ...sizes)
        return bind(...values)
      }
      return statement
    },
    batch: async <Row>(statements: D1PreparedStatement[]) => {
      spent.trips += 1
      spent.statements += statements.length
      const began = performance.now()
      const results = await env.DB.batch<Row>(statements)
      spent.d1Ms += performance.now() - began
      for (const { meta } of results) {
        spent.read += meta.rows_read
        spent.written += meta.rows_written
      }
      return results
    },
  }
  return { database, spent }
}

const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length
