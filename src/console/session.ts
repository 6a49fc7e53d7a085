import { getCookie } from 'hono/cookie'
import { dayOf } from '../domain/calendar/shanghai.ts'
import { scopeOf } from '../domain/console/scope.ts'
import { policyOf } from '../domain/policy.ts'
import { rolesOfSession, sessionQuery } from '../store/console/session.ts'
import type { Store } from '../store/d1.ts'
import { policyQuery } from '../store/policy.ts'
import { words } from '../text/format.ts'
import { originOf } from './origin.ts'
import type { Asked } from './outside.ts'
import type { View } from './page.ts'
import { calendarKey, digestOf, formToken, newNonce, tokenIn } from './seal.ts'

/** `__Host-` binds the cookie to this host and to https; without https a browser refuses the name. */
export const cookieName = (request: Request): string =>
  new URL(request.url).protocol === 'https:' ? '__Host-console' : 'console'

/**
 * Whether the cookie may travel by https only. Not on this machine without https: some browsers drop a secure cookie there,
 * and what is sent to oneself passes no network.
 */
export function isSecure(request: Request): boolean {
  const { protocol, hostname } = new URL(request.url)
  return protocol === 'https:' || !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

/** The token of the session that a request shows, if we have signed it. */
export const shownToken = (c: Asked): string | undefined =>
  tokenIn(c.get('keys'), getCookie(c, cookieName(c.req.raw)))

/** Who looks, what they see, and by which rules; undefined without a session that runs. One round trip. */
export async function viewOf(c: Asked, store: Store): Promise<{ view: View; token: string } | undefined> {
  const [keys, now, token] = [c.get('keys'), c.get('now'), shownToken(c)]
  if (token === undefined) return undefined
  const hash = digestOf(keys, token)
  const today = dayOf(now)
  const [people, roles, policy] = await store.batch([
    sessionQuery(hash, now),
    rolesOfSession(hash),
    policyQuery(today),
  ])
  const [person] = people
  if (!person) return undefined
  const { pathname, searchParams } = new URL(c.req.url)
  const query = [...searchParams].filter(([name]) => name !== 'done')
  const { id, name, kind, unit, community, lang: script } = person
  const view: View = {
    viewer: { id, name: name ?? words('role.administrator', {}, script), kind, unit, community, roles },
    scope: scopeOf(id, roles),
    now,
    today,
    policy: policyOf(policy),
    script,
    origin: originOf(c.env, c.req.url),
    calendarKey: (nonce) => calendarKey(keys, nonce),
    here: pathname + (query.length > 0 ? `?${new URLSearchParams(query)}` : ''),
    asked: (name) => c.req.param(name) ?? (searchParams.get(name)?.trim() || undefined),
    words: (code, params = {}) => words(code, params, script),
    seal: (command) => {
      const nonce = newNonce(keys)
      return { nonce, token: formToken(keys, token, nonce, command) }
    },
  }
  return { view, token }
}
