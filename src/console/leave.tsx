import { deleteCookie } from 'hono/cookie'
import { endSession } from '../store/console/session.ts'
import { words } from '../text/format.ts'
import { formIn } from './form.ts'
import { inside } from './inside.tsx'
import { Door } from './layout.tsx'
import { digestOf, isSealed } from './seal.ts'
import { cookieName, isSecure } from './session.ts'
import { turnedAway } from './turned-away.tsx'

/** Ends the session, and says so. */
export const leave = inside(async (c, { store, view, token }) => {
  const { nonce, token: seal } = await formIn(c)
  if (!isSealed(c.get('keys'), token, String(nonce), 'leave', String(seal))) return turnedAway(c, 'stale')
  await store.batch([endSession(digestOf(c.get('keys'), token))])
  deleteCookie(c, cookieName(c.req.raw), { path: '/', secure: isSecure(c.req.raw) })
  const { script } = view
  return c.html(
    <Door title={words('console.left', {}, script)} script={script}>
      <p>{words('console.how_to_enter', {}, script)}</p>
    </Door>,
  )
})
