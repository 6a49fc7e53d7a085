import type { Lines } from './check.ts'

/**
 * The statements of D1's dump, a few at a time: each row by itself, what lies between rows together. A row is a line; a text
 * with line breaks in it ends where its quotes do.
 */
export async function* statementsIn(lines: Lines): AsyncGenerator<string> {
  let [held, isRow] = ['', false]
  for await (const line of lines) {
    const begins = !isRow && line.startsWith('INSERT INTO "')
    if (begins && held !== '') yield held
    held = begins || held === '' ? line : `${held}\n${line}`
    isRow = isRow || begins
    if (isRow && line.endsWith(';') && held.split("'").length % 2 === 1) {
      yield held
      held = ''
      isRow = false
    }
  }
  if (held !== '') yield held
}
