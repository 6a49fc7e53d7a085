import type { View } from '../page.ts'

const monthOf = (year: string, i: number): string => `${year}-${String(i + 1).padStart(2, '0')}`

/** Twelve months as columns; who does not see them is read the same numbers. */
export const MonthColumns = ({
  view: { words },
  year,
  minutes,
}: {
  view: View
  year: string
  /** Of January to December. */
  minutes: readonly number[]
}) => {
  const most = Math.max(60, ...minutes)
  const title = words('console.months_chart', { year })
  const months = minutes.flatMap((value, i) =>
    value > 0 ? [words('console.month_said', { month: monthOf(year, i), minutes: value })] : [],
  )
  return (
    <svg
      viewBox="0 0 360 180"
      role="img"
      aria-label={months.length > 0 ? words('console.months_said', { title, months }) : title}
    >
      <title>{title}</title>
      <line class="axis" x1="0" x2="360" y1="150" y2="150" />
      {minutes.map((value, i) => {
        const height = Math.round((value / most) * 120)
        return (
          <>
            <rect class="fill" x={i * 30 + 4} y={150 - height} width="22" height={height} />
            <text x={i * 30 + 15} y={142 - height} text-anchor="middle">
              {value > 0 ? words('console.hours', { minutes: value }) : ''}
            </text>
            <text x={i * 30 + 15} y="172" text-anchor="middle">
              {i + 1}
            </text>
          </>
        )
      })}
    </svg>
  )
}
