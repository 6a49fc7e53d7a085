import { answerQuery } from '../store/console/session.ts'
import { Answer } from './answer.tsx'
import { inNavigation, inside, missing, pagesOf } from './inside.tsx'
import { Layout } from './layout.tsx'
import type { Page } from './page.ts'

/** A page: who looks, then its rows in one batch, then its markup. */
export const show = (page: Page) =>
  inside(async (c, { store, view }) => {
    const mine = pagesOf(view)
    if (!mine.includes(page)) {
      const [home] = mine
      return page.path === '' && home ? c.redirect(`/console${home.path}`, 303) : missing(c, view, 403)
    }
    const done = c.req.query('done')
    const facts = await store.batchByName({
      ...page.read(view),
      ...(done ? { $answer: answerQuery(done, view.viewer.id) } : {}),
    })
    const shown = page.render(facts, view)
    if (shown === undefined) return missing(c, view, 404)
    const stored = (facts as { $answer?: { outcome: string }[] }).$answer?.[0]?.outcome
    return c.html(
      <Layout view={view} pages={inNavigation(mine)} path={page.path} title={view.words(page.title)}>
        <Answer view={view} stored={stored} />
        {shown}
      </Layout>,
    )
  })
