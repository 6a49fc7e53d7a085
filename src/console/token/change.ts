import { endOfToken, lifetimes } from '../../domain/api/token.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { endToken, makeToken, tokenPlaceQuery } from '../../store/api/token.ts'
import type { Store } from '../../store/d1.ts'
import { clean } from '../../text/clean.ts'
import { fold } from '../../text/fold.ts'
import { formIn } from '../form.ts'
import type { Asked } from '../outside.ts'
import type { View } from '../page.ts'
import { apiToken, digestOf, isSealed } from '../seal.ts'

/** What a form of tokens did: ended one, made one (shown this once), or why it made none. */
export type Changed = { ended: true } | { made: string } | Refusal

/** POST by an administrator: makes a token of the interface, or ends one. Undefined for a form that is not ours. */
export async function changeToken(
  c: Asked,
  store: Store,
  view: View,
  session: string,
): Promise<Changed | undefined> {
  const form = await formIn(c)
  const field = (name: string): string => (typeof form[name] === 'string' ? form[name].trim() : '')
  const [does, nonce, keys] = [field('does'), field('nonce'), c.get('keys')]
  if (!isSealed(keys, session, nonce, `token/${does}`, field('token'))) return undefined
  const by = { person: view.viewer.id, message: `console/${nonce}`, at: view.now }
  const ended = /^end\/(\d{1,15})$/.exec(does)
  if (ended) {
    await store.batch(endToken(Number(ended[1]), by))
    return { ended: true }
  }
  const name = clean(field('name')).replace(/\s+/g, ' ').trim()
  const days = lifetimes.find((one) => String(one) === field('days'))
  if (name === '' || [...name].length > 40 || !days) return refuse('token.no_name')
  const place = await placeOf(store, field('place'))
  if (isRefusal(place)) return place
  // Made from the form's nonce: sent twice it is the same one.
  const made = apiToken(keys, nonce)
  const hash = digestOf(keys, `api/${made}`)
  await store.batch(makeToken({ name, hash, ...place, expiresAt: endOfToken(view.now, days) }, by))
  return { made }
}

/** The unit or community of a name; neither for none: everything. */
async function placeOf(store: Store, name: string) {
  if (name === '') return { unitId: null, communityId: null }
  const [[found]] = await store.batch([tokenPlaceQuery(fold(name))])
  const { unit_id: unitId = null, community_id: communityId = null } = found ?? {}
  if (unitId === null && communityId === null) return refuse('token.no_place', { name })
  return unitId !== null && communityId !== null ? refuse('token.both', { name }) : { unitId, communityId }
}
