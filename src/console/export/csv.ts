import { HOUR } from '../../domain/calendar/shanghai.ts'
import type { Cell, Sheet } from './sheet.ts'

/** With the mark by which spreadsheets know UTF-8. */
const mark = '\u{feff}'

/** A table as CSV (RFC 4180), line by line. */
export function csvOf({ columns, lines }: Sheet): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const rows = rowsOf(lines)
  return new ReadableStream({
    start: (to) => to.enqueue(encoder.encode(mark + lineOf(columns.map(({ title }) => textOf(title))))),
    async pull(to) {
      const { done, value } = await rows.next()
      if (done) to.close()
      else to.enqueue(encoder.encode(value))
    },
    async cancel() {
      await rows.return(undefined)
    },
  })
}

/** Many lines at a time: a chunk for each would cost more than its text. */
async function* rowsOf(lines: Sheet['lines']): AsyncGenerator<string, undefined> {
  let text = ''
  for await (const cells of lines) {
    text += lineOf(cells.map(written))
    if (text.length > 32_000) {
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
  return undefined
}

const lineOf = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

function written({ type, value }: Cell): string {
  if (value === null) return ''
  if (type === 'moment') return new Date(value + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ')
  return type === 'text' ? textOf(value) : String(value)
}

/** Text stays text: what a spreadsheet would take for a formula gets the sign that tells it not to. */
function textOf(text: string): string {
  const safe = /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
