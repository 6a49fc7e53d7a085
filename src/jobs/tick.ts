import { DAY } from '../domain/calendar/shanghai.ts'
import type { Policy } from '../domain/policy.ts'
import type { Store } from '../store/d1.ts'
import { purge } from '../store/inbox.ts'
import { systemCheckOut } from './system-check-out.ts'

/** How long a handled message is remembered: longer than any redelivery and any signature (architecture §3). */
const inboxLives = 7 * DAY

/** What one minute's tick does; every step is safe to run again. `now` is the scheduled time, ms. */
export async function tick(store: Store, policy: Policy, now: number): Promise<{ checkedOut: number }> {
  const checkedOut = await systemCheckOut(store, policy, now)
  await store.batch([purge(now - inboxLives)])
  return { checkedOut }
}
