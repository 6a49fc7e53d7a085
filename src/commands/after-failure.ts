import { failureOf } from '../store/constraint.ts'
import type { Store } from '../store/d1.ts'
import { type InboxRow, outcomeQuery, receive } from '../store/inbox.ts'
import type { Who } from './define.ts'
import { outcomeOfRefusal } from './outcome.ts'

/**
 * A write that failed left nothing behind. A duplicate that was faster: its stored outcome. A rule of the schema: the
 * refusal it stands for, stored as the outcome. Anything else is a fault and is thrown on, unless the write was done.
 */
export async function afterFailure(
  error: unknown,
  row: InboxRow,
  who: Who,
  store: Store,
): Promise<{ outcome: string; replayed: boolean }> {
  const failure = failureOf(error)
  if (failure.is === 'fault') {
    // The batch may have been done and only its answer lost; then the message is handled.
    const [kept] = await store.batch([outcomeQuery(row.key, row.conversation)])
    if (!kept[0]) throw error
    return { outcome: kept[0].outcome, replayed: true }
  }
  if (failure.is === 'refusal') {
    const outcome = JSON.stringify(outcomeOfRefusal({ who }, failure.refusal))
    try {
      // Who is gone leaves no trace of the account; for the sender it was a word at the wrong moment.
      const gone = failure.refusal.refused === 'person.gone'
      const without = gone ? { ...row, person_id: null, conversation: '' } : row
      await store.batch([receive({ ...without, outcome, choices: null })])
      return { outcome, replayed: false }
    } catch (again) {
      if (failureOf(again).is !== 'duplicate') throw again
    }
  }
  const [stored] = await store.batch([outcomeQuery(row.key, row.conversation)])
  if (!stored[0]) throw error
  return { outcome: stored[0].outcome, replayed: true }
}
