import { addMonths, monthOf } from '../domain/calendar/shanghai.ts'
import type { View } from './page.ts'

/** The month that is asked for (`?month=2026-10`), this one by default; never one that is still ahead. */
export const askedMonth = ({ asked, now }: View): string => {
  const month = asked('month') ?? ''
  return /^20\d\d-(?:0[1-9]|1[0-2])$/.test(month) && month <= monthOf(now) ? month : monthOf(now)
}

/** The months before and after the one that is shown, as links. */
export const MonthChoice = ({ view, path }: { view: View; path: string }) => {
  const { words, now } = view
  const month = askedMonth(view)
  const neighbours = [addMonths(month, -1), addMonths(month, 1)].filter((one) => one <= monthOf(now))
  return (
    <p>
      {neighbours.map((one) => (
        <a class="button" href={`/console${path}?month=${one}`}>
          {words('console.year', { year: one })}
        </a>
      ))}
      <button type="button" data-prints hidden>
        {words('console.print')}
      </button>
    </p>
  )
}
