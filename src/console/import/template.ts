import { writeXlsx } from 'hucre/xlsx'
import { maySee } from '../../domain/console/scope.ts'
import type { Asked } from '../outside.ts'
import type { Inside } from '../page.ts'
import { specs } from './specs.ts'

/** The template of a kind as .xlsx or CSV: its columns and lines that show how, to be written over. */
export async function template(c: Asked, { view }: Inside): Promise<Response> {
  const { words, viewer } = view
  const spec = specs.find(({ kind }) => kind === c.req.query('kind'))
  if (!spec || !maySee(spec.eyes, viewer.roles)) return c.text('not found', 404)
  const heads = spec.template.map((field) => words(`import_column.${field}`))
  const rows = [heads, ...spec.example.map((row) => [...row])]
  const isCsv = c.req.query('as') === 'csv'
  const name = `${words(`import_kind.${spec.kind}`)}.${isCsv ? 'csv' : 'xlsx'}`
  const body: BodyInit = isCsv
    ? `\ufeff${rows.map((row) => row.join(',')).join('\r\n')}\r\n`
    : ((await writeXlsx({
        sheets: [
          {
            // A sheet's name may have no stroke in it.
            name: words(`import_kind.${spec.kind}`).replaceAll('/', ''),
            rows,
            columns: heads.map(() => ({ width: 18 })),
            freezePane: { rows: 1 },
          },
        ],
      })) as Uint8Array<ArrayBuffer>)
  return new Response(body, {
    headers: {
      'content-type': isCsv
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="template.${isCsv ? 'csv' : 'xlsx'}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })
}
