import { type CellValue, writeXlsxStream } from 'hucre/xlsx'
import { HOUR } from '../../domain/calendar/shanghai.ts'
import type { Cell, Sheet } from './sheet.ts'

const formats: { readonly [type in Cell['type']]: string } = {
  text: '@',
  day: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm',
  whole: '0',
  decimal: '0.00',
}

/**
 * A table as an Excel workbook, written while it is read: typed cells, the headings stay in sight. Text is written as
 * text, never as a formula. A sheet that is full (1 048 576 rows) goes on in the next.
 */
export const xlsxOf = ({ name, columns, lines }: Sheet): ReadableStream<Uint8Array> =>
  writeXlsxStream(rowsOf(columns, lines), {
    name,
    columns: columns.map(({ type, width }) => ({ width, numFmt: formats[type] })),
    freezePane: { rows: 1 },
  })

async function* rowsOf(columns: Sheet['columns'], lines: Sheet['lines']): AsyncGenerator<CellValue[]> {
  yield columns.map(({ title }) => title)
  for await (const cells of lines) yield cells.map(written)
}

function written({ type, value }: Cell): CellValue {
  if (value === null) return null
  if (type === 'day') return new Date(`${value}T00:00:00Z`)
  // A spreadsheet knows no time zones: the clock of Shanghai.
  if (type === 'moment') return new Date(value + 8 * HOUR)
  // What XML cannot hold, and no keyboard types.
  return type === 'text' ? value.replace(/[\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{fffe}\u{ffff}]/gu, '') : value
}
