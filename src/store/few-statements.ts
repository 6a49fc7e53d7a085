import { AliasNode, ColumnNode, CompiledQuery, IdentifierNode, ReferenceNode, SelectQueryNode } from 'kysely'

/** D1 binds at most so many values in a statement, and a function takes at most so many arguments. */
const [mostValues, mostColumns] = [100, 32]
/** Characters of a shared statement: D1 takes 100 KB, and a character may have three bytes. */
const longest = 30_000
/** So many texts of raw questions are remembered at most; the program has a few hundred. */
const mostLearnt = 2000

type Results = readonly (readonly unknown[])[]
type Row = { [name: string]: unknown }

/** A question among others, and the names of its columns. */
interface Column {
  place: number
  names: readonly string[]
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
    const names = columnsOf(query)
    if (!names || names.length > mostColumns) {
      alone.push([place, query])
      return
    }
    const last = shared.at(-1)
    values += query.parameters.length
    length += query.sql.length
    if (last && values <= mostValues && length <= longest) last.push({ place, names, query })
    else {
      shared.push([{ place, names, query }])
      values = query.parameters.length
      length = query.sql.length
    }
  })
  const rowsOf = (results: Results) => {
    const rows: unknown[][] = []
    shared.forEach((columns, i) => {
      const [texts] = results[i] as { [column: string]: string }[]
      for (const { place, names } of columns) rows[place] = rowsIn(texts?.[`q${place}`] ?? '[]', names)
    })
    alone.forEach(([place, query], i) => {
      const own = results[shared.length + i] as Row[]
      rows[place] = own
      learn(query.sql, own[0])
    })
    return rows
  }
  return { statements: [...shared.map(together), ...alone.map(([, query]) => query)], rowsOf }
}

const together = (columns: readonly Column[]): CompiledQuery =>
  CompiledQuery.raw(
    `select ${columns
      .map(
        ({ place, names, query }) =>
          `(select json_group_array(json_array(${names.map((name) => `"${name}"`).join(',')})) from (${query.sql})) as q${place}`,
      )
      .join(', ')}`,
    columns.flatMap(({ query }) => query.parameters),
  )

/** Rows as D1 gives them. What a JSON function wrote comes as what it says, and is made a text again. */
const rowsIn = (text: string, names: readonly string[]): Row[] =>
  (JSON.parse(text) as unknown[][]).map((cells) => {
    const row: Row = {}
    names.forEach((name, i) => {
      const cell = cells[i]
      row[name] = typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell
    })
    return row
  })

/** Columns of raw questions by their text, as D1 has given them once: SQLite tells names only with rows. */
const learnt = new Map<string, readonly string[]>()

function learn(sql: string, row: Row | undefined): void {
  if (row && learnt.size < mostLearnt && /^\s*(?:select|with)\b/.test(sql)) learnt.set(sql, Object.keys(row))
}

/** The columns of a question: a select of Kysely names them, those of a raw one may have been learnt. */
function columnsOf({ query: node, sql }: CompiledQuery): readonly string[] | undefined {
  if (!SelectQueryNode.is(node)) return learnt.get(sql)
  const names: string[] = []
  for (const { selection } of node.selections ?? []) {
    if (AliasNode.is(selection) && IdentifierNode.is(selection.alias)) names.push(selection.alias.name)
    else if (ReferenceNode.is(selection) && ColumnNode.is(selection.column))
      names.push(selection.column.column.name)
    else if (ColumnNode.is(selection)) names.push(selection.column.name)
    else return undefined
  }
  return names
}
