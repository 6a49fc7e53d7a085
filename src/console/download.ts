import { maySee } from '../domain/console/scope.ts'
import { tableTaken } from '../store/console/export/audit.ts'
import type { Store } from '../store/d1.ts'
import { csvOf } from './export/csv.ts'
import { askedPeriod } from './export/period.ts'
import { sheetOf } from './export/sheet-of.ts'
import { xlsxOf } from './export/xlsx.ts'
import { tables } from './exports.ts'
import type { Asked } from './outside.ts'
import type { View } from './page.ts'

const forms = {
  xlsx: { write: xlsxOf, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { write: csvOf, type: 'text/csv; charset=utf-8' },
} as const

/**
 * A table as a file, written while it is read (docs/decisions/0022): `/exports/ledger?month=2026-10&as=csv`. Whoever holds a
 * role is written down with it. Undefined: there is no such table or period, or not for this viewer.
 */
export async function download(c: Asked, store: Store, view: View): Promise<Response | undefined> {
  const one = tables.find(({ name }) => name === view.asked('name'))
  const period = askedPeriod(view)
  const form = view.asked('as') === 'csv' ? 'csv' : 'xlsx'
  if (!one || period === undefined || !one.by.includes(period.length === 4 ? 'year' : 'month'))
    return undefined
  if (!maySee(one.eyes, view.viewer.roles)) return undefined
  const sheet = await sheetOf(one, view, period, store)
  if (!sheet) return undefined
  const { id: person, roles } = view.viewer
  if (roles.length > 0)
    await store.batch([
      tableTaken({ person, name: one.name, period, form }, `console/${c.get('requestId')}`, view.now),
    ])
  const { write, type } = forms[form]
  const name = `${sheet.name}-${period}.${form}`
  return c.body(write(sheet), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${one.name}-${period}.${form}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
}
