import { type JoinedNeed, joinedNeeds, type NeedFacts } from '../../commands/figures/needs-lines.ts'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

/** Units named for a need at most. */
const unitsShown = 5

/** What open orders need, how many people there can do it, which units could (R028): what nobody can comes first. */
export const Needs = ({
  view: { words },
  place,
  facts,
}: {
  view: View
  /** The community that was asked for; undefined: the viewer's own ones. */
  place: string | undefined
  facts: NeedFacts
}) => {
  const needs = joinedNeeds(facts)
  return (
    <section id="needs">
      <h2>{place === undefined ? words('console.needs') : words('console.needs_of', { name: place })}</h2>
      <p class="soft">{words('console.needs_how')}</p>
      {needs.length === 0 ? (
        <p>{words('console.needs_none')}</p>
      ) : (
        <Table
          caption={words('console.needs_caption')}
          columns={[
            { title: words('console.col.need'), of: ({ name }: JoinedNeed) => name },
            {
              title: words('console.col.orders'),
              of: ({ orders }) => orders.map((order) => `#${order}`).join(' '),
            },
            { title: words('console.col.able'), of: ({ people }) => people, number: true },
            {
              title: words('console.col.able_units'),
              of: ({ people, units }) =>
                people + units.length === 0 ? (
                  <span class="bad">{words('console.needs_nobody')}</span>
                ) : (
                  units
                    .slice(0, unitsShown)
                    .map(({ name }) => name)
                    .join('、')
                ),
              long: true,
            },
          ]}
          rows={needs}
        />
      )}
    </section>
  )
}
