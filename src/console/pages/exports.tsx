import { monthOf } from '../../domain/calendar/shanghai.ts'
import { maySee } from '../../domain/console/scope.ts'
import type { Export } from '../export/define.ts'
import { tables } from '../exports.ts'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage, type View } from '../page.ts'
import { Table } from '../table.tsx'

const yearsBack = 3

/** The tables that the viewer may take along, by month and by year, as Excel and as CSV. */
export const exportsPage = definePage({
  path: '/exports',
  title: 'export.title',
  eyes: ['person'],
  read: () => ({}),
  render: (_, view) => {
    const { words, viewer, now } = view
    const mine = tables.filter(({ eyes }) => maySee(eyes, viewer.roles))
    const month = askedMonth(view)
    const thisYear = Number(monthOf(now).slice(0, 4))
    const years = Array.from({ length: yearsBack }, (_, i) => String(thisYear - i))
    return (
      <>
        <section>
          <h2>{words('console.year', { year: month })}</h2>
          <MonthChoice view={view} path="/exports" />
          <List view={view} tables={mine.filter(({ by }) => by.includes('month'))} period={month} />
        </section>
        {years.map((year) => (
          <section>
            <h2>{words('console.year', { year })}</h2>
            <List view={view} tables={mine.filter(({ by }) => by.includes('year'))} period={year} />
          </section>
        ))}
        <section>
          <p>{words('export.how')}</p>
          <p>{words('export.large')}</p>
        </section>
      </>
    )
  },
})

const List = ({
  view: { words },
  tables,
  period,
}: {
  view: View
  tables: readonly Export[]
  period: string
}) => {
  const query = period.length === 4 ? `year=${period}` : `month=${period}`
  const link = (one: Export, as: 'xlsx' | 'csv', label: string) => (
    <a
      class="button"
      href={`/console/exports/${one.name}?${query}&as=${as}`}
      aria-label={`${label} ${words(one.title)} ${words('console.year', { year: period })}`}
    >
      {label}
    </a>
  )
  return (
    <Table
      caption={`${words('export.caption')} ${words('console.year', { year: period })}`}
      columns={[
        { title: words('export.col.table'), of: (one: Export) => words(one.title) },
        {
          title: words('export.col.file'),
          of: (one) => (
            <>
              {link(one, 'xlsx', 'Excel')}
              {link(one, 'csv', 'CSV')}
            </>
          ),
        },
        { title: words('export.col.about'), of: (one) => words(one.about), long: true },
      ]}
      rows={tables}
    />
  )
}
