import type { Ways } from '../platforms/push.ts'
import type { Store } from '../store/d1.ts'

/** What a run of the delivery works with. */
export interface DeliverySurroundings {
  store: Store
  ways: Ways
  /** ms; what the run calls now. */
  now: number
  /** ms since the run began, of the real clock. */
  elapsed: () => number
  /** A name for the run that no other has. */
  claim: string
  /** 0…1 */
  chance: () => number
  warn(fields: { event: string; [key: string]: unknown }): void
}
