import { monthOf } from '../../domain/calendar/shanghai.ts'
import { daysOfBits, gapsIn } from '../../domain/figures/coverage.ts'
import type { HeatRow } from '../../store/heat.ts'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

/** Every community from hot to cold with what `/冷热` says of it; each name leads to what is needed there. */
export const HeatTable = ({
  view: { words, now, scope },
  month,
  days,
  rows,
}: {
  view: View
  month: string
  /** Working days of the month that are over. */
  days: readonly string[]
  rows: readonly HeatRow[]
}) => {
  const running = month === monthOf(now)
  const isMine = ({ id, own }: HeatRow) => own === 1 || scope.everywhere || scope.communities.includes(id)
  return (
    <Table
      caption={words('console.balance_caption', { period: month, days: days.length })}
      columns={[
        {
          title: words('console.col.community'),
          of: (row: HeatRow) =>
            isMine(row) || scope.streets.length > 0 ? (
              <a href={`/console/balance?${new URLSearchParams({ month, place: row.name })}#needs`}>
                {row.name}
              </a>
            ) : (
              row.name
            ),
        },
        { title: words('console.col.rank'), of: ({ place }) => place, number: true },
        { title: words('console.col.members'), of: ({ verified }) => verified, number: true },
        {
          title: words('console.col.minutes'),
          of: ({ minutes }) => words('console.duration', { minutes }),
          number: true,
        },
        {
          title: words('console.col.average'),
          of: ({ minutes, verified }) =>
            verified > 0 ? words('console.duration', { minutes: Math.floor(minutes / verified) }) : '—',
          number: true,
        },
        { title: words('console.col.served'), of: ({ people }) => people, number: true },
        {
          title: words('console.col.gaps'),
          of: (row) => gapsIn(days, daysOfBits(month, row.days)).length,
          number: true,
        },
        { title: words('console.col.published'), of: ({ published }) => published, number: true },
        ...(running
          ? [
              {
                title: words('console.col.lacking'),
                of: ({ lacking }: HeatRow) => lacking,
                number: true as const,
              },
              {
                title: words('console.col.pending'),
                of: ({ pending }: HeatRow) => pending,
                number: true as const,
              },
            ]
          : []),
      ]}
      rows={rows}
    />
  )
}
