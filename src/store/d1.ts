import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Kysely only writes the SQL; every statement goes to D1 in a batch (docs/decisions/0003). D1 has no interactive
 * transaction, so executing a single query through this instance is refused by the dummy driver.
 */
export const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** A statement and the rows it gives: a Kysely query, or `sql<Row>` already compiled. */
export type Query<Row = unknown> = Compilable<Row> | CompiledQuery<Row>

type RowOf<Q> = Q extends Compilable<infer Row> ? Row : Q extends CompiledQuery<infer Row> ? Row : never

/** The rows of a tuple or an object of queries, each under its own position or name. */
export type RowsOf<Queries> = { [Key in keyof Queries]: RowOf<Queries[Key]>[] }

/** What the statements of one message have cost so far. */
export interface Cost {
  trips: number
  statements: number
  rowsRead: number
  rowsWritten: number
  ms: number
}

const compiled = (query: Query): CompiledQuery =>
  ('compile' in query ? query.compile() : query) as CompiledQuery

/** D1 as the program sees it: batches, each one round trip and one transaction, and what they cost. */
export class Store {
  readonly cost: Cost = { trips: 0, statements: 0, rowsRead: 0, rowsWritten: 0, ms: 0 }
  readonly #d1: Pick<D1Database, 'prepare' | 'batch'>

  constructor(d1: Pick<D1Database, 'prepare' | 'batch'>) {
    this.#d1 = d1
  }

  /** Sends the queries as one batch; a failing statement undoes all of it and throws (see constraint.ts). D1 wants at least one. */
  async batch<const Queries extends readonly Query[]>(queries: Queries): Promise<RowsOf<Queries>> {
    if (queries.length === 0) return [] as unknown as RowsOf<Queries>
    const statements = queries.map((query) => {
      const { sql, parameters } = compiled(query)
      return this.#d1.prepare(sql).bind(...parameters)
    })
    this.cost.trips += 1
    this.cost.statements += statements.length
    const results = await this.#d1.batch(statements)
    for (const { meta } of results) {
      this.cost.rowsRead += meta.rows_read
      this.cost.rowsWritten += meta.rows_written
      this.cost.ms += meta.duration
    }
    return results.map((result) => result.results) as unknown as RowsOf<Queries>
  }

  /** The same for queries with names. */
  async batchByName<Queries extends { [name: string]: Query }>(queries: Queries): Promise<RowsOf<Queries>> {
    const names = Object.keys(queries)
    const rows = await this.batch(Object.values(queries))
    return Object.fromEntries(names.map((name, i) => [name, rows[i]])) as RowsOf<Queries>
  }
}
