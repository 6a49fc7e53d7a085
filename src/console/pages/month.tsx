import { checkLines } from '../../commands/figures/board-lines.ts'
import { checkLine, type LedgerSum } from '../../domain/figures/check-line.ts'
import { type MonthRow, monthByQuery, monthTotalQuery } from '../../store/console/month.ts'
import { ChatReport, chatReportQueries } from '../month/chat-report.tsx'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage, type View } from '../page.ts'
import { Table } from '../table.tsx'

/** The month report: what `/月报` says, the same month by unit and by community, and the line that checks both (R070). */
export const month = definePage({
  path: '/month',
  title: 'console.month',
  eyes: ['administrator', 'secretary', 'street_officer', 'liaison'],
  read: (view) => {
    const month = askedMonth(view)
    return {
      byUnit: monthByQuery(view.scope, 'unit', month),
      byCommunity: monthByQuery(view.scope, 'community', month),
      whole: monthTotalQuery(view.scope, month),
      ...chatReportQueries(view, month),
    }
  },
  render: ({ byUnit, byCommunity, whole, ...facts }, view) => {
    const { words } = view
    const month = askedMonth(view)
    const sums = [summed('unit', byUnit), summed('community', byCommunity), ...whole]
    const check = checkLine(sums)
    const { code, params } = checkLines(check)
    const people = whole[0]?.people ?? 0
    return (
      <>
        <section>
          <h2>{words('console.year', { year: month })}</h2>
          <MonthChoice view={view} path="/month" />
          <ChatReport view={view} month={month} facts={facts} />
          <p class={check.agrees ? 'good' : 'bad'} data-check>
            {words(code, params)}
          </p>
        </section>
        <By view={view} title={words('console.by_unit')} rows={byUnit} people={people} />
        <By view={view} title={words('console.by_community')} rows={byCommunity} people={people} />
      </>
    )
  },
})

const summed = (scope: LedgerSum['scope'], rows: readonly MonthRow[]): LedgerSum => {
  const sum = (of: 'minutes' | 'points' | 'entries') => rows.reduce((all, row) => all + row[of], 0)
  return { scope, minutes: sum('minutes'), points: sum('points'), entries: sum('entries') }
}

/** The rows of one view with their sums; people of the whole are each counted once. */
const By = ({
  view: { words },
  title,
  rows,
  people,
}: {
  view: View
  title: string
  rows: readonly MonthRow[]
  people: number
}) => {
  const sum = (of: 'times' | 'minutes' | 'byHand' | 'points') => rows.reduce((all, row) => all + row[of], 0)
  const long = (minutes: number) => words('console.duration', { minutes })
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>{words('console.nobody')}</p>
      ) : (
        <Table
          caption={`${title} · ${words('console.month_caption')}`}
          columns={[
            { title: words('console.col.place'), of: ({ name }: MonthRow) => name },
            { title: words('console.col.served'), of: (row) => row.people, number: true },
            { title: words('console.col.times'), of: ({ times }) => times, number: true },
            { title: words('console.col.minutes'), of: ({ minutes }) => long(minutes), number: true },
            { title: words('console.col.by_hand'), of: ({ byHand }) => long(byHand), number: true },
            { title: words('console.col.points'), of: ({ points }) => points, number: true },
          ]}
          rows={rows}
          foot={[
            words('console.sum'),
            people,
            sum('times'),
            long(sum('minutes')),
            long(sum('byHand')),
            sum('points'),
          ]}
        />
      )}
    </section>
  )
}
