import type { Spoken } from '../../../src/simulator/wecom/long.ts'
import { WECOM } from './platforms.ts'

type Json = Record<string, unknown>
let count = 0

/** A text in WeCom; without `chat` it is private. */
export const wecomText = (text: string, who: { from?: string; chat?: string; id?: string } = {}): Json => ({
  msgid: who.id ?? `msgid${++count}`,
  aibotid: WECOM.id,
  ...(who.chat ? { chatid: who.chat, chattype: 'group' } : { chattype: 'single' }),
  from: { userid: who.from ?? 'zhangsan' },
  msgtype: 'text',
  text: { content: text },
})

/** Somebody taps a button of a card. */
export const wecomTap = (key: string, taskId: string, chat?: string): Json => ({
  ...wecomText('', chat ? { chat } : {}),
  msgtype: 'event',
  event: {
    eventtype: 'template_card_event',
    template_card_event: { card_type: 'button_interaction', event_key: key, task_id: taskId },
  },
})

export const wecomEnters = (from = 'zhangsan'): Json => ({
  msgid: `msgid${++count}`,
  aibotid: WECOM.id,
  create_time: 1,
  from: { userid: from },
  msgtype: 'event',
  event: { eventtype: 'enter_chat' },
})

/** The Worker's way to answer: a stream that is finished, whose id comes from the message alone. */
export const stream = (payload: Json, text = `re ${wordsOf(payload)}`): Json => ({
  msgtype: 'stream',
  stream: { id: `reply_${payload.msgid}`, finish: true, content: text },
})

export const wordsOf = (payload: Json): string => String((payload.text as Json | undefined)?.content ?? '')

/** The words of what the bot said in WeCom. */
export function heard({ body }: Spoken): string {
  const { stream: one, markdown, text, template_card: card } = body as Record<string, Json>
  const title = card?.main_title as Json | undefined
  return String(one?.content ?? markdown?.content ?? text?.content ?? title?.title ?? '')
}

/** A text in DingTalk with its session webhook at `oapi`. */
export function dingtalkText(
  text: string,
  who: {
    oapi: string
    conversation?: string
    id?: string
    now?: number
    expires?: number
    /** Of staff id and name. */
    from?: readonly [id: string, name: string]
    private?: boolean
  },
): Json {
  const id = who.id ?? `msg${++count}/+==`
  const now = who.now ?? Date.now()
  const [staffId, name] = who.from ?? ['0462', '林晓雯']
  return {
    msgId: id,
    msgtype: 'text',
    text: { content: ` ${text}` },
    createAt: now,
    conversationType: who.private ? '1' : '2',
    conversationId: who.conversation ?? 'cid//A+b==',
    senderId: `$:LWCP_v1:$x${staffId}`,
    senderStaffId: staffId,
    senderNick: name,
    robotCode: 'dingtest000000000000',
    sessionWebhook: `${who.oapi}/robot/sendBySession?session=${encodeURIComponent(id)}`,
    sessionWebhookExpiredTime: who.expires ?? now + 5_400_000,
  }
}
