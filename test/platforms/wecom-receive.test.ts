import { describe, test } from 'vitest'
import { wecom } from '../../src/platforms/wecom/index.ts'
import vectors from '../fixtures/wecom/crypto-vectors.json'
import otherCorp from '../fixtures/wecom/text-group.json'
import * as client from '../support/wecom.ts'
import { asMessage, asSettled, knock, reply } from './knock.ts'

const NOW = 1767225600000
const echo = '1616140317555161061'

const status = async (request: Request, now = NOW, set: Partial<Env> = {}) =>
  asSettled((await knock(wecom, request, now, set)).received).status

/** A POST of a ciphertext whose signature is right unless given. */
function post(
  encrypted: string,
  { timestamp = String(NOW / 1000), nonce = 'n1', signature = '', token = '' } = {},
) {
  const signed = signature || client.wecomSignature(timestamp, nonce, encrypted, token || undefined)
  const query = new URLSearchParams({ msg_signature: signed, timestamp, nonce })
  const body = JSON.stringify({ encrypt: encrypted })
  return new Request(`https://bot.test/wecom/callback?${query}`, { method: 'POST', body })
}

/** 16 random bytes, a length, and what follows; padded to `size` bytes with the pad value. */
function padded(length: number, rest: string, size = 32): Uint8Array {
  const bytes = new Uint8Array(size)
  new DataView(bytes.buffer).setUint32(16, length)
  bytes.set(new TextEncoder().encode(rest), 20)
  return bytes.fill(size - 20 - rest.length, 20 + rest.length)
}

describe('URL check', () => {
  test('answers the decrypted text and nothing else', async ({ expect }) => {
    const response = asSettled((await knock(wecom, client.wecomUrlCheck({ echo, now: NOW }), NOW)).received)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(await response.text()).toBe(echo)
  })

  test('takes a raw + that the query turned into a space', async ({ expect }) => {
    const { encrypt_base64: echostr, msg_signature, timestamp, nonce, plaintext } = vectors.vectors[1]!
    expect(echostr).toContain('+')
    const query = `msg_signature=${msg_signature}&timestamp=${timestamp}&nonce=${nonce}&echostr=${echostr}`
    const request = new Request(`https://bot.test/wecom/callback?${query}`)
    const response = asSettled((await knock(wecom, request, NOW)).received)
    expect(await response.text()).toBe(plaintext)
  })

  test.for([
    ['a wrong signature', (url: URL) => url.searchParams.set('msg_signature', '0'.repeat(40)), 403],
    ['a short signature', (url: URL) => url.searchParams.set('msg_signature', 'ab'), 403],
    ['no signature', (url: URL) => url.searchParams.delete('msg_signature'), 403],
    ['no timestamp', (url: URL) => url.searchParams.delete('timestamp'), 403],
    ['no nonce', (url: URL) => url.searchParams.delete('nonce'), 403],
    ['no echostr', (url: URL) => url.searchParams.delete('echostr'), 403],
    ['another echostr', (url: URL) => url.searchParams.set('echostr', client.wecomEncrypt('x')), 403],
  ] as const)('refuses %s', async ([, change, refused], { expect }) => {
    const url = new URL(client.wecomUrlCheck({ echo, now: NOW }).url)
    change(url)
    expect(await status(new Request(url))).toBe(refused)
  })

  test('wants a time within five minutes', async ({ expect }) => {
    const request = client.wecomUrlCheck({ echo, now: NOW })
    expect(await status(request, NOW + 300_000)).toBe(200)
    expect(await status(request, NOW - 300_000)).toBe(200)
    expect(await status(request, NOW + 301_000)).toBe(403)
    expect(await status(request, NOW - 301_000)).toBe(403)
  })
})

describe('crypto vectors', () => {
  const set = (key: string, token: string) => ({ WECOM_ENCODING_AES_KEY: key, WECOM_TOKEN: token })

  test.for(vectors.vectors)('$name', async (vector, { expect }) => {
    const { timestamp, nonce, token, encoding_aes_key: key } = vector
    const query = new URLSearchParams({
      msg_signature: vector.msg_signature,
      timestamp,
      nonce,
      echostr: vector.encrypt_base64,
    })
    const request = new Request(`https://bot.test/wecom/callback?${query}`)
    const response = asSettled(
      (await knock(wecom, request, Number(timestamp) * 1000, set(key, token))).received,
    )
    if (vector.receiveid !== '') return expect(response.status).toBe(403)
    expect(await response.text()).toBe(vector.plaintext)
  })

  test.for(vectors.negative)('must reject: $name', async (vector, { expect }) => {
    const {
      encrypt_base64,
      msg_signature: signature,
      timestamp,
      nonce,
      token,
      encoding_aes_key: key,
    } = vector
    const request = post(encrypt_base64, { timestamp, nonce, signature })
    const expected = vector.name.includes('signature') ? 403 : 400
    expect(await status(request, Number(timestamp) * 1000, set(key, token))).toBe(expected)
  })
})

