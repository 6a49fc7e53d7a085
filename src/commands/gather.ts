import { dayOf } from '../domain/calendar/shanghai.ts'
import type { IncomingMessage } from '../platforms/message.ts'
import { nothing, type Query } from '../store/d1.ts'
import { outcomeQuery } from '../store/inbox.ts'
import { waitingQuery } from '../store/mail.ts'
import { policyQuery } from '../store/policy.ts'
import { prepared } from '../store/prepared.ts'
import {
  conversationKey,
  groupCommunityId,
  groupQuery,
  identitiesQuery,
  type Origin,
  personQuery,
  rolesQuery,
  senderId,
} from '../store/sender.ts'
import { minuteOf, strangerKey, trafficQuery } from '../store/traffic.ts'
import type { Ask } from './define.ts'
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
  /** Under what the sender counts who is nobody yet. */
  stranger: string
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
  $outcome: outcomeQuery(about.key, about.conversation),
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
    stranger: about.stranger,
    group: about.conversation,
  }),
}))

const inPrivate = prepared((about: About) => ({
  ...always(about),
  $traffic: trafficQuery(senderId(originOf(about)), {
    minute: about.minute,
    stranger: about.stranger,
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
    stranger: strangerKey(message),
    day: dayOf(sentAt),
    minute: minuteOf(now),
    now,
  }
  return conversation.kind === 'group'
    ? { ...inGroup(about), $mail: nothing }
    : { ...inPrivate(about), $group: nothing }
}

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
