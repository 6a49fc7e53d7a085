import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie } from 'hono/cookie'
import { maySee } from '../domain/console/scope.ts'
import { isRefusal } from '../domain/refusal.ts'
import { isAdministrator } from '../domain/roles.ts'
import { answerQuery, endSession } from '../store/console/session.ts'
import { Store } from '../store/d1.ts'
import { words } from '../text/format.ts'
import { act } from './act.ts'
import { Answer } from './answer.tsx'
import { scriptFile, styleSheet } from './assets.ts'
import { issue } from './certificate/issue.ts'
import { download } from './download.ts'
import { enter, showDoor } from './enter.tsx'
import { changeFeed } from './feed.tsx'
import { formIn } from './form.ts'
import { headers, ownForms } from './headers.ts'
import { apply } from './import/apply.ts'
import { mostBytes } from './import/read-file.ts'
import { template } from './import/template.ts'
import { upload } from './import/upload.ts'
import { Door, Layout } from './layout.tsx'
import { nowOf } from './now.ts'
import type { Asked, ConsoleApp, Outside } from './outside.ts'
import type { Page, View } from './page.ts'
import { pages } from './pages.ts'
import { decide } from './reconcile/decide.ts'
import { digestOf, isSealed } from './seal.ts'
import { cookieName, isSecure, viewOf } from './session.ts'
import { changeToken } from './token/change.ts'
import { Made, NotMade } from './token/tokens.tsx'

/** The console's routes, below /console. */
export function consoleApp(outside: Outside): Hono<ConsoleApp> {
  const app = new Hono<ConsoleApp>()
  app.use(headers, ownForms, shortForms)
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
  app.post('/certificate', async (c) => {
    const store = new Store(c.env.DB)
    const seen = await viewOf(c, store)
    if (!seen) return closed(c)
    const next = await issue(c, store, seen.view, seen.token)
    return next ? c.redirect(next, 303) : c.text('not a form of this session', 403)
  })
  app.post('/calendar', async (c) => {
    const store = new Store(c.env.DB)
    const seen = await viewOf(c, store)
    if (!seen) return closed(c)
    const done = await changeFeed(c, store, seen.view, seen.token)
    return done ? c.redirect('/console/me', 303) : c.text('not a form of this session', 403)
  })
  app.post('/tokens', tokens)
  app.get('/exports/:name', async (c) => {
    const store = new Store(c.env.DB)
    const seen = await viewOf(c, store)
    if (!seen) return closed(c)
    return (await download(c, store, seen.view)) ?? missing(c, seen.view, pagesOf(seen.view), 404)
  })
  app.post(
    '/imports',
    bodyLimit({ maxSize: mostBytes + 64 * 1024, onError: tooLarge }),
    async (c) => (await upload(c)) ?? closed(c),
  )
  app.post('/imports/apply', async (c) => (await apply(c)) ?? closed(c))
  app.get('/imports/template', async (c) => (await template(c)) ?? closed(c))
  app.post('/reconciliation', async (c) => (await decide(c)) ?? closed(c))
  for (const page of pages) app.get(page.path === '' ? '/' : page.path, (c) => show(c, page))
  app.all('*', nowhere)
  return app
}

/** A file that is larger than one may be is not read at all; the page says so. */
const tooLarge = (c: Context) => c.redirect('/console/imports?big=1', 303)

const short = bodyLimit({ maxSize: 64 * 1024, onError: (c) => c.text('too large', 413) })

/** Only where files are handed in may a form be long. */
const shortForms: MiddlewareHandler<ConsoleApp> = (c, next) =>
  c.req.path === '/console/imports' ? next() : short(c, next)

/** An address that is none, for somebody in the console with their pages around it. */
async function nowhere(c: Asked) {
  const seen = await viewOf(c, new Store(c.env.DB))
  return seen ? missing(c, seen.view, pagesOf(seen.view), 404) : closed(c, 404)
}

/** A page: who looks, then its rows in one batch, then its markup. */
async function show(c: Asked, page: Page) {
  const store = new Store(c.env.DB)
  const seen = await viewOf(c, store)
  if (!seen) return closed(c)
  const { view } = seen
  const mine = pagesOf(view)
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

const pagesOf = ({ viewer }: View) => pages.filter(({ eyes }) => maySee(eyes, viewer.roles))

const inNavigation = (mine: readonly Page[]) => mine.filter(({ hidden }) => !hidden)

/** A token of the interface for other systems is made, which is shown this once, or ended; by administrators. */
async function tokens(c: Asked) {
  const store = new Store(c.env.DB)
  const seen = await viewOf(c, store)
  if (!seen) return closed(c)
  const { view } = seen
  const mine = pagesOf(view)
  if (!isAdministrator(view.viewer.roles)) return missing(c, view, mine, 403)
  const done = await changeToken(c, store, view, seen.token)
  if (!done) return c.text('not a form of this session', 403)
  if ('ended' in done) return c.redirect('/console/settings', 303)
  const title = view.words(isRefusal(done) ? 'token.not_made' : 'token.made')
  return c.html(
    <Layout view={view} pages={inNavigation(mine)} path="/settings" title={title}>
      {isRefusal(done) ? (
        <NotMade view={view} why={view.words(done.refused, done.params)} />
      ) : (
        <Made view={view} value={done.made} />
      )}
    </Layout>,
  )
}

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
  const { nonce, token } = await formIn(c)
  if (!isSealed(c.get('keys'), seen.token, String(nonce), 'leave', String(token)))
    return c.text('not a form of this session', 403)
  await store.batch([endSession(digestOf(c.get('keys'), seen.token))])
  deleteCookie(c, cookieName(c.req.raw), { path: '/', secure: isSecure(c.req.raw) })
  const { script } = seen.view
  return c.html(
    <Door title={words('console.left', {}, script)} script={script}>
      <p>{words('console.how_to_enter', {}, script)}</p>
    </Door>,
  )
}