describe('callback', () => {
  const message = client.wecomText({ from: 'zhangsan', chat: 'wrchat', text: '/帮助', id: 'm1' })

  test('lets a signed message in and answers it encrypted', async ({ expect }) => {
    const request = client.wecomRequest({ message, now: NOW, nonce: 'callback-nonce' })
    const { message: received, respond } = asMessage((await knock(wecom, request, NOW)).received)
    expect(received).toMatchObject({ platform: 'wecom', messageId: 'm1', text: '@红搭档 /帮助', sentAt: NOW })

    const response = await respond(reply({ title: '好的' }), false)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.clone().json()).toMatchObject({ timestamp: NOW / 1000, nonce: 'callback-nonce' })
    expect(await client.readWecom(response)).toMatchObject({ kind: 'stream', text: '好的', buttons: [] })
  })

  test('answers silence with an empty body', async ({ expect }) => {
    const { received } = await knock(wecom, client.wecomRequest({ message, now: NOW }), NOW)
    const response = await asMessage(received).respond(null, false)
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test.for(['msg_signature', 'timestamp', 'nonce'])(
    'refuses a callback without %s',
    async (key, { expect }) => {
      const request = client.wecomRequest({ message, now: NOW })
      const url = new URL(request.url)
      url.searchParams.delete(key)
      expect(await status(new Request(url, request))).toBe(403)
    },
  )

  test.for([-300_001, 300_001])('refuses a callback that is %i ms away', async (away, { expect }) => {
    expect(await status(client.wecomRequest({ message, now: NOW }), NOW + away)).toBe(403)
  })

  test('refuses a timestamp that is not digits', async ({ expect }) => {
    expect(await status(post(client.wecomEncrypt('{}'), { timestamp: '1767225600.0' }))).toBe(403)
  })

  test('refuses another token, and a signature of another ciphertext', async ({ expect }) => {
    expect(await status(client.wecomRequest({ message, now: NOW, token: 'other' }))).toBe(403)
    const signature = client.wecomSignature(String(NOW / 1000), 'n1', client.wecomEncrypt('{}'))
    expect(await status(post(client.wecomEncrypt('{}'), { signature }))).toBe(403)
  })

  test.for(['', 'hello', '[]', 'null', '{}', '{"encrypt":1}', '{"Encrypt":"x"}'])(
    'answers 400 to the body %j',
    async (body, { expect }) => {
      const { url } = client.wecomRequest({ message, now: NOW })
      expect(await status(new Request(url, { method: 'POST', body }))).toBe(400)
    },
  )

  test('answers 400 to a plaintext that is no callback', async ({ expect }) => {
    for (const text of ['', 'hello', '[]', '1', '{}', '{"msgtype":"text"}']) {
      expect(await status(post(client.wecomEncrypt(text)))).toBe(400)
    }
  })

  test('accepts no ciphertext that is a little off', async ({ expect }) => {
    const good = client.wecomEncryptRaw(padded(2, '{}'))
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const spareBit = `${good.slice(0, -2)}${alphabet[alphabet.indexOf(good.at(-2)!) + 1]}=`
    expect(atob(spareBit)).toBe(atob(good))
    for (const [encrypted, why] of [
      ['', 'empty'],
      ['====', 'no data'],
      [` ${good}`, 'a space'],
      [good.slice(0, -1), 'no base64 padding'],
      [spareBit, 'not canonical'],
      [client.wecomEncryptRaw(padded(3, '{}')), 'one byte short'],
      [client.wecomEncryptRaw(padded(0xffffffff, '{}')), 'far too long'],
      [client.wecomEncryptRaw(new Uint8Array(48).fill(16)), 'not in blocks of 32'],
      [client.wecomEncryptRaw(new Uint8Array(32).fill(32)), 'nothing but padding'],
    ] as const) {
      expect(await status(post(encrypted)), why).toBe(400)
    }
    expect(await status(post(client.wecomEncryptRaw(padded(1, '{}')))), 'one byte left over').toBe(403)
  })

  test('refuses the callback of a self-built app', async ({ expect }) => {
    const encrypted = client.wecomEncrypt(JSON.stringify(otherCorp), undefined, 'wwEXAMPLECORPID01')
    expect(await status(post(encrypted))).toBe(403)
  })

  test('refuses text that is not UTF-8', async ({ expect }) => {
    const bytes = padded(2, '{}')
    bytes[20] = 0xff
    expect(await status(post(client.wecomEncryptRaw(bytes)))).toBe(400)
  })

  test.for([
    [{ WECOM_TOKEN: '' }, 'WECOM_TOKEN'],
    [{ WECOM_ENCODING_AES_KEY: '' }, 'WECOM_ENCODING_AES_KEY'],
    [{ WECOM_ENCODING_AES_KEY: 'short' }, 'WECOM_ENCODING_AES_KEY'],
  ] as const)('names the key that is missing: %o', async ([set, name], { expect }) => {
    const { received } = await knock(wecom, client.wecomRequest({ message, now: NOW }), NOW, set)
    const response = asSettled(received)
    expect(response.status).toBe(503)
    expect(JSON.stringify(await response.json())).toContain(name)
  })

  test.for([
    'https://evil.test/cgi-bin/aibot/response?response_code=1',
    'http://qyapi.weixin.qq.com/cgi-bin/aibot/response',
    'https://qyapi.weixin.qq.com.evil.test/',
    'https://qyapi.weixin.qq.com:444/',
    '/cgi-bin/aibot/response',
    17,
  ])('refuses the response_url %s', async (response_url, { expect }) => {
    expect(await status(client.wecomRequest({ message: { ...message, response_url }, now: NOW }))).toBe(403)
  })
})
