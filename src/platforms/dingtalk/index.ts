import type { OutgoingMessage, Platform, Received } from '../message.ts'
import { decode } from './decode.ts'
import { encode, SILENCE } from './encode.ts'
import { isFresh, isSigned } from './sign.ts'
import { post } from './webhook.ts'

/** The robot's message address (dingtalk-protocol §1). `DINGTALK_REPLY` chooses how it answers. */
export const dingtalk: Platform = {
  name: 'dingtalk',
  unwrap(payload, { env, now, at, bot }) {
    const decoded = decode(payload, now, bot, env.DINGTALK_OAPI_ORIGIN, at)
    if (decoded.is === 'settled') return { ...decoded, reply: null }
    return { is: 'message', message: decoded.message, reply: (answer) => answer && encode(answer) }
  },
  async receive(request, body, context) {
    const { env, now } = context
    const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: secret } = env
    if (!clientId) return settled('missing DINGTALK_CLIENT_ID', 503)
    if (!secret) return settled('missing DINGTALK_CLIENT_SECRET', 503)

    const timestamp = request.headers.get('timestamp') ?? ''
    if (!isSigned(secret, timestamp, request.headers.get('sign') ?? '')) return settled('bad signature', 403)
    if (!isFresh(timestamp, now)) return settled('stale timestamp', 403)

    const decoded = decode(json(body), now, clientId, env.DINGTALK_OAPI_ORIGIN)
    if (decoded.is === 'settled') {
      if (decoded.status !== 200) return settled(decoded.why, decoded.status)
      return { is: 'settled', why: decoded.why, response: Response.json(SILENCE) }
    }
    const { message, webhook } = decoded
    const respond = async (reply: OutgoingMessage | null, replayed: boolean) => {
      const answer = encode(reply)
      if (reply && webhook && env.DINGTALK_REPLY === 'webhook' && now <= webhook.expiresAt) {
        if (replayed || (await post(webhook, answer, context.warn))) return Response.json(SILENCE)
      }
      return Response.json(answer)
    }
    return { is: 'message', message, respond }
  },
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
