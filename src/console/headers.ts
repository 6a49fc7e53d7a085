import type { MiddlewareHandler } from 'hono'
import { originOf } from './origin.ts'
import type { ConsoleApp } from './outside.ts'
import { turnedAway } from './turned-away.tsx'

/** Nothing but our own style, script, pictures and forms; nobody may frame a page. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Every answer of the console; only what says otherwise (style, script) may be kept by a browser. */
export const headers: MiddlewareHandler<ConsoleApp> = async (c, next) => {
  await next()
  c.header('content-security-policy', policy)
  c.header('x-content-type-options', 'nosniff')
  // With no-referrer a browser would send `Origin: null` with our own forms.
  c.header('referrer-policy', 'same-origin')
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
}

/**
 * A form comes from our own page: by what the browser says of the fetch, else by its Origin. What sends neither is no
 * browser, and holds no cookie that it was tricked into using.
 */
export const ownForms: MiddlewareHandler<ConsoleApp> = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const own = [new URL(c.req.url).origin, originOf(c.env, c.req.url)]
  const foreign = site === undefined ? origin !== undefined && !own.includes(origin) : site !== 'same-origin'
  if (c.req.method === 'POST' && foreign) return turnedAway(c, 'foreign')
  return next()
}
