import { gradesBy } from '../../domain/figures/grades.ts'
import { tenthsOf } from '../../domain/figures/rate.ts'
import type { NamedGrades } from '../../store/order-figures.ts'
import type { View } from '../page.ts'

/** Communities drawn at most, and the height of one. */
const [drawn, height] = [12, 50]
const parts = ['excellent', 'good', 'fair'] as const

/** The three grades of each community as parts of one bar; the same numbers stand in the table. */
export const GradeBars = ({
  view: { words },
  month,
  grades,
}: {
  view: View
  month: string
  grades: readonly NamedGrades[]
}) => {
  const all = gradesBy(grades, 'community')
  const rows = all.slice(0, drawn)
  const title = words('console.grades_chart', { period: month })
  const nameOf = (id: number) => grades.find(({ community_id }) => community_id === id)?.community ?? ''
  return (
    <figure>
      <svg viewBox={`0 0 360 ${34 + rows.length * height}`} role="img" aria-label={title}>
        <title>{title}</title>
        {parts.map((part, i) => (
          <>
            <rect class={`grade-${part}`} x={i * 90} y="4" width="16" height="16" />
            <text x={i * 90 + 22} y="18">
              {words(`grade.${part}`)}
            </text>
          </>
        ))}
        {rows.map((row, i) => {
          const y = 34 + i * height
          const from = { excellent: 0, good: row.excellent, fair: row.excellent + row.good }
          return (
            <>
              <text x="0" y={y + 14}>
                {nameOf(row.id)}
              </text>
              <text x="360" y={y + 14} text-anchor="end">
                {words('console.grades_share', { share: tenthsOf(row.excellent, row.all) })}
              </text>
              {parts.map((part) => (
                <rect
                  class={`grade-${part}`}
                  x={Math.round((from[part] / row.all) * 360)}
                  y={y + 20}
                  width={Math.round((row[part] / row.all) * 360)}
                  height="18"
                />
              ))}
            </>
          )
        })}
      </svg>
      {all.length > rows.length && (
        <figcaption class="soft">{words('console.grades_ends', { count: drawn })}</figcaption>
      )}
    </figure>
  )
}
