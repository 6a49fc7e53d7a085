import { env } from 'cloudflare:workers'
import type { IncomingMessage, OutgoingMessage, Platform, Received } from '../../src/platforms/message.ts'

/** Sends a request to a platform's door at `now`, as the HTTP layer does; `set` overrides bindings. */
export async function knock(platform: Platform, request: Request, now: number, set: Partial<Env> = {}) {
  const later: Promise<unknown>[] = []
  const warnings: object[] = []
  const received = await platform.receive(request, await request.clone().text(), {
    env: { ...(env as unknown as Env), ...set },
    now,
    waitUntil: (promise) => void later.push(promise),
    warn: (fields) => void warnings.push(fields),
  })
  return { received, later, warnings }
}

/** The message and its `respond`, or an error that says what was settled instead. */
export function asMessage(received: Received): Extract<Received, { is: 'message' }> {
  if (received.is === 'settled') throw new Error(`settled ${received.response.status}: ${received.why}`)
  return received
}

/** The response of what was settled at the door, or an error where a message came in. */
export function asSettled(received: Received): Response {
  if (received.is === 'message') throw new Error(`let in: ${JSON.stringify(received.message)}`)
  return received.response
}

export const reply = (parts: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  audience: 'group',
  title: '已接单 #12',
  lines: [],
  buttons: [],
  ...parts,
})

export const incoming = (parts: Partial<IncomingMessage> = {}): IncomingMessage => ({
  platform: 'wecom',
  bot: 'aibEXAMPLE0000000000000000000001',
  messageId: '1f0c7a52d94b4e0c8f6b3a2d5e7190aa',
  sentAt: 1767225600000,
  conversation: { id: 'wrEXAMPLEchat00000000000000000001', kind: 'group' },
  sender: { ids: [{ kind: 'user', id: 'zhangsan' }] },
  kind: 'text',
  text: '/接单 12',
  mentions: [],
  ...parts,
})
