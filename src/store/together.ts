import { CompiledQuery } from 'kysely'
import { askedOnce } from './asker.ts'
import type { Known } from './columns.ts'

/** D1 binds at most so many values in a statement. */
const mostValues = 100
/** Characters of a shared statement: D1 takes 100 KB, and a character may have three bytes. */
const longest = 30_000

/** A question among others. */
interface Column {
  place: number
  known: Known
  query: CompiledQuery
}

/** Questions as one statement: a text that several of them name is bound once. */
export class Together {
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
