import { dingtalkSign } from '../test/support/dingtalk.ts'
import type { Chance } from './chance.ts'

/** A request taken apart, so that any part of it can be changed. */
export interface Parts {
  method: string
  url: URL
  headers: Headers
  body: string
}

export const partsOf = async (request: Request): Promise<Parts> => ({
  method: request.method,
  url: new URL(request.url),
  headers: new Headers(request.headers),
  body: await request.text(),
})

export const built = ({ method, url, headers, body }: Parts): Request =>
  new Request(url, { method, headers, ...(method !== 'GET' && method !== 'HEAD' && { body }) })

/** Where each of the three kinds of requests carries what proves it. */
const proofs = ['msg_signature', 'timestamp', 'nonce', 'sign', 'x-gateway-signature', 'x-gateway-time']
const given = ({ url, headers }: Parts, name: string) => url.searchParams.get(name) ?? headers.get(name)

function put({ url, headers }: Parts, name: string, value: string | undefined): void {
  if (url.searchParams.has(name)) {
    if (value === undefined) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  } else if (value === undefined) headers.delete(name)
  else headers.set(name, value)
}

/** Another value of the same length, which differs in one place. */
function another(chance: Chance, text: string): string {
  const at = chance.below(text.length)
  const sign = chance.pick([...'0123456789abcdef'].filter((one) => one !== text[at]))
  return text.slice(0, at) + sign + text.slice(at + 1)
}

/** Changes a rightly signed request so that nobody may believe it. */
export function forge(chance: Chance, parts: Parts): void {
  const has = proofs.filter((name) => given(parts, name) !== null)
  const name = chance.pick(has)
  const value = given(parts, name) ?? ''
  // DingTalk signs the time alone, so only there another body would still be believed.
  const bodyCounts = !has.includes('sign')
  const ways = [
    () => put(parts, name, undefined),
    () => put(parts, name, another(chance, value)),
    () => put(parts, name, chance.pick(['', ' ', '0', 'NaN', '1e9', '-1', '%00', 'x'.repeat(9000)])),
    () => put(parts, name, chance.pick([value.slice(0, -1), `${value}0`])),
    () => age(parts),
    () => {
      parts.url.pathname = chance.pick(nowhere)
    },
  ]
  const ofBody = [
    () => {
      parts.body = another(chance, parts.body)
    },
    () => {
      parts.body = chance.pick(bodies)
    },
  ]
  chance.pick(bodyCounts ? [...ways, ...ofBody] : ways)()
}

/** An old one, signed rightly, by DingTalk; the others' time stands in their signature. */
function age(parts: Parts): void {
  if (given(parts, 'timestamp') === null) put(parts, 'x-gateway-time', '1')
  if (given(parts, 'timestamp') === null) return
  put(parts, 'timestamp', String(Number(given(parts, 'timestamp')) - 4_000_000))
  if (given(parts, 'sign') !== null) put(parts, 'sign', dingtalkSign(given(parts, 'timestamp') ?? ''))
}

const nowhere = [
  '/',
  '/wecom',
  '/wecom/callback/',
  '/gateway/',
  '/dingtalk/callback%00',
  '//x',
  '/gateway/qq',
]
const bodies = [
  '',
  '{}',
  '[]',
  'null',
  '"x"',
  '{"encrypt":5}',
  '{"encrypt":""}',
  '\u0000',
  `{"encrypt":"${'A'.repeat(64)}"}`,
]

/** Changes what no signature covers: the request may be believed, and must be answered. */
export function disturb(chance: Chance, parts: Parts): void {
  const { headers, url, body } = parts
  chance.pick<() => void>([
    () => headers.set('content-type', chance.pick(['', 'text/xml', 'multipart/form-data; boundary=x'])),
    () =>
      headers.set(
        chance.pick(['x-forwarded-for', 'cf-ray', 'origin', 'cookie', 'x-request-id']),
        'x'.repeat(2000),
      ),
    () => url.searchParams.append(chance.pick(['msg_signature', 'x', '__proto__', 'echostr']), 'later'),
    () => {
      parts.method = chance.pick(['PUT', 'DELETE', 'PATCH', 'HEAD', 'GET', 'OPTIONS'])
    },
    () => headers.set('x-test-now', chance.pick(['', 'x', '-1', '0', '999999999999999'])),
    // Of this only DingTalk's signature knows nothing.
    () => {
      parts.body = chance.pick([...bodies, body.slice(0, chance.below(body.length + 1))])
    },
    () => {
      parts.body += 'x'.repeat(chance.pick([1, 1000, 270 * 1024]))
    },
    () => {
      url.pathname = url.pathname.replace('wecom', 'dingtalk')
    },
    () => {
      url.hash = 'x'
    },
  ])()
}
