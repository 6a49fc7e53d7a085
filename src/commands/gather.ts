import { dayOf } from '../domain/calendar/shanghai.ts'
import type { IncomingMessage } from '../platforms/message.ts'
import type { Query, RowsOf } from '../store/d1.ts'
import { outcomeQuery } from '../store/inbox.ts'
import { waitingQuery } from '../store/mail.ts'
import { policyQuery } from '../store/policy.ts'
import {
  conversationKey,
  groupCommunityId,
  groupQuery,
  identitiesQuery,
  linkIdentity,
  personQuery,
  rolesQuery,
  senderId,
  wroteInPrivate,
} from '../store/sender.ts'
import { trafficQuery } from '../store/traffic.ts'
import type { Ask, Who } from './define.ts'
import type { Understood } from './understand.ts'

/** One more than ever fit below an answer. */
const mailsAtOnce = 11

/** What every message needs to know: handled before? who, where, how much lately, which rules, what waits. */
export const baseQueries = (message: IncomingMessage, key: string, now: number) => ({
  $outcome: outcomeQuery(key),
  $person: personQuery(message),
  $identities: identitiesQuery(message),
  $roles: rolesQuery(message),
  $group: groupQuery(message),
  $traffic: trafficQuery(message, now),
  $policy: policyQuery(dayOf(message.sentAt)),
  $mail: waitingQuery(
    senderId(message),
    message.conversation.kind === 'group' ? 0 : mailsAtOnce,
    conversationKey(message),
    now,
  ),
})

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
