import { definePage } from '../page.ts'
import { Year, yearQueries } from '../person/year.tsx'

/** One person of the viewer's scope and their year. */
export const person = definePage({
  path: '/people/:id{[0-9]+}',
  title: 'console.person',
  eyes: ['administrator', 'secretary', 'street_officer', 'grid_head', 'liaison'],
  hidden: true,
  read: (view) => yearQueries(view, Number(view.asked('id'))),
  render: (facts, view) => {
    const [found] = facts.person
    return found && <Year view={view} facts={facts} address={`/console/people/${found.id}`} />
  },
})
