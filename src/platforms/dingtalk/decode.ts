import * as v from 'valibot'
import { countsAt } from '../../domain/calendar/counts-at.ts'
import { id } from '../id.ts'
import type { IncomingMessage, UserId } from '../message.ts'
import { type SessionWebhook, sessionWebhook } from './webhook.ts'

/** A callback that is a message of ours (and where it may be answered), or what to answer at once. */
export type Decoded =
  | { is: 'message'; message: IncomingMessage; webhook: SessionWebhook | undefined }
  | { is: 'settled'; status: 200 | 400 | 403; why: string }

const filled = v.pipe(v.string(), v.minLength(1))
/** Absent when missing or of another shape: only the ids decide whether a callback can be read. */
const perhaps = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined)
/** Sources disagree on which numbers come as text (dingtalk-protocol §1.4). */
const number = perhaps(v.pipe(v.union([v.number(), id]), v.transform(Number), v.finite()))

const Callback = v.object({
  msgId: id,
  msgtype: v.string(),
  robotCode: perhaps(id),
  chatbotUserId: perhaps(id),
  conversationId: id,
  conversationType: number,
  conversationTitle: perhaps(filled),
  senderId: perhaps(id),
  senderStaffId: perhaps(id),
  senderNick: perhaps(filled),
  createAt: number,
  atUsers: perhaps(v.array(perhaps(v.object({ dingtalkId: perhaps(id), staffId: perhaps(id) })))),
  sessionWebhook: v.optional(v.unknown()),
  sessionWebhookExpiredTime: number,
  text: perhaps(v.object({ content: v.string() })),
  content: perhaps(
    v.union([
      v.string(),
      v.object({
        richText: perhaps(
          v.array(perhaps(v.object({ text: perhaps(v.string()), type: perhaps(v.string()) }))),
        ),
        recognition: perhaps(v.string()),
      }),
    ]),
  ),
})
type Callback = v.InferOutput<typeof Callback>

/**
 * Reads the JSON of one callback or Stream frame (dingtalk-protocol §1.3–§1.7). `now` is ms UTC; `clientId` names
 * the robot where the callback does not; `oapiOrigin` is where a `sessionWebhook` must lead; `receivedAt` (ms) is when the
 * gateway got it. Never throws.
 */
export function decode(
  payload: unknown,
  now: number,
  clientId: string,
  oapiOrigin: string,
  receivedAt = now,
): Decoded {
  if (isQuotaNotice(payload)) return settled('quota exceeded')
  const parsed = v.safeParse(Callback, payload)
  if (!parsed.success) {
    const isSealed = v.is(v.object({ encrypt: v.unknown() }), payload)
    return settled(isSealed ? 'encrypted body: an event subscription points here' : 'not a callback', 400)
  }
  const callback = parsed.output
  const webhook = sessionWebhook(callback.sessionWebhook, callback.sessionWebhookExpiredTime, oapiOrigin)
  if (webhook === 'refused') return settled('sessionWebhook outside DINGTALK_OAPI_ORIGIN', 403)
  const ids = senderIds(callback)
  if (ids.length === 0) return settled('no sender', 400)

  const text = textOf(callback)
  const title = callback.conversationTitle
  const message: IncomingMessage = {
    platform: 'dingtalk',
    bot: callback.robotCode ?? clientId,
    messageId: callback.msgId,
    sentAt: countsAt(now, callback.createAt, receivedAt),
    conversation: {
      id: callback.conversationId,
      // What is not clearly private is a group: nothing private is ever said there.
      kind: callback.conversationType === 1 ? 'private' : 'group',
      ...(title === undefined ? {} : { title }),
    },
    sender: { ids, ...(callback.senderNick === undefined ? {} : { name: callback.senderNick }) },
    kind: text === undefined ? 'unreadable' : 'text',
    text: text ?? '',
    mentions: mentionsOf(callback),
  }
  return { is: 'message', message, webhook }
}

function textOf({ msgtype, text, content }: Callback): string | undefined {
  if (msgtype === 'text') return text?.content ?? (typeof content === 'string' ? content : undefined)
  if (typeof content !== 'object') return
  if (msgtype === 'audio') return content.recognition || undefined
  if (msgtype !== 'richText') return
  // Texts are pieces of one line, unless a picture stands between them.
  const joined = content.richText
    ?.map((item) => pieceOf(item?.text) ?? (item?.type === 'picture' ? '\n' : ''))
    .join('')
    .replace(/ {2,}/g, ' ')
  return joined?.trim() || undefined
}

/** A mention that is a piece of its own ends where the piece ends. */
const pieceOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^\s*[@＠]\S+$/.test(text) ? `${text} ` : text

function senderIds({ senderStaffId, senderId }: Callback): UserId[] {
  const staff: UserId[] = senderStaffId === undefined ? [] : [{ kind: 'staff', id: senderStaffId }]
  const sender: UserId[] = senderId === undefined ? [] : [{ kind: 'sender', id: senderId }]
  return [...staff, ...sender]
}

/** Both ids of each person, because either may be the one we know. */
const mentionsOf = ({ atUsers, chatbotUserId }: Callback): string[] =>
  (atUsers ?? [])
    .filter((user) => user?.dingtalkId === undefined || user.dingtalkId !== chatbotUserId)
    .flatMap((user) => [user?.staffId, user?.dingtalkId].filter((known) => known !== undefined))

const QuotaNotice = v.object({ errorCode: v.picklist([20001, '20001']) })
const WithText = v.union([v.object({ text: v.unknown() }), v.object({ content: v.unknown() })])
const isQuotaNotice = (payload: unknown): boolean => v.is(QuotaNotice, payload) && !v.is(WithText, payload)

const settled = (why: string, status: 200 | 400 | 403 = 200): Decoded => ({ is: 'settled', status, why })
