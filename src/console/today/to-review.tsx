import { entryLine, registrantLine } from '../../commands/ledger/review-lines.ts'
import type { Line } from '../../domain/say.ts'
import type { PendingEntry, Registrant } from '../../store/review.ts'
import { Act } from '../act-form.tsx'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

interface Backlog {
  community: string
  entries: number
  people: number
  units: number
}

interface Waiting {
  line: Line
  /** What `/通过` and `/驳回` call it. */
  target: string
}

/** What waits for the viewer's yes, each with its two buttons; for an administrator how much waits where. */
export const ToReview = ({
  view,
  entries,
  people,
  links,
  backlog,
}: {
  view: View
  entries: readonly PendingEntry[]
  people: readonly Registrant[]
  links: readonly { unit: string; community: string }[]
  backlog: readonly Backlog[]
}) => {
  const { words } = view
  const waiting: Waiting[] = [
    ...people.map((person) => ({ line: registrantLine(person), target: `P${person.id}` })),
    ...links.map(({ unit, community }) => ({
      line: { code: 'console.unit_link', params: { unit, community } },
      target: unit,
    })),
    ...entries.map((entry) => ({ line: entryLine(entry), target: String(entry.id) })),
  ]
  return (
    <section>
      <h2>{words('console.to_review')}</h2>
      {waiting.length === 0 && <p class="good">{words('console.nobody')}</p>}
      {waiting.length > 0 && <Act view={view} command="/通过 全部" label={words('console.approve_all')} />}
      <ul class="rows">
        {waiting.map((one) => (
          <Item view={view} one={one} />
        ))}
      </ul>
      {backlog.length > 0 && (
        <Table
          caption={words('console.to_review_all')}
          columns={[
            { title: words('console.col.community'), of: ({ community }: Backlog) => community },
            { title: words('console.col.entries'), of: (row) => row.entries, number: true },
            { title: words('console.col.people'), of: (row) => row.people, number: true },
            { title: words('console.col.units'), of: (row) => row.units, number: true },
          ]}
          rows={backlog}
        />
      )}
    </section>
  )
}

const Item = ({ view, one: { line, target } }: { view: View; one: Waiting }) => {
  const { words } = view
  return (
    <li>
      <div>{words(line.code, line.params)}</div>
      <Act view={view} command={`/通过 ${target}`} label={words('console.approve')} about={target} main />
      <details>
        <summary>{words('console.reject')}</summary>
        <Act
          view={view}
          command={`/驳回 ${target}`}
          label={words('console.reject')}
          about={target}
          more={{ label: words('console.reason'), required: true }}
        />
      </details>
    </li>
  )
}
