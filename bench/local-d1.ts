import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

interface Bound {
  sql: string
  values: readonly unknown[]
  bind: (...values: unknown[]) => Bound
}

const bound = (sql: string, values: readonly unknown[] = []): Bound => ({
  sql,
  values,
  bind: (...given) => bound(sql, given),
})

/** D1's batches on Node's SQLite in memory, as far as the program uses them; `spent.ms` is how long the database took. */
export function localD1(schema: string) {
  const db = new DatabaseSync(':memory:')
  db.exec(schema)
  const spent = { ms: 0 }
  const statements = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const meta = { rows_read: 0, rows_written: 0, duration: 0 }
  const database = {
    prepare: (sql: string) => bound(sql),
    batch: async (batch: readonly Bound[]) => {
      const began = performance.now()
      db.exec('begin')
      try {
        const results = batch.map(({ sql, values }) => ({
          results: statement(sql).all(...(values as SQLInputValue[])),
          meta,
        }))
        db.exec('commit')
        return results
      } catch (error) {
        db.exec('rollback')
        throw new Error(`D1_ERROR: ${(error as Error).message}: SQLITE_CONSTRAINT`)
      } finally {
        spent.ms += performance.now() - began
      }
    },
  }
  return { database: database as unknown as D1Database, sql: (text: string) => db.exec(text), spent }
}
