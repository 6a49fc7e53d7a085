import { definePage } from '../page.ts'
import { Year, yearQueries } from '../person/year.tsx'

/** The viewer's own year, as they see it in `/我的`. */
export const me = definePage({
  path: '/me',
  title: 'console.me',
  eyes: ['person'],
  read: (view) => yearQueries(view, view.scope.own),
  render: (facts, view) => <Year view={view} facts={facts} address="/console/me" />,
})
