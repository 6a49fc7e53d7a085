import * as v from 'valibot'
import { MINUTE } from '../../domain/calendar/shanghai.ts'
import { type Failure, postJson } from '../post-json.ts'
import { byStatus, isOk } from '../push-answer.ts'
import { readFailure } from './push-answer.ts'

/** The app that speaks: its keys, the robot it speaks as, and where api.dingtalk.com is. */
export interface DingtalkApp {
  clientId: string
  clientSecret: string
  robotCode: string
  apiOrigin: string
}

export interface Token {
  is: 'token'
  token: string
  /** ms UTC; renewed from here on. */
  until: number
}

/** Renewed this long before its end (dingtalk-protocol §4.1). */
const EARLY = 5 * MINUTE
/** A call that did not settle by then died with the request that made it. */
const DEAD = 30_000

/** By client id: the apps of one deployment never see each other's. They live as long as the isolate. */
const kept = new Map<string, Token>()
const asked = new Map<string, { at: number; answer: Promise<Token | Failure> }>()

/**
 * The access token of an app at `now` (ms UTC): the kept one while it lasts, else a new one, which callers at the same
 * time share. A failure is not kept; it is never `unknown`, because nothing was sent yet.
 */
export async function accessToken(app: DingtalkApp, now: number): Promise<Token | Failure> {
  const known = kept.get(app.clientId)
  if (known && now < known.until) return known
  const running = asked.get(app.clientId)
  if (running && Math.abs(now - running.at) < DEAD) return running.answer
  const answer = ask(app, now)
  asked.set(app.clientId, { at: now, answer })
  try {
    const token = await answer
    if (token.is === 'token') kept.set(app.clientId, token)
    return token
  } finally {
    if (asked.get(app.clientId)?.answer === answer) asked.delete(app.clientId)
  }
}

/** The platform no longer takes this token. Another one that came meanwhile stays. */
export function dropToken(app: DingtalkApp, token: Token): void {
  if (kept.get(app.clientId)?.token === token.token) kept.delete(app.clientId)
}

const Granted = v.object({
  accessToken: v.pipe(v.string(), v.minLength(1)),
  expireIn: v.pipe(v.number(), v.minValue(0)),
})

async function ask(
  { clientId, clientSecret, apiOrigin }: DingtalkApp,
  now: number,
): Promise<Token | Failure> {
  const answer = await postJson(`${apiOrigin}/v1.0/oauth2/accessToken`, {
    appKey: clientId,
    appSecret: clientSecret,
  })
  if ('is' in answer) return nobodyReached(answer)
  const granted = v.safeParse(Granted, answer.body)
  if (!granted.success || !isOk(answer.status)) {
    return nobodyReached(readFailure(answer, now) ?? byStatus('dingtalk', answer.status))
  }
  const { accessToken, expireIn } = granted.output
  return { is: 'token', token: accessToken, until: now + expireIn * 1000 - EARLY }
}

/** Without a token nothing was sent, and nothing can be by this app. */
const nobodyReached = (failure: Failure): Failure =>
  failure.is === 'unknown'
    ? { is: 'later', waitMs: 30_000, why: failure.why, channel: true, fault: true }
    : { ...failure, channel: true }
