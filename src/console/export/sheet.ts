/** How a column is written: minutes become two columns, hours with two decimals and the exact minutes. */
export type ColumnType = 'text' | 'day' | 'moment' | 'whole' | 'decimal' | 'minutes'

/** A column of a table that is handed out: a day is `YYYY-MM-DD`, a moment ms, null an empty cell. */
export interface SheetColumn<Row> {
  title: string
  type: ColumnType
  of: (row: Row) => string | number | null
  /** Its sum stands in the last row. */
  sum?: true
  /** Characters wide; by the type where nothing is said. */
  width?: number
}

/** A cell's value with how it is written. */
export type Cell =
  | { type: 'text' | 'day'; value: string | null }
  | { type: 'moment' | 'whole' | 'decimal'; value: number | null }

/** A table as it is written, cell by cell: its headings, and lines that come as somebody asks for them. */
export interface Sheet {
  name: string
  columns: readonly { title: string; type: Cell['type']; width: number }[]
  lines: AsyncIterable<readonly Cell[]>
}

const widths: { readonly [type in Cell['type']]: number } = {
  text: 14,
  day: 12,
  moment: 17,
  whole: 10,
  decimal: 11,
}

/** The written columns of a table; `hours` and `minutes` are what stands behind the title of a column of minutes. */
export const written = (columns: readonly SheetColumn<never>[], units: { hours: string; minutes: string }) =>
  columns.flatMap(({ title, type, width }): Sheet['columns'][number][] =>
    type === 'minutes'
      ? [
          { title: title + units.hours, type: 'decimal', width: 14 },
          { title: title + units.minutes, type: 'whole', width: 14 },
        ]
      : [{ title, type, width: width ?? widths[type] }],
  )

/** The cells of a value. */
export function cellsOf(type: ColumnType, value: string | number | null): Cell[] {
  if (type === 'minutes') {
    const minutes = value === null ? null : Number(value)
    return [
      { type: 'decimal', value: minutes === null ? null : hoursOf(minutes) },
      { type: 'whole', value: minutes },
    ]
  }
  return type === 'text' || type === 'day'
    ? [{ type, value: value === null ? null : String(value) }]
    : [{ type, value: value === null ? null : Number(value) }]
}

/** Hours with two decimals, half up: 95 minutes are 1.58. */
const hoursOf = (minutes: number): number =>
  Math.sign(minutes) * (Math.round((Math.abs(minutes) * 100) / 60) / 100)
