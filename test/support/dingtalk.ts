import { createHmac } from 'node:crypto'
import type { Answer } from './wecom.ts'

/**
 * DingTalk's side of the robot callback, written from dingtalk-protocol §1 and §3 and not from
 * src/platforms/dingtalk. Runs in workerd and in Node.
 */

export const DINGTALK_CLIENT_ID = 'dingx8k2mq7wv4hj3n9p'
export const DINGTALK_SECRET = 'Zq3kT9-exampleOnly_AppSecret-0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2'
const ROBOT = '$:LWCP_v1:$b7Nw4EoJt1YxKsV6Rq8mDhPc2ZfGuA5i'

interface Who {
  /** The sender's staff id; with `outside` it only names the sender id. */
  from: string
  /** senderNick; the staff id when left out. */
  name?: string | undefined
  /** An outside member of the group: no staff id arrives. */
  outside?: boolean
  /** The group's conversationId; without it the message is private. */
  chat?: string | undefined
  chatTitle?: string
  /** msgId; a new one when left out. */
  id?: string | undefined
  /** createAt, ms UTC; the request's `now` when left out. */
  sentAt?: number
  /** Staff ids of the people mentioned besides the robot. */
  mentions?: string[]
  robotCode?: string
}

/** A signed POST of a message at `now` (ms UTC), which it also carries as the test clock. */
export function dingtalkRequest(options: {
  /** A message of the builders below, or a body as it stands. */
  message: object | string
  now: number
  secret?: string
  timestamp?: string
  sign?: string
  path?: string
}): Request {
  const {
    message,
    now,
    secret = DINGTALK_SECRET,
    timestamp = String(now),
    path = '/dingtalk/callback',
  } = options
  const sign = options.sign ?? dingtalkSign(timestamp, secret)
  return new Request(`https://bot.test${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      timestamp,
      sign,
      'x-test-now': String(now),
    },
    body: typeof message === 'string' ? message : JSON.stringify({ ...times(now), ...message }),
  })
}

/** `sign` of the callback's headers, raw base64 (dingtalk-protocol §1.2). */
export const dingtalkSign = (timestamp: string, secret = DINGTALK_SECRET): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')

/** A text as typed; in a group the robot's mention is taken out by the platform and leaves a space. */
export const dingtalkText = ({ text, ...who }: Who & { text: string }) => ({
  ...envelope(who),
  msgtype: 'text',
  text: { content: who.chat ? ` ${text}` : text },
})

/** Formatted or mixed text: strings are text items, `null` a picture; the mention stays in it. */
export const dingtalkRichText = ({ items, ...who }: Who & { items: (string | null)[] }) => ({
  ...envelope(who),
  msgtype: 'richText',
  content: {
    richText: items.map((text) => (text === null ? { type: 'picture', downloadCode: 'd' } : { text })),
  },
})

/** A picture: a message without words. */
export const dingtalkPicture = (who: Who) => ({
  ...envelope(who),
  msgtype: 'picture',
  content: { downloadCode: 'd', pictureDownloadCode: 'p' },
})

/** Reads an answer as the client would show it. */
export async function readDingtalk(response: Response): Promise<Answer> {
  const body = await response.text()
  if (response.status !== 200) throw new Error(`DingTalk got ${response.status}: ${body}`)
  return readDingtalkReply(JSON.parse(body))
}

interface Reply {
  msgtype: string
  markdown?: { text: string }
  actionCard?: { text: string; btns: { title: string; actionURL: string }[] }
}

/** Takes the JSON of an answer apart; `sessionWebhook` gets the same JSON. */
export function readDingtalkReply(raw: Reply): Answer {
  if (raw.msgtype === 'empty') return { kind: 'empty', text: '', buttons: [], raw }
  if (raw.markdown) return { kind: 'markdown', text: visible(raw.markdown.text), buttons: [], raw }
  if (!raw.actionCard) throw new Error(`no reply of DingTalk: ${JSON.stringify(raw)}`)
  const { text, btns } = raw.actionCard
  const buttons = btns.map((button) => ({
    label: button.title,
    command: new URL(button.actionURL).searchParams.get('content') ?? '',
  }))
  return { kind: 'actionCard', text: visible(text), buttons, raw }
}

function envelope(who: Who) {
  const {
    from,
    name = from,
    outside = false,
    chat,
    chatTitle = '测试群',
    mentions = [],
    sentAt = 1767225600000,
  } = who
  const group = {
    conversationTitle: chatTitle,
    isInAtList: true,
    atUsers: [{ dingtalkId: ROBOT }, ...mentions.map((id) => ({ dingtalkId: senderId(id), staffId: id }))],
  }
  return {
    msgId: who.id ?? `msg${crypto.randomUUID()}==`,
    robotCode: who.robotCode ?? DINGTALK_CLIENT_ID,
    chatbotCorpId: 'ding7a41c09e5b2f8d6335ab10cd92ef4471',
    chatbotUserId: ROBOT,
    ...(sentAt === undefined ? {} : times(sentAt)),
    conversationType: chat ? '2' : '1',
    conversationId: chat ?? `cid-private-${from}==`,
    ...(chat ? group : {}),
    senderId: senderId(from),
    ...(outside ? {} : { senderStaffId: from }),
    senderNick: name,
    senderPlatform: 'iOS',
    isAdmin: false,
    sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=00000000000000000000000000000000',
  }
}

/** When it was sent, and until when it may be answered: the platform says 90 minutes. */
const times = (createAt: number) => ({ createAt, sessionWebhookExpiredTime: createAt + 5_400_000 })

const senderId = (id: string) => `$:LWCP_v1:$${id}`

/** The words that the client shows of our Markdown: bold title, hard line breaks, nothing else. */
const visible = (markdown: string) =>
  markdown
    .replace(/^\*\*(.*)\*\*/, '$1')
    .replaceAll('  \n  ', '\n')
    .replaceAll('\u200b', '')
