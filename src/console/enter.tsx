import { setCookie } from 'hono/cookie'
import { linkLives, maskedName, sessionLives } from '../domain/console/link.ts'
import { endSession, linkQuery, useLink } from '../store/console/session.ts'
import { Store } from '../store/d1.ts'
import type { Script } from '../text/catalogue.ts'
import { words } from '../text/format.ts'
import { formIn } from './form.ts'
import { Door } from './layout.tsx'
import type { Asked } from './outside.ts'
import { scriptAsked } from './script-asked.ts'
import { cookieOf, digestOf, newToken } from './seal.ts'
import { cookieName, isSecure, shownToken } from './session.ts'

/** GET: whose link it is, and a button. A preview may ask as often as it likes: nothing is written. */
export async function showDoor(c: Asked) {
  const token = c.req.query('k') ?? ''
  const [[link]] = await new Store(c.env.DB).batch([linkQuery(digestOf(c.get('keys'), token))])
  if (!link || link.used_at !== null || link.expires_at <= c.get('now')) return shut(c, link)
  const name = maskedName(link.name ?? words('role.administrator', {}, link.lang))
  return c.html(
    <Door title={words('console.enter_title', {}, link.lang)} script={link.lang}>
      <p>{words('console.enter_as', { name }, link.lang)}</p>
      <form method="post" action="/console/enter">
        <input type="hidden" name="k" value={token} />
        <button type="submit" class="main">
          {words('console.enter', {}, link.lang)}
        </button>
      </form>
      <p class="soft">{words('console.enter_once', { hours: sessionLives / 3_600_000 }, link.lang)}</p>
    </Door>,
  )
}

/** POST, by the tap: the write uses the link up and begins the session; of two taps one wins. */
export async function enter(c: Asked) {
  const { k } = await formIn(c)
  const [keys, now, left] = [c.get('keys'), c.get('now'), shownToken(c)]
  const hash = digestOf(keys, typeof k === 'string' ? k : '')
  const token = newToken(keys)
  const session = digestOf(keys, token)
  const store = new Store(c.env.DB)
  const [, begun, , found] = await store.batch([
    ...useLink(hash, session, now, now + sessionLives),
    linkQuery(hash),
  ])
  if (begun.length === 0) return shut(c, found[0])
  // A browser holds one session: the one it held before, of whomever, ends.
  if (left !== undefined && digestOf(keys, left) !== session)
    await store.batch([endSession(digestOf(keys, left))])
  setCookie(c, cookieName(c.req.raw), cookieOf(keys, token), {
    httpOnly: true,
    secure: isSecure(c.req.raw),
    sameSite: 'Strict',
    path: '/',
    maxAge: sessionLives / 1000,
  })
  const page = found[0]?.page
  return c.redirect(page ? `/console/${page}` : '/console', 303)
}

/** Why a link does not open anything: it was used, its time is over, or a newer one has taken its place. */
function shut(c: Asked, link: { used_at: number | null; lang: Script } | undefined) {
  const script = link?.lang ?? scriptAsked(c)
  const why = !link
    ? 'console.link_unknown'
    : link.used_at !== null
      ? 'console.link_used'
      : 'console.link_expired'
  return c.html(
    <Door title={words('console.shut', {}, script)} script={script}>
      <p>{words(why, { minutes: linkLives / 60_000 }, script)}</p>
      <p>{words('console.ask_again', {}, script)}</p>
    </Door>,
    link ? 410 : 404,
  )
}
