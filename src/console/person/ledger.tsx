import type { LedgerRow } from '../../store/console/people.ts'
import { More } from '../more.tsx'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

export const kinds = {
  duty: 'console.kind_duty',
  makeup: 'console.kind_makeup',
  manual: 'console.kind_manual',
  order: 'console.kind_order',
  correction: 'console.kind_correction',
} as const

/** The lines of somebody's ledger, the newest first; `more` is the address of what comes next, without the last line's number. */
export const Ledger = ({
  view: { words },
  lines,
  shown,
  more,
}: {
  view: View
  /** One more than are shown, where there are more. */
  lines: readonly LedgerRow[]
  shown: number
  more: string
}) => {
  const here = lines.slice(0, shown)
  return (
    <section>
      <h2>{words('console.lines')}</h2>
      {here.length === 0 ? (
        <p>{words('console.nobody')}</p>
      ) : (
        <Table
          caption={words('console.lines_caption')}
          columns={[
            { title: words('console.col.line'), of: ({ id }: LedgerRow) => `T${id}` },
            {
              title: words('console.col.day'),
              of: ({ service_day }) => words('console.day', { day: service_day }),
            },
            { title: words('console.col.kind'), of: ({ kind }) => words(kinds[kind]) },
            {
              title: words('console.col.minutes'),
              of: ({ minutes }) => words('console.duration', { minutes }),
              number: true,
            },
            { title: words('console.col.points'), of: ({ points }) => points, number: true },
            {
              title: words('console.col.state'),
              of: ({ verdict }) => words(`entry.${verdict ?? 'pending'}`),
            },
            { title: words('console.col.community'), of: ({ community }) => community },
            { title: words('console.col.what'), of: ({ text }) => text ?? '', long: true },
          ]}
          rows={here}
        />
      )}
      <More words={words} next={lines.length > shown && `${more}${here.at(-1)?.id}`} />
    </section>
  )
}
