/**
 * The two types that cross the line between a platform and the rest of the program. Everything else about a
 * platform's JSON stays in its own folder; a third platform is one new folder and one line in http/app.ts.
 */

export type PlatformName = 'wecom' | 'dingtalk'

/** One of the ids by which a platform names a user. Opaque and case-sensitive (wecom-protocol §1.4, dingtalk-protocol §1.4). */
export interface UserId {
  kind: 'user' | 'staff' | 'sender'
  id: string
}

export interface Conversation {
  id: string
  kind: 'group' | 'private'
  title?: string
}

/** What somebody said or did, after the signature was checked. */
export interface IncomingMessage {
  platform: PlatformName
  /** WeCom's aibotid or DingTalk's robotCode. */
  bot: string
  /** Unique for the bot; a redelivery carries the same one. */
  messageId: string
  /** When it counts, ms UTC (product.md §8.19). */
  sentAt: number
  conversation: Conversation
  sender: { ids: UserId[]; name?: string }
  /** `text`: words to read. `entered`: the private chat was opened. `unreadable`: a picture, a file, a type we do not know. */
  kind: 'text' | 'entered' | 'unreadable'
  /** As typed, the mention of the bot included where the platform leaves it in. */
  text: string
  /** Ids of the people mentioned, the bot left out. */
  mentions: string[]
  /** Set when a button of a card was tapped; `text` is then the command that the button stands for. */
  card?: { taskId: string }
}

/** One tap that stands for a command that can also be typed. */
export interface Button {
  label: string
  command: string
}

/** What the bot says. All strings are plain text: the platform's encoder escapes every character that it would render. */
export interface OutgoingMessage {
  audience: 'group' | 'person'
  /** The first line: what happened. */
  title: string
  lines: string[]
  buttons: Button[]
}

/**
 * What a platform makes of one HTTP request: either it is settled here (a refusal, a URL check, an event that
 * wants no answer), or it is a message, and `respond` turns our reply into the platform's response (`null` for
 * silence). `replayed` says that the message was answered before: what was sent apart from the response is not sent twice.
 */
export type Received =
  | { is: 'settled'; response: Response; why: string }
  | {
      is: 'message'
      message: IncomingMessage
      respond: (reply: OutgoingMessage | null, replayed: boolean) => Promise<Response>
    }

/**
 * What a platform makes of a payload that came over its long connection: nothing that wants the program (`reply` may still
 * be due to the platform), or a message, and `reply` turns our answer into the platform's JSON (`null` for silence).
 */
export type Unwrapped =
  | { is: 'settled'; status: 200 | 400 | 403; reply: object | null; why: string }
  | { is: 'message'; message: IncomingMessage; reply: (answer: OutgoingMessage | null) => object | null }

/** A platform's door: checks, decodes and answers one request. `body` is the text already read, `now` is ms UTC. */
export interface Platform {
  name: PlatformName
  /** Reads a payload that the gateway vouches for; `at` is when it got it, ms, `bot` whose connection it was. Never throws. */
  unwrap(payload: unknown, context: { env: Env; now: number; at: number; bot: string }): Unwrapped
  receive(
    request: Request,
    body: string,
    context: {
      env: Env
      now: number
      waitUntil(promise: Promise<unknown>): void
      /** Tells the log of something that the sender cannot be told; never a text, a name, an id or a URL. */
      warn(fields: { event: string; [key: string]: unknown }): void
    },
  ): Promise<Received>
}
