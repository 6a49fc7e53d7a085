import type { IncomingMessage } from '../platforms/message.ts'
import type { Query, Store } from '../store/d1.ts'
import { type InboxRow, outcomeQuery, ownedBy, receive, tellsOutcome } from '../store/inbox.ts'
import { dueQuery } from '../store/outbox.ts'
import { senderId } from '../store/sender.ts'
import { countStranger, strangerKey } from '../store/traffic.ts'
import { firstInPrivate, type Identities, newAccounts } from './accounts.ts'
import { afterFailure } from './after-failure.ts'
import type { Decision, Who } from './define.ts'
import { lettersOf } from './mailbox.ts'

/** A message that is decided on: its row of the inbox, who said it, and what comes with the answer. */
export interface Decided {
  row: InboxRow
  message: IncomingMessage
  who: Who
  identities: Identities
  decision: Decision | undefined
  /** What is written about the letters below the answer. */
  shown: Query[]
}

/** What was written: the outcome that stands (JSON), whether it did before, and whether something waits to be sent now. */
export interface Recorded {
  stored: string
  replayed: boolean
  due: boolean
}

/**
 * The write of a message, in one batch: either all of it stands or nothing. What it says may end up another than was
 * decided: only the write knows numbers and places, and a duplicate may have been faster (after-failure.ts).
 */
export async function record(decided: Decided, store: Store): Promise<Recorded> {
  const { row, message, who, identities, decision, shown } = decided
  const { key, at: now } = row
  const last = decision?.receives?.(row)
  const own = [...(decision?.writes ?? []), ...(last ?? [])]
  const first = [...(last ? [] : [receive(row)]), ...newAccounts(message, who, identities, now)]
  const writes = [
    ...first,
    ...own,
    ...(!who.person && decision?.writes ? [ownedBy(key, senderId(message))] : []),
    ...firstInPrivate(message, identities, decision?.writes !== undefined, now),
    ...lettersOf(decision, now),
    ...shown,
    ...(who.inGroup && !who.person ? [countStranger(strangerKey(message), now)] : []),
  ]
  const speaks = decision?.speaks || (decision?.mail?.length ?? 0) + (decision?.tell?.length ?? 0) > 0
  // Only the decision's own statements may have made the outcome another one; the last of them may tell.
  const tells = tellsOutcome(own.at(-1))
  const asked = [
    ...(own.length > 0 && !tells ? [outcomeQuery(key, row.conversation)] : []),
    ...(speaks ? [dueQuery(now)] : []),
  ]
  try {
    const results = await store.batch([...writes, ...asked])
    const at = tells ? first.length + own.length - 1 : writes.length
    const [told] = (own.length > 0 ? results[at] : []) as { outcome: string }[]
    const due = speaks && (results.at(-1)?.length ?? 0) > 0
    return { stored: told?.outcome ?? row.outcome, replayed: false, due }
  } catch (error) {
    const { outcome, replayed } = await afterFailure(error, row, who, store)
    return { stored: outcome, replayed, due: false }
  }
}
