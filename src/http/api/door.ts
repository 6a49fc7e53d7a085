import { digestOf, type Keys } from '../../console/seal.ts'
import { type Reach, reachOf } from '../../domain/api/reach.ts'
import { minuteOf, turnedAway } from '../../domain/api/token.ts'
import { refuse } from '../../domain/refusal.ts'
import { tokenQuery, useToken } from '../../store/api/token.ts'
import type { Store } from '../../store/d1.ts'
import { refusedJson } from './refused.ts'

/** What the token of a request opens, its use counted; or what a request that opens nothing is answered. One round trip. */
export async function reachOfRequest(
  authorization: string | undefined,
  keys: Keys,
  store: Store,
  now: number,
): Promise<{ reach: Reach } | Response> {
  const [, token] = /^Bearer +([\w-]{20,80})$/i.exec(authorization ?? '') ?? []
  if (token === undefined)
    return refusedJson(authorization ? refuse('api.token_unknown') : refuse('api.token_missing'))
  const hash = digestOf(keys, `api/${token}`)
  const { minute, secondsLeft } = minuteOf(now)
  const [used, [found]] = await store.batch([useToken(hash, now, minute), tokenQuery(hash)])
  const why = turnedAway(found, used.length > 0, now)
  if (!why && found) return { reach: reachOf(found) }
  return refusedJson(why ?? refuse('api.token_unknown'), { 'retry-after': String(secondsLeft) })
}
