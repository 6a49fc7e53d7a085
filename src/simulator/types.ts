/** The words that the parts of the simulator share. */

export type PlatformName = 'wecom' | 'dingtalk'

export type RoleName =
  | 'member'
  | 'volunteer'
  | 'resident'
  | 'secretary'
  | 'grid'
  | 'liaison'
  | 'administrator'
  | 'newcomer'

/** Somebody who can be played, with an account on both platforms. */
export interface Person {
  id: string
  name: string
  role: RoleName
  unit?: string
  community?: string
  wecomUserId: string
  dingtalkStaffId: string
  dingtalkSenderId: string
}

/** One chat: a group, or one person's private chat with the bot. */
export interface Place {
  id: string
  platform: PlatformName
  kind: 'group' | 'private'
  title: string
  /** WeCom's chatid or DingTalk's conversationId. A WeCom private chat has none: there it is empty. */
  chatId: string
  /** Of a private chat: whose. */
  person?: string
  /** Of a group: the community it belongs to, bound or not. */
  community?: string
  /** Of a group: the key of its webhook robot (消息推送, 自定义机器人). */
  webhookKey?: string
  /** Of a DingTalk group: what its webhook's calls must be signed with (加签). */
  webhookSecret?: string
}

/** What a tap on a button does: an event of the platform, words said by the person who taps, or a page. */
export type Tap =
  | { is: 'event'; key: string; taskId: string; cardType: string }
  | { is: 'say'; text: string }
  | { is: 'open'; url: string }

/** One bubble as the platform would draw it. */
export interface Bubble {
  card: boolean
  /** Which markup `text` is written in; `plain` is shown as it stands. */
  markup: 'plain' | 'wecom' | 'dingtalk'
  title?: string
  text: string
  fields: { name: string; value: string }[]
  buttons: { label: string; tap: Tap }[]
}

/** One thing that happened in a chat. */
export interface Entry {
  id: number
  place: string
  /** ms UTC of the simulated clock. */
  at: number
  /** Id of a person, or `bot`. */
  from: string
  bubbles: Bubble[]
  /** How it looks to those for whom alone it has changed (update_template_card with `userids`). */
  changedFor?: Record<string, Looks>
  /** The platform's JSON in clear: the callback for people, the reply or push for the bot. */
  raw: unknown
  /** Round trip of the callback in ms; absent on pushes. */
  ms?: number
  /**
   * Set when the bot spoke by itself: through the group's own webhook robot (`hook`) or as the app's robot (`robot`).
   * Absent on answers.
   */
  by?: 'hook' | 'robot'
  /** What the platform answered to a push. */
  answer?: unknown
  /** What the real platform would have refused. Empty is good. */
  problems: string[]
}

/** What of an entry can differ from viewer to viewer. */
export type Looks = Pick<Entry, 'bubbles' | 'raw' | 'ms' | 'problems'>

/** What came back for one callback. */
export interface Answer {
  status: number
  ms: number
  /** The reply in clear; null for silence. */
  payload: Payload | null
  /** The reply's bytes in clear, to compare two deliveries of one message. */
  text: string
  problems: string[]
}

/** A platform's JSON, read with care: every field may be missing or of another kind. */
export type Payload = Record<string, unknown>
