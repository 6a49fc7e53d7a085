import type { CompiledQuery } from 'kysely'
import { columnsOf, type Known, learn } from './columns.ts'
import { Together } from './together.ts'

type Results = readonly (readonly unknown[])[]
type Row = { [name: string]: unknown }

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
  const shared: Together[] = []
  const alone: [place: number, query: CompiledQuery][] = []
  queries.forEach((query, place) => {
    const known = columnsOf(query)
    if (known?.marks !== query.parameters.length) alone.push([place, query])
    else if (!shared.at(-1)?.takes({ place, known, query }))
      shared.push(new Together({ place, known, query }))
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
