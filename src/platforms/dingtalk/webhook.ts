/** Where one message may be answered, without a token, until `expiresAt` (ms UTC). */
export interface SessionWebhook {
  url: string
  expiresAt: number
}

/**
 * The callback's `sessionWebhook`, if there is one. It comes from a body that nobody signed, so one that leads
 * anywhere else than to `/robot/sendBySession` of the platform is 'refused' (dingtalk-protocol §1.2).
 */
export function sessionWebhook(
  url: unknown,
  expiresAt: number | undefined,
  oapiOrigin: string,
): SessionWebhook | 'refused' | undefined {
  if (url === undefined || url === null || url === '') return
  if (typeof url !== 'string' || !URL.canParse(url)) return 'refused'
  const { href, origin, pathname, username, password } = new URL(url)
  const leadsHome = origin === new URL(oapiOrigin).origin && pathname === '/robot/sendBySession'
  return leadsHome && username + password === '' ? { url: href, expiresAt: expiresAt ?? 0 } : 'refused'
}

/** How long an answer may take on its way, ms: the callback itself has to be answered soon (dingtalk-protocol §1.6). */
const PATIENCE = 1500

/**
 * Posts an answer. False when the platform refused it or cannot be reached, so that it can go out in the HTTP response
 * instead (dingtalk-protocol §3); true when it is unknown what became of it, because nothing must be said twice.
 */
export async function post(
  webhook: SessionWebhook,
  body: object,
  warn: (fields: { event: string; errcode: unknown }) => void,
): Promise<boolean> {
  const event = 'dingtalk.session_webhook'
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    })
    // Failures come as HTTP 200 too; one official sample has the 0 as a string.
    const { errcode } = await response.json<{ errcode?: unknown }>()
    if (Number(errcode) === 0) return true
    warn({ event, errcode: Number(errcode) })
    return false
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    warn({ event, errcode: timedOut ? 'timeout' : 'unreachable' })
    return timedOut
  }
}
