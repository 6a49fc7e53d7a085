import { dayOf } from '../domain/calendar/shanghai.ts'
import type { IncomingMessage } from '../platforms/message.ts'
import { nothing, type Query, type RowsOf } from '../store/d1.ts'
import { outcomeQuery } from '../store/inbox.ts'
import { waitingQuery } from '../store/mail.ts'
import { policyQuery } from '../store/policy.ts'
import { prepared } from '../store/prepared.ts'
import {
  conversationKey,
  groupCommunityId,
  groupQuery,
  identitiesQuery,
  linkIdentity,
  type Origin,
  personQuery,
  rolesQuery,
  senderId,
  wroteInPrivate,
} from '../store/sender.ts'
import { minuteOf, trafficQuery } from '../store/traffic.ts'
import type { Ask, Who } from './define.ts'
import type { Understood } from './understand.ts'

/** One more than ever fit below an answer. */
const mailsAtOnce = 11

/** Of a message, what the questions about it hang on. */
interface About {
  platform: string
  bot: string
  /** The sender's ids; one that has no other is both. */
  first: string
  second: string
  key: string
  conversation: string
  /** The platform's id of the group. */
  group: string
  day: string
  minute: number
  now: number
}

const originOf = ({ platform, bot, group, first, second }: About): Origin => ({
  platform,
  bot,
  conversation: { id: group, kind: 'group' },
  sender: { ids: [first, second].map((id) => ({ kind: '', id })) },
})

const always = (about: About) => ({
  $outcome: outcomeQuery(about.key),
  $person: personQuery(originOf(about)),
  $identities: identitiesQuery(originOf(about)),
  $roles: rolesQuery(originOf(about)),
  $policy: policyQuery(about.day),
})

const inGroup = prepared((about: About) => ({
  ...always(about),
  $group: groupQuery(originOf(about)),
  $traffic: trafficQuery(senderId(originOf(about)), {
    minute: about.minute,
    stranger: '',
    group: about.conversation,
  }),
}))

const inPrivate = prepared((about: About) => ({
  ...always(about),
  $traffic: trafficQuery(senderId(originOf(about)), {
    minute: about.minute,
    stranger: about.conversation,
    group: '',
  }),
  $mail: waitingQuery(senderId(originOf(about)), mailsAtOnce, about.conversation, about.now),
}))

/** What every message needs to know: handled before? who, where, how much lately, which rules, what waits. */
export function baseQueries(message: IncomingMessage, key: string, now: number) {
  const { platform, bot, conversation, sender, sentAt } = message
  const [first = '', second = first] = sender.ids.map(({ id }) => id)
  const about = {
    platform,
    bot,
    first,
    second,
    key,
    conversation: conversationKey(message),
    group: conversation.id,
    day: dayOf(sentAt),
    minute: minuteOf(now),
    now,
  }
  return conversation.kind === 'group'
    ? { ...inGroup(about), $mail: nothing }
    : { ...inPrivate(about), $group: nothing }
}

type BaseFacts = RowsOf<ReturnType<typeof baseQueries>>

/** What the command itself needs to know; these queries ride in the same batch. */
export function commandQueries(
  heard: Understood,
  message: IncomingMessage,
  digest: Ask<never>['digest'],
): { [name: string]: Query } {
  if (heard.is !== 'command') return {}
  const ask: Ask<never> = {
    args: heard.args as never,
    message,
    sender: senderId(message),
    community: groupCommunityId(message),
    at: message.sentAt,
    digest,
  }
  return heard.command.read(ask)
}

/** That the sender has written in private, the first time; `makesKnown`: the message may have made somebody of a stranger. */
export function firstInPrivate(
  message: IncomingMessage,
  known: BaseFacts['$identities'],
  makesKnown: boolean,
  now: number,
): Query[] {
  if (message.conversation.kind === 'group' || message.kind === 'entered') return []
  const first = known.length === 0 ? makesKnown : known.some(({ private_at }) => private_at === null)
  return first ? [wroteInPrivate(message, now)] : []
}

/** Ids of a known person that were not seen before: a staff id that appears later stays the same person (rule 8.18). */
export function newAccounts(
  message: IncomingMessage,
  { person }: Who,
  known: BaseFacts['$identities'],
  now: number,
): Query[] {
  if (!person) return []
  return message.sender.ids
    .filter(({ kind, id }) => !known.some((one) => one.kind === kind && one.user_id === id))
    .map((id) => linkIdentity(message, person.id, id, now))
}
