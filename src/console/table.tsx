import type { Child } from 'hono/jsx'

/** A column: its heading, and what stands in it for a row; numbers stand to the right. */
export interface Column<Row> {
  title: string
  of: (row: Row) => Child
  number?: true
  /** Runs over several lines; every other cell is kept on one. */
  long?: true
}

/**
 * A table that scrolls by itself on a phone, also by keyboard. `caption` says what it lists; the first column names the
 * row; `foot` is a last row of sums, one cell a column.
 */
export const Table = <Row,>({
  caption,
  columns,
  rows,
  foot,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  foot?: readonly Child[]
}) => (
  <section class="scroll" tabindex={0} aria-label={caption}>
    <table>
      <caption>
        <span>{caption}</span>
      </caption>
      <thead>
        <tr>
          {columns.map(({ title, number }) => (
            <th scope="col" class={number && 'number'}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {columns.map(({ of, number, long }, i) =>
              i === 0 ? (
                <th scope="row">{of(row)}</th>
              ) : (
                <td class={number ? 'number' : long && 'long'}>{of(row)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {foot && (
        <tfoot>
          <tr>
            {foot.map((cell, i) =>
              i === 0 ? <th scope="row">{cell}</th> : <td class={columns[i]?.number && 'number'}>{cell}</td>,
            )}
          </tr>
        </tfoot>
      )}
    </table>
  </section>
)
