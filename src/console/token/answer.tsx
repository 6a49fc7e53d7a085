import { isRefusal } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { inNavigation, inside, missing, pagesOf } from '../inside.tsx'
import { Layout } from '../layout.tsx'
import { turnedAway } from '../turned-away.tsx'
import { changeToken } from './change.ts'
import { Made, NotMade } from './tokens.tsx'

/** A token of the interface for other systems is made, which is shown this once, or ended; by administrators. */
export const answerTokens = inside(async (c, { store, view, token }) => {
  if (!isAdministrator(view.viewer.roles)) return missing(c, view, 403)
  const done = await changeToken(c, store, view, token)
  if (!done) return turnedAway(c, 'stale')
  if ('ended' in done) return c.redirect('/console/settings', 303)
  const title = view.words(isRefusal(done) ? 'token.not_made' : 'token.made')
  return c.html(
    <Layout view={view} pages={inNavigation(pagesOf(view))} path="/settings" title={title}>
      {isRefusal(done) ? (
        <NotMade view={view} why={view.words(done.refused, done.params)} />
      ) : (
        <Made view={view} value={done.made} />
      )}
    </Layout>,
  )
})
