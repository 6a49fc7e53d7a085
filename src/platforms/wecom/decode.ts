import * as v from 'valibot'
import { countsAt } from '../../domain/calendar/counts-at.ts'
import { id } from '../id.ts'
import type { IncomingMessage } from '../message.ts'

/** A callback that is a message of ours, or what to answer at once: `reply` is the plaintext JSON, `null` an empty body. */
export type Decoded =
  | { is: 'message'; message: IncomingMessage }
  | { is: 'settled'; status: 200 | 400 | 403; reply: object | null; why: string }

const filled = v.pipe(v.string(), v.minLength(1))
/** Absent when missing or of another shape: only the ids decide whether a callback can be read. */
const perhaps = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined)
const words = perhaps(v.object({ content: v.string() }))

const Callback = v.object({
  msgid: id,
  aibotid: id,
  chatid: perhaps(id),
  chattype: perhaps(v.string()),
  from: v.object({ userid: id }),
  response_url: v.optional(v.unknown()),
  msgtype: v.string(),
  text: words,
  voice: words,
  mixed: perhaps(v.object({ msg_item: v.array(perhaps(v.object({ text: words }))) })),
  stream: perhaps(v.object({ id })),
  event: perhaps(
    v.object({
      eventtype: v.string(),
      template_card_event: perhaps(v.object({ event_key: filled, task_id: id })),
    }),
  ),
})
type Callback = v.InferOutput<typeof Callback>

/**
 * Reads the JSON of one callback or long-connection frame (wecom-protocol §1.4–§1.9). WeCom messages carry no time: they
 * count from `receivedAt` (ms, when the gateway got it) or `now`. `apiOrigin` is where a `response_url` must lead. Never
 * throws.
 */
export function decode(payload: unknown, now: number, apiOrigin: string, receivedAt = now): Decoded {
  const parsed = v.safeParse(Callback, payload)
  if (!parsed.success) {
    // Events of kinds that nobody documents may lack anything; an error would only make WeCom repeat them.
    return v.is(v.object({ msgtype: v.literal('event') }), payload)
      ? settled('unknown event')
      : settled('not a callback', 400)
  }
  const callback = parsed.output
  const at = countsAt(now, receivedAt)
  if (!leadsTo(apiOrigin, callback.response_url)) return settled('response_url outside WECOM_API_ORIGIN', 403)
  if (callback.msgtype === 'stream') return refresh(callback)
  if (callback.msgtype === 'event') return event(callback, at)

  const text = textOf(callback)
  const body =
    text === undefined ? { kind: 'unreadable' as const, text: '' } : { kind: 'text' as const, text }
  return message(callback, at, body)
}

function event(callback: Callback, at: number): Decoded {
  const { eventtype, template_card_event: tap } = callback.event ?? {}
  if (eventtype === 'enter_chat') {
    return message({ ...callback, chattype: 'single' }, at, { kind: 'entered', text: '' })
  }
  if (eventtype === 'template_card_event' && tap) {
    return message(callback, at, { kind: 'text', text: tap.event_key, card: { taskId: tap.task_id } })
  }
  return settled(eventtype === 'feedback_event' ? 'feedback' : 'unknown event')
}

// Our streams are finished in the first reply; should WeCom ask again, this ends the asking (wecom-protocol §2).
function refresh({ stream }: Callback): Decoded {
  const content = '这条回复已经结束，请重新发送命令。'
  const reply = stream ? { msgtype: 'stream', stream: { id: stream.id, finish: true, content } } : null
  return settled('stream refresh', 200, reply)
}

function message(
  callback: Callback,
  sentAt: number,
  body: Pick<IncomingMessage, 'kind' | 'text' | 'card'>,
): Decoded {
  const { aibotid, chatid, chattype, from, msgid } = callback
  // What is not clearly private is a group: nothing private is ever said there.
  const isGroup = chattype === 'group' || (chattype !== 'single' && chatid !== undefined)
  if (isGroup && chatid === undefined) return settled('group without chatid', 400)
  return {
    is: 'message',
    message: {
      platform: 'wecom',
      bot: aibotid,
      messageId: msgid,
      sentAt,
      conversation:
        isGroup && chatid !== undefined
          ? { id: chatid, kind: 'group' }
          : { id: from.userid, kind: 'private' },
      sender: { ids: [{ kind: 'user', id: from.userid }] },
      mentions: [],
      ...body,
    },
  }
}

function textOf(callback: Callback): string | undefined {
  switch (callback.msgtype) {
    case 'text':
      return callback.text?.content
    case 'voice':
      return callback.voice?.content || undefined
    case 'mixed':
      // Pictures stand between the texts, so each text is a line of its own.
      return callback.mixed?.msg_item.flatMap((item) => item?.text?.content ?? []).join('\n') || undefined
    default:
      return undefined
  }
}

const settled = (why: string, status: 200 | 400 | 403 = 200, reply: object | null = null): Decoded => ({
  is: 'settled',
  status,
  reply,
  why,
})

function leadsTo(origin: string, url: unknown): boolean {
  if (url === undefined || url === null || url === '') return true
  return typeof url === 'string' && URL.canParse(url) && new URL(url).origin === new URL(origin).origin
}
