import { CompiledQuery } from 'kysely'
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
  const shared: Column[][] = []
  const alone: [place: number, query: CompiledQuery][] = []
  let [values, length] = [0, 0]
  queries.forEach((query, place) => {
    const known = columnsOf(query)
    if (known?.marks !== query.parameters.length) {
      alone.push([place, query])
      return
    }
    const last = shared.at(-1)
    values += query.parameters.length
    length += query.sql.length
    if (last && values <= mostValues && length <= longest) last.push({ place, known, query })
    else {
      shared.push([{ place, known, query }])
      values = query.parameters.length
      length = query.sql.length
    }
  })
  const rowsOf = (results: Results) => {
    const rows: unknown[][] = []
    shared.forEach((columns, i) => {
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
  return { statements: [...shared.map(together), ...alone.map(([, query]) => query)], rowsOf }
}

/** Questions as one statement: a text that several of them name is bound once. */
function together(columns: readonly Column[]): CompiledQuery {
  const values: unknown[] = []
  const texts = new Map<unknown, number>()
  const numbers: number[] = []
  for (const { query } of columns)
    for (const value of query.parameters) {
      const known = texts.get(value)
      const number = known ?? values.push(value)
      if (known === undefined && typeof value === 'string') texts.set(value, number)
      numbers.push(number)
    }
  const key = `${columns.map(({ place, known }) => `${known.number}/${place}`)} ${numbers}`
  const text = written.get(key) ?? write(columns, numbers)
  if (written.size < mostWritten) written.set(key, text)
  return CompiledQuery.raw(text, values)
}

function write(columns: readonly Column[], numbers: readonly number[]): string {
  let next = 0
  const texts = columns.map(({ place, known }) => {
    const [first, ...others] = known.asColumn.split('?')
    return `${first}${others.map((piece) => `?${numbers[next++]}${piece}`).join('')} as q${place}`
  })
  return `select ${texts.join(', ')}`
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
