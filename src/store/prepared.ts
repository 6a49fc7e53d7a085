import { type CompiledQuery, type Expression, isExpression, sql } from 'kysely'
import { compiled, db, type Query, type RowOf } from './d1.ts'

/** Queries by name, as they are written once. */
type Written = { [name: string]: Query }
type Ready<Queries extends Written> = { [Name in keyof Queries]: CompiledQuery<RowOf<Queries[Name]>> }

/** Stands for a value that is known only when the query is sent; to look at it while the query is written is a mistake. */
class Blank {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  [Symbol.toPrimitive](): never {
    throw new TypeError(`the value of ${this.name} is not known while a query is prepared`)
  }
}

/** A query whose text is cut where its values stand; `texts` are those with expressions in some of these places. */
interface Form {
  query: CompiledQuery
  pieces: readonly string[]
  texts: Map<string, string>
}

/**
 * Queries whose form never changes, written and compiled once in the life of an isolate: `write` is called with blanks,
 * and each use only binds values into their places, or puts expressions there. So it may hand its values on, but not
 * look at them.
 */
export function prepared<Given extends object, Queries extends Written>(
  write: (given: Given) => Queries,
): (given: Given) => Ready<Queries> {
  let forms: [name: string, form: Form][] | undefined
  return (given) => {
    forms ??= Object.entries(write(blanks<Given>())).map(([name, query]) => [name, formOf(compiled(query))])
    return Object.fromEntries(
      forms.map(([name, form]) => [name, filled(form, given as { [name: string]: unknown })]),
    ) as unknown as Ready<Queries>
  }
}

const blanks = <Given extends object>(): Given =>
  new Proxy({} as Given, { get: (_, name) => new Blank(String(name)) })

function formOf(query: CompiledQuery): Form {
  const pieces = query.sql.split('?')
  if (pieces.length !== query.parameters.length + 1)
    throw new TypeError(`a question mark that is no value: ${query.sql}`)
  return { query, pieces, texts: new Map() }
}

function filled({ query, pieces, texts }: Form, given: { [name: string]: unknown }): CompiledQuery {
  const parameters: unknown[] = []
  const places: string[] = []
  let isAsWritten = true
  for (const parameter of query.parameters) {
    const value = parameter instanceof Blank ? given[parameter.name] : parameter
    if (isExpression(value)) {
      const { sql: text, parameters: inner } = textOf(value)
      parameters.push(...inner)
      places.push(text)
      isAsWritten = false
    } else {
      parameters.push(value)
      places.push('?')
    }
  }
  if (isAsWritten) return { ...query, parameters }
  const key = places.join('\n')
  const known = texts.get(key)
  const text = known ?? pieces.map((piece, i) => piece + (places[i] ?? '')).join('')
  if (known === undefined) texts.set(key, text)
  return { ...query, sql: text, parameters }
}

/** Expressions as SQL: those of the sender and the group stand in most queries of a message. */
const compiledExpressions = new WeakMap<Expression<unknown>, CompiledQuery>()

/** An expression whose form never changes: how it reads is found out once. `write` may not look at its values either. */
export function preparedExpression<Given extends object, Value>(
  write: (given: Given) => Expression<Value>,
): (given: Given) => Expression<Value> {
  let form: Form | undefined
  return (given) => {
    form ??= formOf(sql`${write(blanks<Given>())}`.compile(db))
    const expression = write(given)
    compiledExpressions.set(expression, filled(form, given as { [name: string]: unknown }))
    return expression
  }
}

function textOf(expression: Expression<unknown>): CompiledQuery {
  const known = compiledExpressions.get(expression)
  if (known) return known
  const text = sql`${expression}`.compile(db)
  compiledExpressions.set(expression, text)
  return text
}
