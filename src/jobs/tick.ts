import { DAY } from '../domain/calendar/shanghai.ts'
import { wrongCodes } from '../domain/duty/check-in-code.ts'
import { codeLives } from '../domain/link-code.ts'
import type { Policy } from '../domain/policy.ts'
import { draftLives } from '../domain/push.ts'
import { forgetWrongCodes } from '../store/check-in-code.ts'
import type { Store } from '../store/d1.ts'
import { purge } from '../store/inbox.ts'
import { purgeTries } from '../store/link.ts'
import { forgetPushDrafts } from '../store/push.ts'
import { systemCheckOut } from './system-check-out.ts'

/** How long a handled message is remembered: longer than any redelivery and any signature (architecture §3). */
const inboxLives = 7 * DAY

/** What one minute's tick does; every step is safe to run again. `now` is the scheduled time, ms. */
export async function tick(store: Store, policy: Policy, now: number): Promise<{ checkedOut: number }> {
  const checkedOut = await systemCheckOut(store, policy, now)
  await store.batch([
    purge(now - inboxLives),
    forgetWrongCodes(now - wrongCodes.within),
    purgeTries(now - codeLives),
    forgetPushDrafts(now - draftLives),
  ])
  return { checkedOut }
}
