import { maySee } from '../../domain/console/scope.ts'
import { type Plan, reachOf } from '../../domain/import/plan.ts'
import { type Line, line } from '../../domain/say.ts'
import type { Store } from '../../store/d1.ts'
import { addRows, beginImport, keepUnread, showImport } from '../../store/import/file.ts'
import { importPlacesQuery } from '../../store/import/place.ts'
import { clean } from '../../text/clean.ts'
import { fold } from '../../text/fold.ts'
import { formIn } from '../form.ts'
import type { Asked } from '../outside.ts'
import type { Inside, View } from '../page.ts'
import { isSealed } from '../seal.ts'
import { turnedAway } from '../turned-away.tsx'
import { tableOf } from './columns.ts'
import { mostBytes, readFile } from './read-file.ts'
import type { About, Spec } from './spec.ts'
import { specs } from './specs.ts'

/** So many characters of JSON go into one statement: D1 takes 2 MB in a value, and a character may take three bytes. */
const chunk = 400_000

/**
 * Takes a file in: reads it, compares it with what there is, keeps line by line what it would do, and leads to the page that
 * shows it. Nothing changes by it. A file that cannot be read is kept with the reason.
 */
export async function upload(c: Asked, { store, view, token }: Inside): Promise<Response> {
  const form = await formIn(c)
  const field = (name: string): string => (typeof form[name] === 'string' ? form[name] : '')
  const spec = specs.find(({ kind }) => kind === field('kind'))
  if (!spec || !maySee(spec.eyes, view.viewer.roles)) return turnedAway(c, 'stale')
  if (!isSealed(c.get('keys'), token, field('nonce'), 'import', field('token'))) return turnedAway(c, 'stale')
  const file = form.file
  const about = {
    person_id: view.viewer.id,
    kind: spec.kind,
    name: file instanceof File ? clean(file.name).slice(0, 80) : '',
    scope: JSON.stringify(view.scope),
    at: view.now,
  }
  const planned =
    file instanceof File ? await plan(store, spec, view, file, field('place')) : line('import.no_file')
  if ('code' in planned) {
    const [[kept]] = await store.batch([keepUnread({ ...about, said: JSON.stringify([planned]) })])
    return c.redirect(`/console/imports/${kept?.id}`, 303)
  }
  const id = await stage(store, about, planned)
  return c.redirect(`/console/imports/${id}`, 303)
}

/** What the file would do, or why it cannot be read. */
async function plan(
  store: Store,
  spec: Spec,
  view: View,
  file: File,
  typedPlace: string,
): Promise<Plan | Line> {
  if (file.size > mostBytes) return tooBig(file.size)
  const reach = reachOf(view.scope)
  const about: About = { view, reach, place: undefined }
  if (spec.belongs) {
    const key = fold(typedPlace)
    const linked = spec.kind === 'roster'
    const [places] = await store.batch([importPlacesQuery(spec.belongs, key, reach, linked)])
    const [place, another] = places
    if (!place && key !== '') return line('import.no_place', { name: clean(typedPlace).slice(0, 30) })
    if (!place || another) return line('import.which_place', { kind: [`import_column.${spec.belongs}`] })
    about.place = place
  }
  const sheets = await readFile(new Uint8Array(await file.arrayBuffer()))
  if (!Array.isArray(sheets)) return sheets
  const table = tableOf(sheets, spec.fields, spec.needed)
  if ('code' in table) return table
  const broken = table.rows.filter(({ formula }) => formula).map(({ line: number }) => number)
  const whole = { ...table, rows: table.rows.filter(({ formula }) => !formula) }
  const lines = spec.take(whole, about)
  const facts = await store.batchByName(spec.read(lines, about))
  const made = spec.plan(lines, facts, about)
  if ('code' in made) return made
  const formulas = broken.map((number) => ({
    line: number,
    fate: 'refused' as const,
    said: [line('import.formula')],
    row: {},
  }))
  return {
    ...made,
    rows: [...made.rows, ...formulas].sort((a, b) => a.line - b.line),
    said: [...made.said, ...table.said],
  }
}

/** What a file is told that is larger than one may be, in tenths of MB. */
const tooBig = (bytes: number): Line =>
  line('import.too_big', { size: (bytes / 1024 / 1024).toFixed(1), most: mostBytes / 1024 / 1024 })

/** Keeps the lines, in as many batches as they need: nobody sees them until all are there. */
async function stage(
  store: Store,
  file: Omit<Parameters<typeof keepUnread>[0], 'said'>,
  { rows, said, basis }: Plan,
): Promise<number> {
  const [[begun]] = await store.batch([
    beginImport({ ...file, said: JSON.stringify(said), basis: JSON.stringify(basis) }),
  ])
  const id = begun?.id ?? 0
  let pieces: string[] = []
  let length = 0
  const flush = async () => {
    if (pieces.length > 0) await store.batch([addRows(id, `[${pieces.join(',')}]`)])
    pieces = []
    length = 0
  }
  for (const [place, row] of rows.entries()) {
    const { line: number, fate } = row
    const piece = JSON.stringify({
      place: place + 1,
      line: number,
      fate,
      said: JSON.stringify(row.said),
      row: JSON.stringify(row.row),
    })
    pieces.push(piece)
    length += piece.length
    if (length > chunk) await flush()
  }
  await flush()
  await store.batch([showImport(id)])
  return id
}
