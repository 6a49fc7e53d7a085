import * as v from 'valibot'
import type { Payload } from '../connection.ts'
import type { Reading } from '../entry.ts'

const id = v.pipe(v.string(), v.minLength(1))

const Body = v.object({
  msgid: id,
  chatid: v.fallback(v.optional(id), undefined),
  from: v.object({ userid: id }),
  msgtype: v.string(),
  event: v.fallback(v.optional(v.object({ eventtype: v.string() })), undefined),
})

/** Which message it is, whose conversation, and how long it can be answered (wecom-protocol §1.4, §1.8, §5.2). */
export function readWecom(payload: Payload): Reading | undefined {
  const parsed = v.safeParse(Body, payload)
  if (!parsed.success) return
  const { msgid, chatid, from, msgtype, event } = parsed.output
  // Where somebody stands in a group and in private, the two are conversations of their own.
  const lane = chatid === undefined ? `person ${from.userid}` : `group ${chatid}`
  return { key: msgid, lane, kind: kindOf(msgtype, event?.eventtype) }
}

function kindOf(msgtype: string, eventtype: string | undefined): Reading['kind'] {
  if (msgtype !== 'event') return 'message'
  if (eventtype === 'template_card_event') return 'tap'
  return eventtype === 'enter_chat' ? 'greeting' : 'notice'
}

/** Where a frame of our own reaches the conversation of a payload. */
export function addressOf(payload: Payload): { chatid: string; chat_type: 1 | 2 } | undefined {
  const parsed = v.safeParse(Body, payload)
  if (!parsed.success) return
  const { chatid, from } = parsed.output
  return chatid === undefined ? { chatid: from.userid, chat_type: 1 } : { chatid, chat_type: 2 }
}
