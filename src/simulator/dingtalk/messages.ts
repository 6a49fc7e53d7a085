import { randomBytes } from 'node:crypto'
import type { Person, Place } from '../types.ts'

/** Callback bodies as DingTalk writes them. */

const CORP_ID = 'ding7a41c09e5b2f8d6335ab10cd92ef0000'
const CHATBOT_USER_ID = '$:LWCP_v1:$DemoHongDadangRobot00000000000000'

export interface Session {
  url: string
  expiresAt: number
}

/**
 * A text said to the robot. In a group the robot's own mention is gone and a space left; people who are mentioned
 * stay in the text as `@昵称` and are listed in `atUsers`.
 */
export const textMessage = (
  person: Person,
  place: Place,
  text: string,
  now: number,
  robotCode: string,
  session: Session,
  mentioned: Person[],
) => ({
  senderPlatform: 'Mac',
  conversationId: place.chatId,
  ...(place.kind === 'group'
    ? {
        conversationTitle: place.title,
        isInAtList: true,
        atUsers: [
          { dingtalkId: CHATBOT_USER_ID },
          ...mentioned.map((one) => ({ dingtalkId: one.dingtalkSenderId, staffId: one.dingtalkStaffId })),
        ],
      }
    : {}),
  chatbotCorpId: CORP_ID,
  chatbotUserId: CHATBOT_USER_ID,
  msgId: `msg${randomBytes(16).toString('base64')}`,
  senderNick: person.name,
  isAdmin: person.role === 'administrator',
  senderStaffId: person.dingtalkStaffId,
  sessionWebhookExpiredTime: session.expiresAt,
  createAt: now,
  senderCorpId: CORP_ID,
  conversationType: place.kind === 'group' ? '2' : '1',
  senderId: person.dingtalkSenderId,
  sessionWebhook: session.url,
  robotCode,
  text: { content: place.kind === 'group' ? ` ${text}` : text },
  msgtype: 'text',
})
