import type { Owner } from '../../domain/import/register.ts'
import { mayReview } from '../../domain/roles.ts'
import { Act } from '../act-form.tsx'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'
import { decisionOf } from './decide.ts'
import type { BookLine } from './line.ts'

/** Lines with their three figures, who decided, and what can be done about them. */
export const LineTable = ({
  view,
  owner,
  lines,
}: {
  view: View
  owner: Owner
  lines: readonly BookLine[]
}) => {
  const { words } = view
  const length = (minutes: number | null) => (minutes === null ? '—' : words('console.duration', { minutes }))
  return (
    <Table
      caption={words('reconcile.caption')}
      columns={[
        { title: words('console.col.name'), of: ({ row }: BookLine) => row.name ?? words('reconcile.gone') },
        { title: words('console.col.day'), of: ({ row }) => words('console.day', { day: row.day }) },
        { title: words('standing.title'), of: ({ standing }) => words(`standing.${standing}`) },
        { title: words('reconcile.col.ledger'), of: ({ row }) => length(row.ledger), number: true },
        { title: words('reconcile.col.unit'), of: ({ figures }) => length(figures.unitBook), number: true },
        {
          title: words('reconcile.col.community'),
          of: ({ figures }) => length(figures.communityBook),
          number: true,
        },
        { title: words('reconcile.col.decided'), of: (one) => decided(view, one), long: true },
        {
          title: words('reconcile.col.act'),
          of: (one) => (one.standing === 'agree' ? '' : <Acts view={view} owner={owner} of={one} />),
          long: true,
        },
      ]}
      rows={lines}
    />
  )
}

/** Who decided: on the difference, or, where none is decided on, who gave the last verdict in the ledger. */
function decided({ words }: View, { row, kept }: BookLine): string {
  if (kept?.holds) return words('reconcile.kept', { name: kept.by, at: kept.at })
  if (kept) return words('reconcile.kept_before', { name: kept.by, at: kept.at })
  if (!row.entries) return ''
  return row.judge === null ? words('reconcile.by_rule') : words('reconcile.judged', { name: row.judge })
}

const Acts = ({
  view,
  owner,
  of: { row, figures, kept, standing },
}: {
  view: View
  owner: Owner
  of: BookLine
}) => {
  const { words, viewer } = view
  const about = `${row.name ?? ''} ${words('console.day', { day: row.day })}`
  const place = { community_id: row.community_id, grid_id: row.grid_id }
  // Nobody decides on their own day.
  const decides = row.person_id !== null && row.person_id !== viewer.id
  const mine = mayReview(viewer.roles, place) && decides
  const waiting = JSON.parse(row.waiting ?? '[]') as number[]
  const book = words(`import_kind.${'unit' in owner ? 'unit_book' : 'community_book'}`)
  const corrects = mine && standing === 'different' && row.entries === 1 && row.book !== row.ledger
  return (
    <>
      {corrects && (
        <Act
          view={view}
          command={`/更正 ${row.entry} ${row.book}分钟 ${words('reconcile.correct_reason', { book })}`}
          label={words('reconcile.correct', { minutes: row.book ?? 0 })}
          about={about}
        />
      )}
      {mine && waiting.length > 0 && (
        <Act
          view={view}
          command={`/通过 ${waiting.join(' ')}`}
          label={words('reconcile.approve', { entries: waiting.map((id) => `T${id}`) })}
          about={about}
        />
      )}
      {decides && standing === 'only_there' && waiting.length === 0 && (
        <Decide view={view} what="ask" label={words('reconcile.ask')} about={about} of={{ row, figures }} />
      )}
      {decides && !kept?.holds && (
        <Decide view={view} what="keep" label={words('reconcile.keep')} about={about} of={{ row, figures }} />
      )}
      {row.person_id === null && words('reconcile.unknown')}
      {row.person_id === viewer.id && words('reconcile.own')}
    </>
  )
}

/** A button that decides on a line without touching the ledger. */
const Decide = ({
  view,
  what,
  label,
  about,
  of: { row, figures },
}: {
  view: View
  what: 'keep' | 'ask'
  label: string
  about: string
  of: Pick<BookLine, 'row' | 'figures'>
}) => {
  const fields: { [name: string]: string } = {
    what,
    person: String(row.person_id),
    day: row.day,
    ledger: String(figures.ledger),
    unit: String(figures.unitBook ?? ''),
    community: String(figures.communityBook ?? ''),
  }
  const { nonce, token } = view.seal(decisionOf(fields))
  return (
    <form class="act" method="post" action="/console/reconciliation">
      {Object.entries({ ...fields, nonce, token, back: view.here }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" aria-label={`${label} ${about}`}>
        {label}
      </button>
    </form>
  )
}
