import { CompiledQuery } from 'kysely'
import { askedOnce } from './asker.ts'
import { columnsOf, type Known, learn } from './columns.ts'

/** D1 binds at most so many values in a statement. */
const mostValues = 100
/** Characters of a shared statement: D1 takes 100 KB, and a character may have three bytes. */
const longest = 30_000

type Results = readonly (readonly unknown[])[]
type Row = { [name: string]: unknown }

/** A question among others. */
interface Column {
  place: number
  known: Known
  query: CompiledQuery
}

/** Questions packed into few statements, and the rows of each, in their order, out of what these gave. */
interface Packed {
  statements: CompiledQuery[]
  rowsOf: (results: Results) => unknown[][]
}

/**
 * Packs questions into as few statements as D1's limits allow, for each statement has its price: a question whose
 * columns are known becomes a column of a shared statement, its rows a JSON array of arrays; the others stay as they are.
 * The rows are the same, but for texts that are JSON of a function, which may be written with other spaces.
 */
export function packed(queries: readonly CompiledQuery[]): Packed {
  const shared: Shared[] = []
  const alone: [place: number, query: CompiledQuery][] = []
  queries.forEach((query, place) => {
    const known = columnsOf(query)
    if (known?.marks !== query.parameters.length) alone.push([place, query])
    else if (!shared.at(-1)?.takes({ place, known, query })) shared.push(new Shared({ place, known, query }))
  })
  const rowsOf = (results: Results) => {
    const rows: unknown[][] = []
    shared.forEach(({ columns }, i) => {
      const [texts] = results[i] as { [column: string]: string }[]
      for (const { place, known } of columns) rows[place] = rowsIn(texts?.[`q${place}`] ?? '[]', known)
    })
    alone.forEach(([place, query], i) => {
      const own = results[shared.length + i] as Row[]
      rows[place] = own
      if (own[0] && /^\s*(?:select|with)\b/.test(query.sql)) learn(query.sql, Object.keys(own[0]))
    })
    return rows
  }
  return { statements: [...shared.map((one) => one.statement()), ...alone.map(([, query]) => query)], rowsOf }
}

/** Questions as one statement: a text that several of them name is bound once. */
class Shared {
  readonly columns: Column[] = []
  readonly #values: unknown[] = []
  readonly #texts = new Map<unknown, number>()
  readonly #numbers: number[] = []
  #length = 0

  constructor(first: Column) {
    this.#add(first)
  }

  /** Takes one more, if D1 takes the statement then. */
  takes(column: Column): boolean {
    const { sql, parameters } = column.query
    const more = parameters.filter((value) => !this.#texts.has(value)).length
    if (this.#values.length + more > mostValues || this.#length + sql.length > longest) return false
    this.#add(column)
    return true
  }

  statement(): CompiledQuery {
    const key = `${this.columns.map(({ place, known }) => `${known.number}/${place}`)} ${this.#numbers}`
    const text = written.get(key) ?? write(this.columns, this.#numbers)
    if (written.size < mostWritten) written.set(key, text)
    return CompiledQuery.raw(text, this.#values)
  }

  #add(column: Column): void {
    this.columns.push(column)
    this.#length += column.query.sql.length
    for (const value of column.query.parameters) {
      const known = this.#texts.get(value)
      const number = known ?? this.#values.push(value)
      if (known === undefined && typeof value === 'string') this.#texts.set(value, number)
      this.#numbers.push(number)
    }
  }
}

function write(columns: readonly Column[], numbers: readonly number[]): string {
  let next = 0
  const texts = columns.map(({ place, known }) => {
    const [first, ...others] = known.asColumn.split('?')
    return `${first}${others.map((piece) => `?${numbers[next++]}${piece}`).join('')} as q${place}`
  })
  return askedOnce(texts.join(', '))
}

/** The statements by their questions and the places of their values: a few for each command. */
const written = new Map<string, string>()
/** Each may have some ten thousand characters. */
const mostWritten = 500

/** Rows as D1 gives them. What a JSON function wrote comes as what it says, and is made a text again. */
const rowsIn = (text: string, { names, pieces }: Known): Row[] =>
  (JSON.parse(text) as unknown[][]).map((found) => {
    const cells = pieces > 1 ? found.flat() : found
    const row: Row = {}
    names.forEach((name, i) => {
      const cell = cells[i]
      row[name] = typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell
    })
    return row
  })
