import { feedQuery } from '../../store/console/feed.ts'
import { Feed } from '../feed.tsx'
import { definePage } from '../page.ts'
import { Year, yearQueries } from '../person/year.tsx'

/** The viewer's own year, as they see it in `/我的`, and the address of their calendar. */
export const me = definePage({
  path: '/me',
  title: 'console.me',
  eyes: ['person'],
  read: (view) => ({ ...yearQueries(view, view.scope.own), feed: feedQuery(view.scope.own) }),
  render: ({ feed, ...facts }, view) => (
    <>
      <Year view={view} facts={facts} address="/console/me" />
      <Feed view={view} feed={feed[0]} />
    </>
  ),
})
