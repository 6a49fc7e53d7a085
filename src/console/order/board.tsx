import { type BoardColumn, boardColumns } from '../../domain/order/board.ts'
import type { OrderCard } from '../../store/console/orders.ts'
import { More } from '../more.tsx'
import type { View } from '../page.ts'
import { OrderItem } from './order-item.tsx'

const titles: { readonly [C in BoardColumn]: string } = {
  waiting: 'console.column_waiting',
  drawing: 'console.column_drawing',
  open: 'console.column_open',
  taken: 'console.column_taken',
  overdue: 'console.column_overdue',
  done: 'console.column_done',
  closed: 'console.column_closed',
}

/** All columns that have something side by side, or one by itself, with how many there are; `at` makes an address from what else is asked for. */
export const Board = ({
  view,
  counts,
  cards,
  column,
  after,
  shown,
  at,
}: {
  view: View
  counts: readonly { column: BoardColumn; count: number }[]
  /** Of one column one more than are shown, where there are more. */
  cards: readonly OrderCard[]
  column: BoardColumn | undefined
  after: number
  shown: number
  at: (query: { [name: string]: string }) => string
}) => {
  const { words } = view
  const countOf = (one: BoardColumn) => counts.find((row) => row.column === one)?.count ?? 0
  const title = (one: BoardColumn) => words('console.column', { column: [titles[one]], count: countOf(one) })
  const sections = column === undefined ? boardColumns.filter((one) => countOf(one) > 0) : [column]
  const here = column === undefined ? cards : cards.slice(0, shown)
  return (
    <>
      <nav class="chips" aria-label={words('console.orders_columns')}>
        <a class="button" href={at({})} aria-current={column === undefined ? 'page' : undefined}>
          {words('console.column_all', { count: counts.reduce((sum, { count }) => sum + count, 0) })}
        </a>
        {boardColumns.map((one) => (
          <a class="button" href={at({ state: one })} aria-current={one === column ? 'page' : undefined}>
            {title(one)}
          </a>
        ))}
      </nav>
      {sections.length === 0 && <section>{words('console.nobody')}</section>}
      <div class={column === undefined ? 'board' : undefined}>
        {sections.map((one) => (
          <section>
            <h2>{title(one)}</h2>
            <ul class="rows">
              {here.flatMap((order) =>
                order.column === one ? [<OrderItem view={view} order={order} />] : [],
              )}
            </ul>
            {countOf(one) === 0 && <p>{words('console.nobody')}</p>}
            {column === undefined && countOf(one) > shown && (
              <a class="button" href={at({ state: one })}>
                {words('console.orders_more', { count: countOf(one) })}
              </a>
            )}
          </section>
        ))}
      </div>
      <More
        words={words}
        next={
          column !== undefined &&
          cards.length > shown &&
          at({ state: column, after: String(here.at(-1)?.id) })
        }
        first={column !== undefined && after > 0 && at({ state: column })}
      />
    </>
  )
}
