import { readXlsx } from 'hucre/xlsx'
import type { Browser } from './console.ts'

export type CellRead = string | number | boolean | Date | null

/** A table as it was handed out as Excel: its rows, and how it stands in the file. */
export async function xlsx(browser: Browser, path: string) {
  const response = await browser.get(`${path}&as=xlsx`)
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { sheets } = await readXlsx(bytes)
  const [sheet] = sheets
  if (!sheet) throw new Error('no sheet')
  return { bytes, sheet, rows: sheet.rows as CellRead[][], headers: response.headers }
}

/** The same as CSV: its text without the mark, and its cells. */
export async function csv(browser: Browser, path: string) {
  const response = await browser.get(`${path}&as=csv`)
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder('utf-8').decode(bytes)
  return { bytes, text, rows: cellsOf(text), headers: response.headers }
}

/** RFC 4180, by hand: what is in quotes may hold commas, quotes and ends of lines. */
function cellsOf(text: string): string[][] {
  const [rows, row] = [[] as string[][], [] as string[]]
  let current = row
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '' && current.length === 0) break
    current.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') {
      rows.push(current)
      current = []
    }
  }
  return rows
}

/** The sum of a column, by its heading, over the rows between the headings and the line of sums; and what that line says. */
export function column(rows: readonly (readonly CellRead[])[], title: string): { sum: number; foot: number } {
  const i = rows[0]?.indexOf(title) ?? -1
  if (i < 0) throw new Error(`no column ${title} in ${rows[0]}`)
  const foot = rows.findIndex(([first]) => first === '合计')
  const sum = rows.slice(1, foot).reduce((all, row) => all + Number(row[i]), 0)
  return { sum, foot: Number(rows[foot]?.[i]) }
}
