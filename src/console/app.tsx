import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { maySee } from '../domain/console/scope.ts'
import { answerQuery, clockOffsetQuery, endSession } from '../store/console/session.ts'
import { Store } from '../store/d1.ts'
import { words } from '../text/format.ts'
import { act } from './act.ts'
import { Answer } from './answer.tsx'
import { scriptFile, styleSheet } from './assets.ts'
import { enter, showDoor } from './enter.tsx'
import { headers, ownForms } from './headers.ts'
import { Door, Layout } from './layout.tsx'
import type { Asked, ConsoleApp, Outside } from './outside.ts'
import type { Page, View } from './page.ts'
import { pages } from './pages.ts'
import { digestOf, isSealed } from './seal.ts'
import { cookieName, viewOf } from './session.ts'

/** The console's routes, below /console. */
export function consoleApp(outside: Outside): Hono<ConsoleApp> {
  const app = new Hono<ConsoleApp>()
  app.use(headers, ownForms)
  for (const { path, body, headers } of [styleSheet, scriptFile])
    app.get(path, (c) => c.body(body, 200, headers))
  app.use(async (c, next) => {
    const secret = c.env.CONSOLE_SECRET
    if (!secret) return c.text('CONSOLE_SECRET is not set: the console is off (see /healthz)', 503)
    const { hmac, random } = outside.around(c.req.raw, c.env)
    c.set('keys', { secret, hmac, random })
    c.set('outside', outside)
    c.set('now', await nowOf(c, outside))
    return next()
  })
  app.get('/enter', showDoor)
  app.post('/enter', enter)
  app.post('/leave', leave)
  app.post('/act', async (c) => {
    const store = new Store(c.env.DB)
    const seen = await viewOf(c, store)
    if (!seen) return closed(c)
    const done = await act(c, store, seen.view, seen.token)
    return done ? c.redirect(done.next, 303) : c.text('not a form of this session', 403)
  })
  for (const page of pages) app.get(page.path === '' ? '/' : page.path, (c) => show(c, page))
  app.notFound((c) => closed(c as Asked, 404))
  return app
}

/** The request's now; where a test clock is allowed it goes by what callbacks have moved it by (architecture §4). */
async function nowOf(c: Asked, outside: Outside): Promise<number> {
  const now = outside.now(c.req.raw, c.env)
  if (c.env.ALLOW_TEST_CLOCK !== '1' || c.req.header('x-test-now')) return now
  const [[clock]] = await new Store(c.env.DB).batch([clockOffsetQuery()])
  return now + (clock?.offset_ms ?? 0)
}

/** A page: who looks, then its rows in one batch, then its markup. */
async function show(c: Asked, page: Page) {
  const store = new Store(c.env.DB)
  const seen = await viewOf(c, store)
  if (!seen) return closed(c)
  const { view } = seen
  const mine = pages.filter(({ eyes }) => maySee(eyes, view.viewer.roles))
  if (!mine.includes(page)) {
    const [home] = mine
    return page.path === '' && home ? c.redirect(`/console${home.path}`, 303) : missing(c, view, mine, 403)
  }
  const done = c.req.query('done')
  const facts = await store.batchByName({
    ...page.read(view),
    ...(done ? { $answer: answerQuery(done, view.viewer.id) } : {}),
  })
  const shown = page.render(facts, view)
  if (shown === undefined) return missing(c, view, mine, 404)
  const stored = (facts as { $answer?: { outcome: string }[] }).$answer?.[0]?.outcome
  return c.html(
    <Layout view={view} pages={inNavigation(mine)} path={page.path} title={view.words(page.title)}>
      <Answer view={view} stored={stored} />
      {shown}
    </Layout>,
  )
}

const inNavigation = (mine: readonly Page[]) => mine.filter(({ hidden }) => !hidden)

/** There is no such thing, or it is not for this viewer: which of the two is nobody's business. */
const missing = (c: Asked, view: View, mine: readonly Page[], status: 403 | 404) => {
  const why = status === 403 ? 'console.not_yours' : 'console.no_such'
  return c.html(
    <Layout view={view} pages={inNavigation(mine)} path="-" title={view.words('console.nothing_here')}>
      <section>{view.words(why)}</section>
    </Layout>,
    status,
  )
}

/** Nobody is in the console here; how to get in. */
const closed = (c: Asked, status: 401 | 404 = 401) =>
  c.html(
    <Door title={words('console.closed', {}, 'hans')} script="hans">
      <p>{words('console.how_to_enter', {}, 'hans')}</p>
    </Door>,
    status,
  )

/** Ends the session, and says so. */
async function leave(c: Asked) {
  const store = new Store(c.env.DB)
  const seen = await viewOf(c, store)
  if (!seen) return closed(c)
  const { nonce, token } = await c.req.parseBody()
  if (!isSealed(c.get('keys'), seen.token, String(nonce), 'leave', String(token)))
    return c.text('not a form of this session', 403)
  await store.batch([endSession(digestOf(c.get('keys'), seen.token))])
  deleteCookie(c, cookieName(c.req.raw), { path: '/', secure: true })
  const { script } = seen.view
  return c.html(
    <Door title={words('console.left', {}, script)} script={script}>
      <p>{words('console.how_to_enter', {}, script)}</p>
    </Door>,
  )
}
