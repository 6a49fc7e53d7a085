import { peopleQuery } from '../../store/console/people.ts'
import { fold } from '../../text/fold.ts'
import { ShareBar } from '../chart/share-bar.tsx'
import { More } from '../more.tsx'
import { definePage } from '../page.ts'
import { Table } from '../table.tsx'

const shown = 50

/** The people of the viewer's scope by name, with the year's hours against the target. */
export const people = definePage({
  path: '/people',
  title: 'console.people',
  eyes: ['administrator', 'secretary', 'street_officer', 'grid_head', 'liaison'],
  read: ({ scope, today, asked }) => ({
    people: peopleQuery(
      scope,
      today.slice(0, 4),
      { begins: fold(asked('name') ?? ''), after: Number(asked('after')) || 0 },
      shown + 1,
    ),
  }),
  render: ({ people }, { words, policy, today, asked }) => {
    const here = people.slice(0, shown)
    const name = asked('name') ?? ''
    const more = new URLSearchParams({ name, after: String(here.at(-1)?.id) })
    const target = policy.yearlyTargetMinutes
    return (
      <section>
        <form class="line" method="get" action="/console/people">
          <label>
            {words('console.name_begins')}
            <input name="name" value={name} maxlength={20} autocomplete="off" />
          </label>
          <button type="submit">{words('console.show')}</button>
        </form>
        {here.length === 0 ? (
          <p>{words('console.nobody')}</p>
        ) : (
          <Table
            caption={words('console.people_caption', { year: today.slice(0, 4), target })}
            columns={[
              {
                title: words('console.col.name'),
                of: (row: (typeof here)[number]) => <a href={`/console/people/${row.id}`}>{row.name}</a>,
              },
              {
                title: words('console.col.minutes'),
                of: ({ minutes }) => words('console.duration', { minutes }),
                number: true,
              },
              {
                title: words('console.col.share'),
                of: ({ minutes }) => <ShareBar part={minutes} whole={target} />,
              },
              { title: words('console.col.points'), of: ({ points }) => points, number: true },
              { title: words('console.col.kind'), of: ({ kind }) => words(`kind.${kind}`) },
              { title: words('console.col.unit'), of: ({ unit }) => unit },
              { title: words('console.col.community'), of: ({ community }) => community },
              { title: words('console.col.state'), of: ({ state }) => words(`state.${state}`) },
            ]}
            rows={here}
          />
        )}
        <More
          words={words}
          next={people.length > shown && `/console/people?${more}`}
          first={asked('after') && `/console/people?${new URLSearchParams({ name })}`}
        />
      </section>
    )
  },
})
