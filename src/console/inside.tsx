import { maySee } from '../domain/console/scope.ts'
import { Store } from '../store/d1.ts'
import { words } from '../text/format.ts'
import { Door, Layout } from './layout.tsx'
import type { Asked } from './outside.ts'
import type { Inside, Page, View } from './page.ts'
import { pages } from './pages.ts'
import { scriptAsked } from './script-asked.ts'
import { viewOf } from './session.ts'

/** What is done only for who is in; the others are told how to get in. */
export const inside =
  (answer: (c: Asked, who: Inside) => Response | Promise<Response>) =>
  async (c: Asked): Promise<Response> => {
    const store = new Store(c.env.DB)
    const seen = await viewOf(c, store)
    return seen ? answer(c, { store, ...seen }) : closed(c)
  }

/** The pages of who looks, the first one their home. */
export const pagesOf = ({ viewer }: View) => pages.filter(({ eyes }) => maySee(eyes, viewer.roles))

export const inNavigation = (mine: readonly Page[]) => mine.filter(({ hidden }) => !hidden)

/** There is no such thing, or it is not for this viewer: which of the two is nobody's business. */
export const missing = (c: Asked, view: View, status: 403 | 404) => {
  const why = status === 403 ? 'console.not_yours' : 'console.no_such'
  return c.html(
    <Layout
      view={view}
      pages={inNavigation(pagesOf(view))}
      path="-"
      title={view.words('console.nothing_here')}
    >
      <section>{view.words(why)}</section>
    </Layout>,
    status,
  )
}

/** Nobody is in the console here; how to get in. */
export const closed = (c: Asked, status: 401 | 404 = 401) => {
  const script = scriptAsked(c)
  return c.html(
    <Door title={words('console.closed', {}, script)} script={script}>
      <p>{words('console.how_to_enter', {}, script)}</p>
    </Door>,
    status,
  )
}
