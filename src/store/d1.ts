import {
  type BinaryOperationNode,
  ColumnNode,
  type Compilable,
  CompiledQuery,
  DummyDriver,
  Kysely,
  type LimitNode,
  type OperationNode,
  type RawNode,
  ReferenceNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
  ValueNode,
} from 'kysely'
import { packed } from './few-statements.ts'
import type { Tables } from './tables.ts'

/** Columns that hold codes of the program, never what somebody typed. */
const coded = new Set(['state', 'kind', 'role', 'origin'])

/**
 * Writes codes that such a column is compared with, and limits, into the SQL. SQLite looks at these values while it compiles,
 * for partial indexes and for the plan: bound ones would make it compile the whole statement anew at each use.
 */
class Compiler extends SqliteQueryCompiler {
  #compared = false

  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const outer = this.#compared
    this.#compared = coded.has(columnOf(node.leftOperand) ?? '')
    super.visitBinaryOperation(node)
    this.#compared = outer
  }

  protected override appendValue(value: unknown): void {
    if (this.#compared && typeof value === 'string' && /^[a-z_]+$/.test(value))
      this.appendImmediateValue(value)
    else super.appendValue(value)
  }

  protected override visitLimit({ limit }: LimitNode): void {
    this.append('limit ')
    this.#inPlace(limit)
  }

  protected override visitRaw({ sqlFragments, parameters }: RawNode): void {
    sqlFragments.forEach((text, i) => {
      this.append(text)
      const parameter = parameters[i]
      if (parameter && /\blimit $/.test(text)) this.#inPlace(parameter)
      else if (parameter) this.visitNode(parameter)
    })
  }

  #inPlace(node: OperationNode): void {
    if (ValueNode.is(node) && Number.isSafeInteger(node.value)) this.appendImmediateValue(node.value)
    else this.visitNode(node)
  }
}

function columnOf(node: OperationNode): string | undefined {
  if (ColumnNode.is(node)) return node.column.name
  return ReferenceNode.is(node) && ColumnNode.is(node.column) ? node.column.column.name : undefined
}

/**
 * Kysely only writes the SQL; every statement goes to D1 in a batch (docs/decisions/0003). D1 has no interactive
 * transaction, so executing a single query through this instance is refused by the dummy driver.
 */
export const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new Compiler(),
  },
})

/** A statement and the rows it gives: a Kysely query, or `sql<Row>` already compiled. */
export type Query<Row = unknown> = Compilable<Row> | CompiledQuery<Row>

/** The row that a query gives. */
export type RowOf<Q> =
  Q extends Compilable<infer Row> ? Row : Q extends CompiledQuery<infer Row> ? Row : never

/** Asks nothing: a question that has no sense this time. It is answered with no rows, and `Store.ask` does not send it. */
export const nothing = CompiledQuery.raw('select 0 where 0') as CompiledQuery<never>

/** Holds in any case; one and the same, so that it is written once (prepared.ts). */
export const always = sql<boolean>`1`

/** Whether the statement before has written anything. */
export const hasChanged = sql<boolean>`changes() > 0`

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

/** A query as it is sent. */
export const compiled = (query: Query): CompiledQuery =>
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

  /** The same for the questions of one message, which are small: in as few statements as can be (few-statements.ts). */
  async ask<Queries extends { [name: string]: Query }>(queries: Queries): Promise<RowsOf<Queries>> {
    const names = Object.keys(queries)
    const asked = names.filter((name) => queries[name] !== nothing)
    const { statements, rowsOf } = packed(asked.map((name) => compiled(queries[name] as Query)))
    try {
      const rows = rowsOf(await this.batch(statements))
      return Object.fromEntries(
        names.map((name) => [name, rows[asked.indexOf(name)] ?? []]),
      ) as RowsOf<Queries>
    } catch (error) {
      // D1 gives no text above two megabytes, and the rows of a question come as one.
      if (!String(error).includes('SQLITE_TOOBIG')) throw error
      return this.batchByName(queries)
    }
  }
}
