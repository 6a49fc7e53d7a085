import { type Context, Hono } from 'hono'
import { nowOf } from '../../console/now.ts'
import { originOf } from '../../console/origin.ts'
import type { ConsoleApp, Outside } from '../../console/outside.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { Store } from '../../store/d1.ts'
import type { Resource, Sheet, Wanted } from './define.ts'
import { reachOfRequest } from './door.ts'
import { openApi } from './openapi.ts'
import { readRequest } from './read-request.ts'
import { refusedJson } from './refused.ts'
import { resources } from './resources.ts'

type Asked = Context<ConsoleApp>

/** The read-only interface for other systems, below /api/v1 (docs/api.md). */
export function apiApp(outside: Outside): Hono<ConsoleApp> {
  const app = new Hono<ConsoleApp>()
  app.get('/openapi.json', (c) => fingerprinted(c, openApi(originOf(c.env, c.req.url))))
  app.use(async (c, next) => {
    if (!['GET', 'HEAD'].includes(c.req.method)) return refusedJson(refuse('api.read_only'))
    const secret = c.env.CONSOLE_SECRET
    if (!secret) return refusedJson(refuse('api.off'))
    const { hmac, random } = outside.around(c.req.raw, c.env)
    c.set('keys', { secret, hmac, random })
    c.set('now', await nowOf(c, outside))
    return next()
  })
  for (const one of resources) app.get(`/${one.name}`, (c) => show(c, one))
  app.all('*', () => refusedJson(refuse('api.no_such')))
  return app
}

/** One answer: who asks, for what, and its rows; two round trips. */
async function show(c: Asked, one: Resource | Sheet): Promise<Response> {
  const store = new Store(c.env.DB)
  const now = c.get('now')
  const door = await reachOfRequest(c.req.header('authorization'), c.get('keys'), store, now)
  if (door instanceof Response) return door
  const wanted = readRequest(one, new URL(c.req.url).searchParams, door.reach, now)
  if (isRefusal(wanted)) return refusedJson(wanted)
  if ('facts' in one) return fingerprinted(c, one.answer(await store.batchByName(one.facts(wanted)), wanted))
  return fingerprinted(c, await page(store, one, wanted))
}

/** A page of a list, and where the next one begins: one row more is read to know. */
async function page(store: Store, one: Resource, wanted: Wanted) {
  const [rows] = await store.batch([one.read({ ...wanted, limit: wanted.limit + 1 })])
  const shown = rows.slice(0, wanted.limit)
  const last = shown.at(-1)
  return {
    data: shown.map((row) => one.item(row)),
    next: rows.length > shown.length && last ? one.key(last).join('.') : null,
  }
}

/** JSON with its fingerprint; 304 for who has it already. */
async function fingerprinted(c: Asked, answer: object): Promise<Response> {
  const body = JSON.stringify(answer)
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))
  const etag = `"${[...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`
  const headers = { etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' }
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
    ? new Response(null, { status: 304, headers })
    : Response.json(answer, { headers })
}
