import type { DatabaseSync } from 'node:sqlite'
import { invariants } from '../../test/invariants/index.ts'
import { judgeLetters } from './letters.ts'
import { type Book, idOf } from './load.ts'
import type { Arrived } from './outside.ts'

/**
 * What is wrong at the end, in words: an answer without its effect, an effect twice, a letter that is not as it should be, a
 * broken invariant, a broken file.
 */
export function judge(database: DatabaseSync, book: Book, arrived: readonly Arrived[]): string[] {
  const { sent, answered, otherwise } = book
  const all = <Row>(sql: string): Row[] => database.prepare(sql).all() as Row[]
  const faults = otherwise.map((what) => `answered otherwise the second time: ${what}`)

  const handled = countBy(all<{ key: string }>('select key from inbox').map(({ key }) => idOf(key)))
  const lines = countBy(
    all<{ message: string }>('select message from hour_entry').map(({ message }) => idOf(message)),
  )
  const duties = countBy(
    all<{ message: string }>('select message from duty').map(({ message }) => idOf(message)),
  )
  for (const { id, text } of sent.values()) {
    const answer = answered.get(id)
    if (answer === undefined) faults.push(`never answered: ${id} ${text}`)
    else if (handled.get(id) !== 1)
      faults.push(`answered, and handled ${handled.get(id) ?? 0} times: ${id} ${text}`)
    if (text === '/报到' && (duties.get(id) ?? 0) !== Number(/^已报到/.test(answer ?? '')))
      faults.push(`${duties.get(id) ?? 0} duties: ${id} ${answer}`)
    if (/^\/工时/.test(text) && (lines.get(id) ?? 0) !== Number(/^已记/.test(answer ?? '')))
      faults.push(`${lines.get(id) ?? 0} lines: ${id} ${answer}`)
    if (/^\/签退/.test(text) && /^已签退/.test(answer ?? '') && (lines.get(id) ?? 0) > 1)
      faults.push(`${lines.get(id)} lines of one duty: ${id} ${answer}`)
  }
  faults.push(...judgeLetters(database, book, arrived))
  for (const [why, sql] of invariants) if (all(sql).length > 0) faults.push(why)
  const check = all<{ integrity_check: string }>('pragma integrity_check')
  if (check[0]?.integrity_check !== 'ok') faults.push(`the file: ${JSON.stringify(check)}`)
  const orphans = all('pragma foreign_key_check').length
  if (orphans > 0) faults.push(`${orphans} rows point nowhere`)
  return faults
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
