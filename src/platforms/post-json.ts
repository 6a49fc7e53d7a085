import type { Sent } from './push.ts'

/** What a platform answered: `body` is the JSON read, `undefined` where it is none. */
export interface Answer {
  status: number
  body: unknown
}

/** Every end of a push but the good one. */
export type Failure = Exclude<Sent, { is: 'sent' }>

/** How long an answer may take, ms: longer than DingTalk's own limit of 3 s (dingtalk-protocol §4.5). */
const PATIENCE = 5000

/**
 * Posts JSON once, follows no redirect and never throws. Where no answer came: `unreachable` when the connection could
 * not be made, `timeout` and `lost` when what was sent may have arrived.
 */
export async function postJson(
  url: string,
  body: object,
  headers: { [name: string]: string } = {},
): Promise<Answer | Failure> {
  if (!URL.canParse(url)) return { is: 'refused', why: 'bad_url', channel: true }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    })
    // Read to its end even when it is no JSON: an unread body keeps its connection.
    return { status: response.status, body: await response.text().then(json, () => undefined) }
  } catch (error) {
    return failureOf(error)
  }
}

function failureOf(error: unknown): Failure {
  const { name = '', message = '' } = error instanceof Error ? error : {}
  if (name === 'TimeoutError' || name === 'AbortError') return { is: 'unknown', why: 'timeout' }
  // workerd has these words for a refused connection too, and nothing tells it from one that broke after sending.
  if (/connection lost/i.test(message)) return { is: 'unknown', why: 'lost' }
  return { is: 'later', waitMs: 30_000, why: 'unreachable', channel: true, fault: true }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
