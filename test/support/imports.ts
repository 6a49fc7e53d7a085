import { writeXlsx } from 'hucre/xlsx'
import { type Browser, textOf } from './console.ts'

type Value = string | number | boolean | Date | null

/** An .xlsx file of these rows. */
export const xlsx = async (rows: Value[][], more: object = {}, workbook: object = {}): Promise<Uint8Array> =>
  writeXlsx({ ...workbook, sheets: [{ name: '表一', rows, ...more }] })

/** A CSV file of these rows, in UTF-8 without a mark. */
export const csv = (rows: Value[][]): Uint8Array =>
  new TextEncoder().encode(rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\r\n'))

/** What the page of an import says, and its address. */
export interface Seen {
  path: string
  html: string
  text: string
}

/** Sends a file by the form of its kind, and reads the page that comes next. */
export async function send(
  browser: Browser,
  kind: string,
  file: Uint8Array,
  { name = '表.xlsx', place = '' } = {},
): Promise<Seen> {
  const page = await browser.page('/console/imports')
  const form = page.split('<form').find((one) => one.includes(`value="${kind}"`)) ?? ''
  const field = (what: string) => new RegExp(`name="${what}" value="([^"]*)"`).exec(form)?.[1] ?? ''
  const body = new FormData()
  for (const what of ['nonce', 'token']) body.set(what, field(what))
  body.set('kind', kind)
  body.set('place', place)
  body.set('file', new File([file as Uint8Array<ArrayBuffer>], name))
  const response = await browser.upload('/console/imports', body)
  const path = response.headers.get('location') ?? ''
  if (response.status !== 303) throw new Error(`${kind}: ${response.status} ${await response.text()}`)
  return look(browser, path)
}

/** The page at a path. */
export async function look(browser: Browser, path: string): Promise<Seen> {
  const html = await browser.page(path)
  return { path, html, text: textOf(html) }
}

/** Presses the button of an import's page, and reads the page that comes next. */
export async function confirm(browser: Browser, { html }: Seen): Promise<Seen> {
  const form = html.split('<form').find((one) => one.includes('/console/imports/apply')) ?? ''
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  if (fields.length === 0) throw new Error(`nothing to confirm: ${textOf(html)}`)
  const response = await browser.post('/console/imports/apply', Object.fromEntries(fields))
  if (response.status !== 303) throw new Error(`${response.status} ${await response.text()}`)
  return look(browser, response.headers.get('location') ?? '')
}
