import type { HeatRow } from '../../store/heat.ts'
import type { View } from '../page.ts'

/** Communities drawn from each end, and the height of one. */
const [ends, height] = [7, 70]

/** Hours a member of the hottest and the coldest communities, and the people that each lacks; the table has all of them. */
export const HeatBars = ({
  view: { words },
  month,
  rows,
}: {
  view: View
  month: string
  rows: readonly HeatRow[]
}) => {
  const drawn = rows.length > 2 * ends ? [...rows.slice(0, ends), ...rows.slice(-ends)] : rows
  const averageOf = ({ minutes, verified }: HeatRow) =>
    verified > 0 ? Math.max(0, Math.floor(minutes / verified)) : 0
  const most = Math.max(1, ...drawn.map(averageOf))
  const lacking = Math.max(1, ...drawn.map((row) => row.lacking))
  const title = words('console.balance_chart', { period: month })
  return (
    <figure>
      <svg viewBox={`0 0 360 ${drawn.length * height}`} role="img" aria-label={title}>
        <title>{title}</title>
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">
            <path class="hatch" d="M0 6 6 0" />
          </pattern>
        </defs>
        {drawn.map((row, i) => {
          const [y, average] = [i * height, averageOf(row)]
          const wide = Math.max(2, Math.round((average / most) * 230))
          const lacks = Math.max(6, Math.round((row.lacking / lacking) * 230))
          return (
            <>
              <text x="0" y={y + 16}>
                {row.place}. {row.name}
              </text>
              <rect class="fill" x="0" y={y + 22} width={wide} height="14" rx="3" />
              <text x={wide + 6} y={y + 34}>
                {row.verified > 0
                  ? words('console.balance_average', { average })
                  : words('console.balance_nobody')}
              </text>
              {row.lacking > 0 && (
                <>
                  <rect class="lack" x="0" y={y + 42} width={lacks} height="14" rx="3" />
                  <text x={lacks + 6} y={y + 54}>
                    {words('console.balance_lacking', { count: row.lacking })}
                  </text>
                </>
              )}
            </>
          )
        })}
      </svg>
      {rows.length > drawn.length && (
        <figcaption class="soft">{words('console.balance_ends', { count: ends })}</figcaption>
      )}
    </figure>
  )
}
