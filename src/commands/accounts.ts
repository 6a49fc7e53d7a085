import type { IncomingMessage } from '../platforms/message.ts'
import type { Query, RowsOf } from '../store/d1.ts'
import { type identitiesQuery, linkIdentity, wroteInPrivate } from '../store/sender.ts'
import type { Who } from './define.ts'

/** Which of the sender's ids are known, and since when each has written in private. */
export type Identities = RowsOf<{ known: ReturnType<typeof identitiesQuery> }>['known']

/** That the sender has written in private, the first time; `makesKnown`: the message may have made somebody of a stranger. */
export function firstInPrivate(
  message: IncomingMessage,
  known: Identities,
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
  known: Identities,
  now: number,
): Query[] {
  if (!person) return []
  return message.sender.ids
    .filter(({ kind, id }) => !known.some((one) => one.kind === kind && one.user_id === id))
    .map((id) => linkIdentity(message, person.id, id, now))
}
