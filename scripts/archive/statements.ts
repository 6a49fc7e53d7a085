import type { Lines } from './check.ts'
import { untouched } from './tables.ts'
import type { TableLine } from './write.ts'

/**
 * A checked archive as statements for a database that nobody has used, to be run as one transaction. Triggers stand aside
 * meanwhile: what they keep is in the archive. The first statement fails, and everything with it, where somebody is there.
 */
export async function* statementsOf(
  lines: Lines,
  triggers: readonly { name: string; sql: string }[],
): AsyncGenerator<string> {
  yield 'pragma defer_foreign_keys = on'
  yield 'create table archive_guard (people integer constraint archive_not_empty check (people = 0))'
  yield 'insert into archive_guard select count(*) from person'
  yield 'drop table archive_guard'
  for (const { name } of triggers) yield `drop trigger "${name}"`
  for (const name of [...untouched].sort()) yield `delete from "${name}"`
  let into = ''
  for await (const line of lines) {
    const value = JSON.parse(line) as TableLine | unknown[] | object
    if (Array.isArray(value)) yield `${into} (${value.map(literal).join(', ')})`
    else if ('table' in value)
      into = `insert into "${value.table}" (${value.columns.map((column) => `"${column}"`).join(', ')}) values`
  }
  for (const { sql } of triggers) yield sql
}

/** A value as SQL; text that a splitter of statements could stumble over as its bytes. */
function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  const text = String(value)
  return /^[\w\p{L}\p{N} .:,@]*$/u.test(text)
    ? `'${text}'`
    : `cast(x'${Buffer.from(text, 'utf8').toString('hex')}' as text)`
}
