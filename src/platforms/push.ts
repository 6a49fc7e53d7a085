import type { Button } from './message.ts'

/** What the bot says by itself. All strings are plain text: the platform's sender escapes every character that it would render. */
export interface PushMessage {
  title: string
  lines: string[]
  buttons: Button[]
  /** Ids, on the platform of the push, of the people to be @-mentioned; a way that cannot mention leaves them out. */
  mention: string[]
  /** An idempotency key, the same for each retry. */
  mark: string
}

/**
 * What became of a push. `why` is a short stable code such as `wecom.93000`, `dingtalk.quota` or `timeout`: never a
 * URL, a key, a name, an id or a text. `channel` says that it holds for every letter on this way, not only for this one.
 */
export type Sent =
  /** `gone`: user ids that the platform does not know; `slowed`: user ids to be tried later. */
  | { is: 'sent'; gone?: string[]; slowed?: string[] }
  /** Not taken now; may go again after `waitMs`. `fault`: the platform could not be asked, it has not said so itself. */
  | { is: 'later'; waitMs: number; why: string; channel: boolean; fault?: true }
  /** Refused for good; with `channel` nobody can be reached there until somebody mends it. */
  | { is: 'refused'; why: string; channel: boolean }
  /** It may have arrived. */
  | { is: 'unknown'; why: string }

/** Whom a push is for: a group by its webhook, a group by its conversation, or people by their ids, at one bot. */
export interface PushTarget {
  bot: string
  url: string | null
  secret: string | null
  addresses: string[]
}

/**
 * A way out of one kind: at most so many calls in a window of so many ms, each for so many people with the same text.
 * `counts` is what the platform's monthly quota counts for a call.
 */
export interface Way {
  most: number
  windowMs: number
  together: number
  counts?: 'call' | 'hook'
  /** `now` is ms UTC. */
  send(target: PushTarget, message: PushMessage, now: number): Promise<Sent>
}

/** Every way out that the deployment has, by its kind: the first two parts of a channel's name (`wecom/hook/12`). */
export type Ways = { readonly [kind: string]: Way }

/** The way is not there any more: a webhook without an address. */
export const noWay: Sent = { is: 'refused', why: 'no_way', channel: true }

/** Twenty a minute are allowed; two are left for whoever else uses the webhook (wecom-protocol §6, dingtalk-protocol §5). */
export const webhookPace = { most: 18, windowMs: 60_000, together: 1 }
