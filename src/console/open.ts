import { Hono } from 'hono'
import { trimTrailingSlash } from 'hono/trailing-slash'
import { verify } from './certificate/verify.tsx'
import { calendar } from './feed.tsx'
import { headers } from './headers.ts'
import { nowOf } from './now.ts'
import type { ConsoleApp, Outside } from './outside.ts'

/** What anybody may ask for without a session, below /verify: whether a certificate is what it says. */
export function verifyApp(): Hono<ConsoleApp> {
  const app = new Hono<ConsoleApp>()
  app.use(headers, trimTrailingSlash())
  app.get('/', verify)
  app.get('/:code', verify)
  return app
}

/** Below /calendar: the calendars behind secret addresses. */
export function calendarApp(outside: Outside): Hono<ConsoleApp> {
  const app = new Hono<ConsoleApp>()
  app.use(headers)
  app.get('/:file', async (c) => {
    const secret = c.env.CONSOLE_SECRET
    if (!secret) return c.text('CONSOLE_SECRET is not set: there are no calendars (see /healthz)', 503)
    const { hmac, random } = outside.around(c.req.raw, c.env)
    c.set('keys', { secret, hmac, random })
    c.set('now', await nowOf(c, outside))
    return calendar(c)
  })
  return app
}
