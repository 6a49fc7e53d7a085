import {
  AliasNode,
  ColumnNode,
  type CompiledQuery,
  IdentifierNode,
  ReferenceNode,
  SelectQueryNode,
} from 'kysely'

/** A function of D1 takes at most so many arguments. */
const mostArguments = 32
/** So many texts of questions are remembered at most; the program has some hundreds. */
const mostKnown = 2000

/** A question whose columns are known. */
export interface Known {
  names: readonly string[]
  /** The question as one value, for a shared statement: a JSON array of rows, each an array of `pieces` arrays, or of its cells if that is one. */
  asColumn: string
  pieces: number
  /** Question marks in it: one that is no place of a value lets it travel alone. */
  marks: number
  /** Of the questions that are known. */
  number: number
}

let count = 0
const questions = new Map<string, Known>()

/** The columns of a question, by its text. */
export function learn(sql: string, names: readonly string[]): Known {
  const pieces: string[] = []
  for (let i = 0; i < names.length; i += mostArguments)
    pieces.push(arrayOf(names.slice(i, i + mostArguments)))
  const row = pieces.length > 1 ? `json_array(${pieces.join(',')})` : pieces[0]
  const known = {
    names,
    asColumn: `(select json_group_array(${row}) from (${sql}))`,
    pieces: pieces.length,
    marks: sql.split('?').length - 1,
    number: ++count,
  }
  if (questions.size < mostKnown) questions.set(sql, known)
  return known
}

const arrayOf = (names: readonly string[]): string =>
  `json_array(${names.map((name) => `"${name}"`).join(',')})`

/** A raw question with the names of its columns: so it travels with others even if it never had a row. */
export function named<Answer>(
  columns: { [Name in keyof Answer]-?: true },
  query: CompiledQuery<Answer>,
): CompiledQuery<Answer> {
  if (!questions.has(query.sql)) learn(query.sql, Object.keys(columns))
  return query
}

/** A question as it is known: a select of Kysely names its columns, those of a raw one may have been told or learnt. */
export function columnsOf({ query: node, sql }: CompiledQuery): Known | undefined {
  const known = questions.get(sql)
  if (known || !SelectQueryNode.is(node)) return known
  const names: string[] = []
  for (const { selection } of node.selections ?? []) {
    if (AliasNode.is(selection) && IdentifierNode.is(selection.alias)) names.push(selection.alias.name)
    else if (ReferenceNode.is(selection) && ColumnNode.is(selection.column))
      names.push(selection.column.column.name)
    else if (ColumnNode.is(selection)) names.push(selection.column.name)
    else return undefined
  }
  return learn(sql, names)
}
