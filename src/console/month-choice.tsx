import { addMonths, monthOf } from '../domain/calendar/shanghai.ts'
import type { View } from './page.ts'

/** The month that is asked for (`?month=2026-10`), this one by default; at most so many months ahead. */
export const askedMonth = ({ asked, now }: View, ahead = 0): string => {
  const month = asked('month') ?? ''
  const latest = addMonths(monthOf(now), ahead)
  return /^20\d\d-(?:0[1-9]|1[0-2])$/.test(month) && month <= latest ? month : monthOf(now)
}

/** The months before and after the one that is shown, as links; `query` is what else is asked for. */
export const MonthChoice = ({
  view,
  path,
  query = {},
  ahead = 0,
}: {
  view: View
  path: string
  query?: { [name: string]: string }
  ahead?: number
}) => {
  const { words, now } = view
  const month = askedMonth(view, ahead)
  const latest = addMonths(monthOf(now), ahead)
  const neighbours = [addMonths(month, -1), addMonths(month, 1)].filter((one) => one <= latest)
  return (
    <p>
      {neighbours.map((one) => (
        <a class="button" href={`/console${path}?${new URLSearchParams({ ...query, month: one })}`}>
          {words('console.year', { year: one })}
        </a>
      ))}
      <button type="button" data-prints hidden>
        {words('console.print')}
      </button>
    </p>
  )
}
