import * as v from 'valibot'
import { MINUTE } from '../../domain/calendar/shanghai.ts'
import type { Platform, Received } from '../message.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import { isSigned, type Keys, open, type Seal, seal } from './envelope.ts'

/** How far a callback's timestamp may lie from now, ms either way. */
const FRESH = 5 * MINUTE

/** The aibot's callback URL: its check by GET, its messages by POST (wecom-protocol §1.2, §1.3). */
export const wecom: Platform = {
  name: 'wecom',
  unwrap(payload, { env, now, at }) {
    const decoded = decode(payload, now, env.WECOM_API_ORIGIN, at)
    if (decoded.is === 'settled') return decoded
    const { message } = decoded
    return { is: 'message', message, reply: (answer) => encode(message, answer) }
  },
  async receive(request, body, { env, now }) {
    const keys = keysOf(env)
    if ('missing' in keys) return settled(`missing ${keys.missing}`, 503)

    const query = new URL(request.url).searchParams
    const [signature, timestamp, nonce] = ['msg_signature', 'timestamp', 'nonce'].map((key) => query.get(key))
    if (!signature || !timestamp || !nonce) return settled('not signed', 403)
    if (!/^\d{1,12}$/.test(timestamp)) return settled('bad timestamp', 403)
    if (Math.abs(now - Number(timestamp) * 1000) > FRESH) return settled('stale timestamp', 403)

    const given = { signature, timestamp, nonce }
    return request.method === 'GET'
      ? checkUrl(keys, given, query.get('echostr') ?? '')
      : receiveCallback(keys, given, body, env.WECOM_API_ORIGIN, now)
  },
}

/** The settings page accepts nothing but the decrypted text itself (wecom-protocol §1.2). */
function checkUrl(keys: Keys, given: Seal, echostr: string): Received {
  // A raw `+` of the base64 arrives as a space.
  const signed = [echostr, echostr.replaceAll(' ', '+')].find((text) => isSigned(keys, given, text))
  if (!signed) return settled('bad signature', 403)

  const opened = open(keys, signed)
  if (!opened) return settled('bad ciphertext', 400)
  if (opened.receiveid !== '') return settled('wrong receiveid', 403)
  return {
    is: 'settled',
    why: 'URL check',
    response: new Response(opened.text, { headers: { 'content-type': 'text/plain; charset=utf-8' } }),
  }
}

function receiveCallback(keys: Keys, given: Seal, body: string, apiOrigin: string, now: number): Received {
  const envelope = v.safeParse(v.object({ encrypt: v.string() }), json(body))
  if (!envelope.success) return settled('body without encrypt', 400)
  if (!isSigned(keys, given, envelope.output.encrypt)) return settled('bad signature', 403)

  const opened = open(keys, envelope.output.encrypt)
  if (!opened) return settled('bad ciphertext', 400)
  // Another receiveid means a callback of a self-built app: same keys, another protocol.
  if (opened.receiveid !== '') return settled('wrong receiveid', 403)

  const answer = (reply: object | null) =>
    new Response(reply && JSON.stringify(seal(keys, JSON.stringify(reply), now, given.nonce)), {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  const decoded = decode(json(opened.text), now, apiOrigin)
  if (decoded.is === 'settled') {
    if (decoded.status !== 200) return settled(decoded.why, decoded.status)
    return { is: 'settled', why: decoded.why, response: answer(decoded.reply) }
  }
  const { message } = decoded
  return { is: 'message', message, respond: async (reply) => answer(encode(message, reply)) }
}

function keysOf(env: Env): Keys | { missing: string } {
  if (!env.WECOM_TOKEN) return { missing: 'WECOM_TOKEN' }
  if (!env.WECOM_ENCODING_AES_KEY) return { missing: 'WECOM_ENCODING_AES_KEY' }
  if (!/^[A-Za-z0-9]{43}$/.test(env.WECOM_ENCODING_AES_KEY)) {
    return { missing: 'WECOM_ENCODING_AES_KEY (43 letters and digits)' }
  }
  return { token: env.WECOM_TOKEN, aesKey: env.WECOM_ENCODING_AES_KEY }
}

const settled = (why: string, status: number): Received => ({
  is: 'settled',
  why,
  response: Response.json({ error: why }, { status }),
})

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
