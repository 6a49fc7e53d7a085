import * as v from 'valibot'
import { Refusal } from '../connection.ts'
import type { DingtalkSettings } from '../settings.ts'

const Opening = v.object({
  endpoint: v.pipe(v.string(), v.url()),
  ticket: v.pipe(v.string(), v.minLength(1)),
})

/**
 * Asks for a connection and returns the address to dial. The ticket in it opens one connection within 90 seconds, so
 * it is asked for each time (dingtalk-protocol §2.1). Rejects with a Refusal when the keys, the robot's mode or the
 * list of allowed addresses are the reason.
 */
export async function openingOf(
  settings: DingtalkSettings,
  subscriptions: { type: string; topic: string }[],
  signal: AbortSignal,
): Promise<string> {
  const response = await fetch(`${settings.api}/v1.0/gateway/connections/open`, {
    method: 'POST',
    // Without `accept` the answer is XML.
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      clientId: settings.bot,
      clientSecret: settings.secret,
      subscriptions,
      ua: 'hong-dadang-gateway',
    }),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
  })
  const text = await response.text()
  if ([400, 401, 403].includes(response.status)) throw new Refusal(`http_${response.status}`)
  if (!response.ok) throw new Error(`http_${response.status}`)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Opening), text)
  if (!parsed.success) throw new Error('no endpoint in the answer')
  const url = new URL(parsed.output.endpoint)
  // Only a platform on this machine may go without TLS.
  const safe = settings.api.startsWith('https:') ? ['wss:'] : ['wss:', 'ws:']
  if (!safe.includes(url.protocol)) throw new Error('endpoint without TLS')
  url.searchParams.set('ticket', parsed.output.ticket)
  return url.href
}
