import { afterEach, vi } from 'vitest'
import type { PushMessage } from '../../src/platforms/push.ts'

/** One call that went out. */
export interface Call {
  url: string
  headers: { [name: string]: string }
  body: { [key: string]: unknown }
  init: RequestInit
}

type Answer = () => Response | Promise<Response>

/**
 * Stands in for the platforms until the test ends: gives the answers one after the other (the last one from then on)
 * and keeps the calls.
 */
export function outside(...answers: Answer[]): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const headers = init.headers as { [name: string]: string }
    calls.push({ url, headers, body: JSON.parse(String(init.body)), init })
    return answers[Math.min(calls.length, answers.length) - 1]!()
  })
  return calls
}

afterEach(() => void vi.unstubAllGlobals())

export const json =
  (body: unknown, status = 200): Answer =>
  () =>
    Response.json(body, { status })

const html =
  (status: number): Answer =>
  () =>
    new Response('<html><body>Bad Gateway</body></html>', {
      status,
      headers: { 'content-type': 'text/html' },
    })

const fails =
  (error: Error): Answer =>
  () =>
    Promise.reject(error)

/** Ends that every platform and every proxy before it can have, and what becomes of a push that was on its way. */
export const accidents = (platform: 'wecom' | 'dingtalk') => {
  const all = (waitMs: number, code: string) => ({
    is: 'later',
    waitMs,
    why: code.startsWith('http') ? `${platform}.${code}` : code,
    channel: true,
    fault: true,
  })
  const unknown = (code: string) => ({
    is: 'unknown',
    why: /^(http|unreadable)/.test(code) ? `${platform}.${code}` : code,
  })
  return [
    ['HTML with 200', html(200), unknown('unreadable')],
    ['an empty body', () => new Response(''), unknown('unreadable')],
    ['JSON without a word of it', json({ ok: true }), unknown('unreadable')],
    ['JSON that is a list', json([]), unknown('unreadable')],
    ['JSON null', json(null), unknown('unreadable')],
    ['a body that breaks off', brokenOff, unknown('unreadable')],
    [
      'HTML with 500',
      html(500),
      { is: 'later', waitMs: 30_000, why: `${platform}.http_500`, channel: false },
    ],
    ['HTML with 502', html(502), all(30_000, 'http_502')],
    ['HTML with 503', html(503), all(30_000, 'http_503')],
    ['Cloudflare: origin refused', html(521), all(30_000, 'http_521')],
    ['HTML with 504', html(504), unknown('http_504')],
    ['Cloudflare: origin too slow', html(524), unknown('http_524')],
    ['HTML with 403', html(403), all(300_000, 'http_403')],
    ['HTML with 404', html(404), all(300_000, 'http_404')],
    ['HTML with 413', html(413), { is: 'refused', why: `${platform}.http_413`, channel: false }],
    ['HTML with 429', html(429), { is: 'later', waitMs: 60_000, why: `${platform}.http_429`, channel: true }],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: 'https://evil.test' } }),
      all(300_000, 'http_302'),
    ],
    ['a network error before', fails(new TypeError('fetch failed')), all(30_000, 'unreachable')],
    [
      'no such host',
      fails(new Error('internal error; reference = e1avi845lotd5mabj548hth2')),
      all(30_000, 'unreachable'),
    ],
    ['a connection lost', fails(new Error('Network connection lost.')), unknown('lost')],
    [
      'a timeout after sending',
      fails(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      unknown('timeout'),
    ],
  ] as const
}

const brokenOff = () =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"errcode":0,'))
        controller.error(new Error('Network connection lost.'))
      },
    }),
  )

export const push = (parts: Partial<PushMessage> = {}): PushMessage => ({
  title: '新订单 #12',
  lines: [],
  buttons: [],
  mention: [],
  mark: 'letter-1',
  ...parts,
})
