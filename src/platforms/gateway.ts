import * as v from 'valibot'
import { id } from './id.ts'
import type { Sent } from './push.ts'

/**
 * What the gateway (a Node program that holds the platforms' long connections) and the Worker say to each other, by
 * `POST /gateway/wecom` or `/gateway/dingtalk`. Both sides import this file, so it knows neither Node nor workerd.
 *
 * Errors are `{ error }`: 400 cannot be read, 401 not signed or not fresh, 409 a replay or not the lease's holder,
 * 413 too large, 500 and 503 try again.
 */

/** ms since 1970, as text; what is signed is `${time}.${body}`. */
export const timeHeader = 'x-gateway-time'
/** Lower-case hex of HMAC-SHA256 with GATEWAY_SECRET. */
export const signatureHeader = 'x-gateway-signature'

/** How far a request's time may lie from the Worker's, ms either way. */
const FRESH = 5 * 60_000
/** How long a lease lasts without being asked for again, ms; a gateway asks every ten seconds. */
export const leaseLasts = 30_000
/** Fates that one request may carry. */
export const fatesAtOnce = 50

/** A short stable code such as `wecom.93000` or `timeout`: never a text, a name or a user's id, for it goes to the log. */
const why = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/))
const ms = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** A gateway's process by a random name of its own. */
const holder = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/))

/** The end of a push, in the words of a `Way` (push.ts); `waitMs` at most a day. */
export const SentOf: v.GenericSchema<Sent> = v.variant('is', [
  v.object({
    is: v.literal('sent'),
    gone: v.exactOptional(v.array(id)),
    slowed: v.exactOptional(v.array(id)),
  }),
  v.object({
    is: v.literal('later'),
    waitMs: v.pipe(ms, v.maxValue(24 * 60 * 60_000)),
    why,
    channel: v.boolean(),
    fault: v.exactOptional(v.literal(true)),
  }),
  v.object({ is: v.literal('refused'), why, channel: v.boolean() }),
  v.object({ is: v.literal('unknown'), why }),
])

/** What every request says: `bot` is WeCom's bot id (its messages' `aibotid`), or DingTalk's client id. */
const said = { bot: id, holder }
/** `seq` grows with every request of a holder but `message`, which its own id makes safe to repeat. */
const counted = { ...said, seq: count }

/** A request of the gateway. */
export const GatewayRequest = v.variant('do', [
  /** Asks for the bot's lease, or gives it back. Only who holds it opens the platform's connection. */
  v.object({ do: v.literal('lease'), ...counted, release: v.exactOptional(v.literal(true)) }),
  /** A frame's payload as the platform sent it; `at` is when the gateway got it, ms. */
  v.object({ do: v.literal('message'), ...said, at: ms, payload: v.record(v.string(), v.unknown()) }),
  /** Asks for letters to push; only the lease's holder gets any. */
  v.object({ do: v.literal('claim'), ...counted }),
  /** What became of claimed letters; who lost the lease meanwhile says it all the same. */
  v.object({
    do: v.literal('fates'),
    ...counted,
    fates: v.pipe(v.array(v.object({ id: count, claim: id, fate: SentOf })), v.maxLength(fatesAtOnce)),
  }),
])
export type GatewayRequest = v.InferOutput<typeof GatewayRequest>

/** To `lease`: whether the asker holds it now, until when at least (if it does not: until when another does), ms. */
export const LeaseAnswer = v.object({ held: v.boolean(), until: ms, now: ms })
export type LeaseAnswer = v.InferOutput<typeof LeaseAnswer>

/**
 * To `message`: the platform's own JSON to answer with (WeCom: the body of aibot_respond_msg, of the welcome or of the
 * card's update; DingTalk: the robot's message), null for silence. `again`: the message was answered before, this is
 * the same answer once more.
 */
export const MessageAnswer = v.object({
  reply: v.nullable(v.record(v.string(), v.unknown())),
  again: v.exactOptional(v.literal(true)),
})
export type MessageAnswer = v.InferOutput<typeof MessageAnswer>

/** A letter to push. `body` is aibot_send_msg's without `chatid` and `chat_type`, which `to` stands for. */
export const GatewayLetter = v.object({
  id: count,
  claim: id,
  to: v.object({ kind: v.picklist(['group', 'person']), address: id }),
  body: v.record(v.string(), v.unknown()),
})
export type GatewayLetter = v.InferOutput<typeof GatewayLetter>

/** To `claim`: letters whose fate is awaited within two minutes; `again`: ask again after so many ms at the latest. */
export const ClaimAnswer = v.object({ letters: v.array(GatewayLetter), again: ms })
export type ClaimAnswer = v.InferOutput<typeof ClaimAnswer>

/** The signature of a request. `time` as it stands in its header. */
export async function sign(secret: string, time: string, body: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret, 'sign'), signed(time, body))
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether this is the request's signature; compared in constant time. */
export async function verify(
  secret: string,
  time: string,
  body: string,
  signature: string,
): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return crypto.subtle.verify('HMAC', await keyOf(secret, 'verify'), bytes, signed(time, body))
}

/** Whether a request's time (ms, as text) is near enough to `now` (ms). */
export const isFresh = (time: string, now: number): boolean =>
  /^\d{1,16}$/.test(time) && Math.abs(now - Number(time)) <= FRESH

const signed = (time: string, body: string) => new TextEncoder().encode(`${time}.${body}`)

const keyOf = (secret: string, use: 'sign' | 'verify') =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    use,
  ])
