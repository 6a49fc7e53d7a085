import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { trimTrailingSlash } from 'hono/trailing-slash'
import { Store } from '../store/d1.ts'
import { act } from './act.ts'
import { scriptFile, styleSheet } from './assets.ts'
import { issue } from './certificate/issue.ts'
import { download } from './download.ts'
import { enter, showDoor } from './enter.tsx'
import { changeFeed } from './feed.tsx'
import { headers, ownForms } from './headers.ts'
import { apply } from './import/apply.ts'
import { mostBytes } from './import/read-file.ts'
import { template } from './import/template.ts'
import { upload } from './import/upload.ts'
import { closed, inside, missing } from './inside.tsx'
import { leave } from './leave.tsx'
import { nowOf } from './now.ts'
import type { Asked, ConsoleApp, Outside } from './outside.ts'
import { pages } from './pages.ts'
import { decide } from './reconcile/decide.ts'
import { viewOf } from './session.ts'
import { show } from './show.tsx'
import { answerTokens } from './token/answer.tsx'
import { turnedAway } from './turned-away.tsx'

/** The console's routes, below /console. */
export function consoleApp(outside: Outside): Hono<ConsoleApp> {
  const app = new Hono<ConsoleApp>()
  app.use(headers, trimTrailingSlash(), ownForms, shortForms)
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
  app.post(
    '/act',
    inside(async (c, { store, view, token }) => goOn(c, (await act(c, store, view, token))?.next)),
  )
  app.post(
    '/certificate',
    inside(async (c, { store, view, token }) => goOn(c, await issue(c, store, view, token))),
  )
  app.post(
    '/calendar',
    inside(async (c, { store, view, token }) =>
      goOn(c, (await changeFeed(c, store, view, token)) ? '/console/me' : undefined),
    ),
  )
  app.post('/tokens', answerTokens)
  app.get(
    '/exports/:name',
    inside(async (c, { store, view }) => (await download(c, store, view)) ?? missing(c, view, 404)),
  )
  app.post('/imports', bodyLimit({ maxSize: mostBytes + 64 * 1024, onError: tooLarge }), inside(upload))
  app.post('/imports/apply', inside(apply))
  app.get('/import-template', inside(template))
  app.post('/reconciliation', inside(decide))
  for (const page of pages) app.get(page.path === '' ? '/' : page.path, show(page))
  app.all('*', nowhere)
  return app
}

/** After a form that was taken the browser asks anew; what a reload would send again is nothing. */
const goOn = (c: Asked, next: string | undefined) => (next ? c.redirect(next, 303) : turnedAway(c, 'stale'))

/** A file that is larger than one may be is not read at all; the page says so. */
const tooLarge = (c: Context) => c.redirect('/console/imports?big=1', 303)

const short = bodyLimit({ maxSize: 64 * 1024, onError: (c) => turnedAway(c, 'long') })

/** Only where files are handed in may a form be long. */
const shortForms: MiddlewareHandler<ConsoleApp> = (c, next) =>
  c.req.path === '/console/imports' ? next() : short(c, next)

/** An address that is none, for somebody in the console with their pages around it. */
async function nowhere(c: Asked) {
  const seen = await viewOf(c, new Store(c.env.DB))
  return seen ? missing(c, seen.view, 404) : closed(c, 404)
}
