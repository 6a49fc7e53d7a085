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

/** Posts an answer. A failure is logged and not thrown: the HTTP answer has gone out already (dingtalk-protocol §3). */
export async function post(webhook: SessionWebhook, body: object): Promise<void> {
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'manual',
    })
    // Failures come as HTTP 200 too; one official sample has the 0 as a string.
    const { errcode } = await response.json<{ errcode?: unknown }>()
    if (Number(errcode) !== 0) console.warn({ event: 'dingtalk.session_webhook', errcode })
  } catch {
    console.warn({ event: 'dingtalk.session_webhook', errcode: 'unreachable' })
  }
}
