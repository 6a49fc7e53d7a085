import type { Query, RowsOf, Store } from '../../store/d1.ts'
import type { View } from '../page.ts'
import type { Export, Key } from './define.ts'
import { type Cell, cellsOf, type Sheet, type SheetColumn, written } from './sheet.ts'

/** Rows in one read: few enough to be held, many enough that a city is not a thousand reads. */
const pageSize = 1000

type Begun = RowsOf<{ [name: string]: Query }>

/** An export's table for this viewer and period, if there is one; its rows are read page by page as they are asked for. */
export async function sheetOf(
  one: Export,
  view: View,
  period: string,
  store: Store,
): Promise<Sheet | undefined> {
  const { words } = view
  const begun: Begun = await store.batchByName(one.begin(view, period))
  if (one.exists?.(begun as never) === false) return undefined
  const columns = one.columns(view, period, begun as never)
  return {
    name: words(one.title),
    columns: written(columns, { hours: words('export.in_hours'), minutes: words('export.in_minutes') }),
    lines: linesOf({ one, columns, view, period, begun }, store),
  }
}

interface Asked {
  one: Export
  columns: readonly SheetColumn<never>[]
  view: View
  period: string
  begun: Begun
}

async function* linesOf(
  { one, columns, view, period, begun }: Asked,
  store: Store,
): AsyncGenerator<readonly Cell[]> {
  const sums = columns.map(() => 0)
  let count = 0
  for (let after: Key = ['', 0], more = true; more; ) {
    const [rows] = await store.batch([one.page(view, period, after, pageSize, begun as never)])
    for (const row of rows) {
      const values = columns.map(({ of }) => of(row))
      columns.forEach(({ sum }, i) => {
        if (sum) sums[i] = (sums[i] ?? 0) + Number(values[i] ?? 0)
      })
      count += 1
      yield columns.flatMap(({ type }, i) => cellsOf(type, values[i] ?? null))
    }
    const last = rows.at(-1)
    more = rows.length === pageSize && last !== undefined
    if (last !== undefined) after = one.key(last)
  }
  if (columns.some(({ sum }) => sum)) yield footOf(columns, sums, view)
  for (const note of one.notes?.(view, sums, count, begun as never) ?? []) yield noteOf(columns, note)
}

const footOf = (columns: readonly SheetColumn<never>[], sums: readonly number[], { words }: View) =>
  columns.flatMap(({ type, sum }, i) =>
    i === 0 ? cellsOf('text', words('console.sum')) : cellsOf(type, sum ? (sums[i] ?? 0) : null),
  )

const noteOf = (columns: readonly SheetColumn<never>[], note: string) =>
  columns.flatMap(({ type }, i) => (i === 0 ? cellsOf('text', note) : cellsOf(type, null)))
