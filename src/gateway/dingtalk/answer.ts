import * as v from 'valibot'
import type { Payload } from '../connection.ts'
import type { Entry, Reading } from '../entry.ts'
import { dropped, type Ending, given, kept, type Voice } from '../side.ts'

const id = v.pipe(v.string(), v.minLength(1))
const perhaps = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined)

const Body = v.object({
  msgId: id,
  conversationId: id,
  sessionWebhook: perhaps(v.pipe(v.string(), v.url())),
  sessionWebhookExpiredTime: perhaps(v.pipe(v.union([v.number(), v.string()]), v.transform(Number))),
})

/** Which message it is and whose conversation (dingtalk-protocol §1.4). Taps come as messages here. */
export function readDingtalk(payload: Payload): Reading | undefined {
  const parsed = v.safeParse(Body, payload)
  if (!parsed.success) return
  return { key: parsed.output.msgId, lane: parsed.output.conversationId, kind: 'message' }
}

/** A webhook is left alone so long before its end. */
const MARGIN = 60_000
/** What waits and is tried again (dingtalk-protocol §3): too fast, too fast, busy. */
const WAIT = new Map([
  [130101, 20_000],
  [410100, 20_000],
  [-1, 2_000],
])
const TRIES = 4

/**
 * Answers through the message's own webhook, which must lead to `oapi`, while it lives: the socket takes no answers
 * (dingtalk-protocol §2.4). A call that may have arrived is not repeated, since nothing tells the two apart.
 */
export async function answerDingtalk(
  { payload }: Pick<Entry, 'payload'>,
  reply: Payload,
  voice: Voice,
  oapi: string,
): Promise<Ending> {
  if (reply.msgtype === 'empty') return given
  const parsed = v.safeParse(Body, payload)
  const url = parsed.success ? parsed.output.sessionWebhook : undefined
  if (!parsed.success || !url) return dropped('no_webhook')
  if (new URL(url).origin !== new URL(oapi).origin) return dropped('webhook_elsewhere')
  const until = parsed.output.sessionWebhookExpiredTime ?? Number.POSITIVE_INFINITY
  let why = ''
  for (let tries = 1; tries <= TRIES; tries++) {
    if (voice.now() > until - MARGIN) return dropped('webhook_expired')
    if (tries > 1 && voice.isStopping) return kept
    const called = await call(url, reply)
    if (called.is !== 'later') return called
    why = called.why
    await new Promise((resolve) => setTimeout(resolve, called.wait).unref())
  }
  return dropped(why)
}

async function call(
  url: string,
  reply: Payload,
): Promise<Ending | { is: 'later'; wait: number; why: string }> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(reply),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
  } catch (error) {
    const code = error instanceof Error ? (error.cause as { code?: unknown } | undefined)?.code : undefined
    // Never left this machine.
    if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'].includes(String(code)))
      return { is: 'later', wait: 2_000, why: 'unreachable' }
    return dropped('unknown')
  }
  const body = v.safeParse(
    v.pipe(
      v.string(),
      v.parseJson(),
      v.object({ errcode: v.pipe(v.union([v.number(), v.string()]), v.transform(Number)) }),
    ),
    await response.text().catch(() => ''),
  )
  if (!body.success)
    return response.status === 429
      ? { is: 'later', wait: 20_000, why: 'http_429' }
      : dropped(`http_${response.status}`)
  const { errcode } = body.output
  const wait = WAIT.get(errcode)
  if (wait !== undefined) return { is: 'later', wait, why: `dingtalk.${errcode}` }
  return errcode === 0 ? given : dropped(`dingtalk.${errcode}`)
}
