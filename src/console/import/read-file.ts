import { type CellValue, parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { type Line, line } from '../../domain/say.ts'
import { clean } from '../../text/clean.ts'
import { decodeText } from './decode-text.ts'
import { zipEntries } from './zip-sizes.ts'

type WorkbookSheet = Awaited<ReturnType<typeof readXlsx>>['sheets'][number]

/** A row of a sheet: its number as the spreadsheet shows it, and its cells as text. */
export interface RawRow {
  line: number
  cells: string[]
  /** A cell whose formula has no result, or whose result is an error. */
  formula?: true
}

/** A sheet with anything in it. */
export interface RawSheet {
  name: string
  rows: RawRow[]
  /** Days that stand as bare numbers count from 1904. */
  from1904: boolean
}

/** So many bytes a file may have, and unpacked; so many rows. */
export const mostBytes = 8 * 1024 * 1024
const mostUnpacked = 64 * 1024 * 1024
const mostRows = 100_000

/**
 * The sheets of an .xlsx or CSV file, hidden ones left out; or why there is none: import.empty, import.old_excel (.xls or
 * with a password), import.macros, import.bomb, import.broken, import.no_table, import.too_many.
 */
export async function readFile(bytes: Uint8Array): Promise<RawSheet[] | Line> {
  if (bytes.length === 0) return line('import.empty')
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return line('import.old_excel')
  const sheets = starts(bytes, [0x50, 0x4b]) ? await workbook(bytes) : csv(bytes)
  if (!Array.isArray(sheets)) return sheets
  const filled = sheets.filter(({ rows }) => rows.length > 0)
  if (filled.length === 0) return line('import.empty')
  const most = Math.max(...filled.map(({ rows }) => rows.length))
  return most > mostRows ? line('import.too_many', { rows: most, most: mostRows }) : filled
}

const starts = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte)

function csv(bytes: Uint8Array): RawSheet[] | Line {
  const text = decodeText(bytes)
  if (text === undefined) return line('import.no_table')
  if (/^\s*</.test(text)) return line('import.no_table')
  const rows = parseCsv(text).map((cells, i) => ({ line: i + 1, cells: cells.map((cell) => textOf(cell)) }))
  return [{ name: '', rows: rows.filter(filled), from1904: false }]
}

async function workbook(bytes: Uint8Array): Promise<RawSheet[] | Line> {
  const entries = zipEntries(bytes)
  if (!entries) return line('import.broken')
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) return line('import.no_table')
  if (entries.some(({ name }) => /vbaProject\.bin$/i.test(name))) return line('import.macros')
  if (entries.reduce((sum, entry) => sum + entry.bytes, 0) > mostUnpacked) return line('import.bomb')
  try {
    const { sheets, dateSystem } = await readXlsx(bytes, {
      sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
    })
    return sheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet), from1904: dateSystem === '1904' }))
  } catch {
    // Whatever the library stumbles over, the file is not as Excel writes it.
    return line('import.broken')
  }
}

/** The rows with anything in them; what is merged stands in each of its cells. */
function rowsOf({ rows, merges = [], cells }: WorkbookSheet): RawRow[] {
  for (const { startRow, startCol, endRow, endCol } of merges.slice(0, 20_000)) {
    const value = rows[startRow]?.[startCol] ?? null
    // A title across the sheet, or a whole column merged to its end, is no value of every row.
    for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row++)
      for (let col = startCol; col <= Math.min(endCol, startCol + 50); col++) {
        const cell = rows[row]
        if (cell && (row !== startRow || col !== startCol)) cell[col] = value
      }
  }
  const broken = new Set<number>()
  for (const [place, { formula, value }] of cells ?? [])
    if (formula !== undefined && (value === null || value === undefined))
      broken.add(Number(place.split(',')[0]))
  return rows
    .map((row, i): RawRow => {
      const texts = Array.from(row, (cell) => textOf(cell ?? null))
      const formula =
        broken.has(i) || texts.some((text) => /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/.test(text))
      return { line: i + 1, cells: texts, ...(formula && { formula }) }
    })
    .filter(filled)
}

const filled = ({ cells, formula }: RawRow): boolean => formula === true || cells.some((cell) => cell !== '')

/** A cell as text: a date as 2026-11-20, a time as 09:30, both as 2026-11-20 09:30. */
function textOf(cell: CellValue): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return clean(String(cell)).trim()
  if (Number.isNaN(cell.getTime())) return ''
  const rounded = new Date(Math.round(cell.getTime() / 60_000) * 60_000).toISOString()
  const [day = '', time = ''] = [rounded.slice(0, 10), rounded.slice(11, 16)]
  if (day < '1904-01-02') return time
  return time === '00:00' ? day : `${day} ${time}`
}
