import type { Expression } from 'kysely'
import type { Policy } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { HeldRole } from '../domain/roles.ts'
import type { Line, Offer } from '../domain/say.ts'
import type { IncomingMessage } from '../platforms/message.ts'
import type { Query, RowsOf, Store } from '../store/d1.ts'
import type { InboxRow } from '../store/inbox.ts'
import type { GroupLetter, Mail } from '../store/mail.ts'
import type { GroupFacts, PersonFacts } from '../store/sender.ts'
import type { ArgsOf, ArgsSpec } from './args/args.ts'

/** Who speaks, as the read batch found it. */
export interface Who {
  person: PersonFacts | undefined
  roles: HeldRole[]
  /** The bound group it was said in; undefined in private and in an unbound group. */
  group: GroupFacts | undefined
  inGroup: boolean
}

/** What a command's `read` may use to write its queries. */
export interface Ask<Args> {
  args: Args
  message: IncomingMessage
  /** The id of the sender's person, as a subquery. */
  sender: Expression<number>
  /** The community of the group it was said in, as a subquery. */
  community: Expression<number>
  /** When it was said, ms. */
  at: number
  /** A one-time code as it is stored: its keyed hash. */
  digest: (text: string) => string
}

/** Everything that `decide` knows. No clock, no random, no database in there. */
export interface Situation<Args, Facts> {
  args: Args
  /** What stood behind the command's name, as typed. */
  typed: string
  facts: Facts
  who: Who
  message: IncomingMessage
  /** Whether the command was typed with its slash, or as a word that may be talk too. */
  by: 'slash' | 'word'
  /** The inbox key of the message: the source of every line it causes. */
  key: string
  /** When it was said, ms; rules about time use it. */
  at: number
  /** When it is handled, ms; booking uses it. */
  now: number
  /** The rules that hold where it was said: of war, where that is on. */
  policy: Policy
  /** The rules as they were set. */
  peacetime: Policy
  settings: Settings
  /** Bytes by chance, so many: the only chance there is in a decision. */
  random: (length: number) => Uint8Array
  /** HMAC-SHA-256 of a text under a key. */
  hmac: (key: string, text: string) => Uint8Array
  /** A one-time code as it is stored: its keyed hash. */
  digest: (text: string) => string
}

/** What the deployment says of itself. */
export interface Settings {
  activationCode: string | undefined
  /** Display names of the bot: those with spaces cannot be told from words otherwise. */
  botNames: readonly string[]
  /** What keyed hashes of one-time codes are made with; never in the database. */
  pepper: string
  /** Where each platform takes webhooks (`https://qyapi.weixin.qq.com`). */
  pushOrigins: { wecom: string; dingtalk: string }
  /** Where the console is reached (`https://bot.example.cn`); undefined while CONSOLE_SECRET is not set. */
  consoleOrigin: string | undefined
}

/** What happens: what is said, what may come next, what is written, what waits for whom. */
export interface Decision {
  say: Line[]
  offer?: Offer[]
  writes?: Query[]
  /**
   * Receives the message behind the writes, where these decide the outcome: the first of the statements puts the row into
   * the inbox, the others edit it.
   */
  receives?: (row: InboxRow) => Query[]
  mail?: Mail[]
  /** What groups are told, by a push; the group it was said in has the answer already. */
  tell?: GroupLetter[]
  /** There are letters among the writes: the outbox wants to be looked at. */
  speaks?: true
  /** Letters that this act leaves nothing to be read of, by the beginning of their `dedupe`. */
  settles?: string[]
  /** Parameter of the first line that is shown but only stored sealed: a one-time code. */
  sealed?: string
  /** In private: the beginning of the command that a text which is none completes, while this answer is the last numbered one. */
  asks?: string
  /** The same below an answer that asks nothing: letters are shown with it. */
  takes?: string
  /** `/语言` answers in the script just chosen. */
  lang?: 'hans' | 'hant'
}

export type Topic = 'duty' | 'hours' | 'order' | 'pair' | 'self' | 'review' | 'figures' | 'setup'

/** One command: its words, who may use it, what it reads, what it decides. */
export interface Command<
  Spec extends ArgsSpec = ArgsSpec,
  Facts extends { [name: string]: Query } = { [name: string]: Query },
> {
  name: string
  aliases: readonly string[]
  /** Under which heading of the help card it stands. */
  topic: Topic
  usage: string
  example: string
  args: Spec
  /** What answers instead where an argument is missing, by the code of the refusal: it asks which one is meant. */
  without?: { [refused: string]: Command }
  /** As a word it may be talk: then it comes with `by: 'word'` and decides itself whether it was meant. */
  slashOnly?: true
  /** Left out of the help card where it is of no use, though it may be typed. */
  hidden?: (who: Who) => boolean
  /** Whether this person may use it here; the refusal says who may. */
  who: (who: Who) => Refusal | undefined
  read: (ask: Ask<ArgsOf<Spec>>) => Facts
  decide: (situation: Situation<ArgsOf<Spec>, RowsOf<Facts>>) => Decision | Refusal
}

/** Declares a command; types flow from `args` and `read` into `decide`. */
export const defineCommand = <Spec extends ArgsSpec, Facts extends { [name: string]: Query }>(
  command: Command<Spec, Facts>,
): Command => command as unknown as Command

/** What a message is handled with. */
export interface Surroundings {
  store: Store
  settings: Settings
  random: Situation<unknown, unknown>['random']
  hmac: Situation<unknown, unknown>['hmac']
  /** ms */
  now: number
}
