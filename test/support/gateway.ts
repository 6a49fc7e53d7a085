import { createHmac } from 'node:crypto'

/**
 * The gateway's side of `POST /gateway/…`, written from the contract (docs/gateway.md) and not from
 * src/platforms/gateway.ts. Runs in workerd and in Node.
 */

export const GATEWAY_SECRET = 'test-gateway-secret'

/** A signed request at `now` (ms UTC), which it also carries as the test clock; `body` is said as JSON, or as it stands. */
export function gatewayRequest(options: {
  platform: 'wecom' | 'dingtalk'
  body: object | string
  now: number
  /** When it was signed, if not now. */
  time?: string
  secret?: string
  signature?: string
}): Request {
  const { platform, now, time = String(now), secret = GATEWAY_SECRET } = options
  const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body)
  const signature = options.signature ?? createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  return new Request(`https://bot.test/gateway/${platform}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-gateway-time': time,
      'x-gateway-signature': signature,
      'x-test-now': String(now),
    },
    body,
  })
}
