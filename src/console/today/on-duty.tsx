import type { View } from '../page.ts'
import { Table } from '../table.tsx'

interface OnDutyRow {
  name: string | null
  unit: string
  community: string
  started_at: number
  /** Null where it is not counted. */
  count: number | null
}

/** Who is on duty now, and since when. */
export const OnDuty = ({ view: { words }, people }: { view: View; people: readonly OnDutyRow[] }) => {
  const [first] = people
  return (
    <section>
      <h2>{words('console.on_duty')}</h2>
      {first ? (
        <Table
          caption={
            first.count === null
              ? words('console.longest', { shown: people.length })
              : words('console.of', { count: first.count, shown: people.length })
          }
          columns={[
            { title: words('console.col.name'), of: ({ name }: OnDutyRow) => name ?? '' },
            { title: words('console.col.unit'), of: ({ unit }) => unit },
            { title: words('console.col.community'), of: ({ community }) => community },
            {
              title: words('console.col.since'),
              of: ({ started_at }) => words('console.moment', { at: started_at }),
            },
          ]}
          rows={people}
        />
      ) : (
        <p>{words('console.nobody')}</p>
      )}
    </section>
  )
}
