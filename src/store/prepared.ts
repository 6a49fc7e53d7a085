import type { Compilable, CompiledQuery } from 'kysely'

/** Queries by name, written by Kysely and not yet compiled. */
type Written = { [name: string]: Compilable<unknown> }
type Ready<Queries extends Written> = {
  [Name in keyof Queries]: Queries[Name] extends Compilable<infer Row> ? CompiledQuery<Row> : never
}

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

/**
 * Queries whose form never changes, written and compiled once in the life of an isolate: `write` is called with blanks,
 * and each use only binds values into their places. So it may hand its values on, but not look at them.
 */
export function prepared<Given extends object, Queries extends Written>(
  write: (given: Given) => Queries,
): (given: Given) => Ready<Queries> {
  let forms: [name: string, form: CompiledQuery][] | undefined
  return (given) => {
    forms ??= Object.entries(write(blanks<Given>())).map(([name, query]) => [name, query.compile()])
    const bind = (value: unknown) => (value instanceof Blank ? given[value.name as keyof Given] : value)
    return Object.fromEntries(
      forms.map(([name, form]) => [name, { ...form, parameters: form.parameters.map(bind) }]),
    ) as unknown as Ready<Queries>
  }
}

const blanks = <Given extends object>(): Given =>
  new Proxy({} as Given, { get: (_, name) => new Blank(String(name)) })
