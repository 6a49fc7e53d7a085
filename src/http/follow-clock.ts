import { MINUTE } from '../domain/calendar/shanghai.ts'
import { keepClockOffset } from '../store/console/session.ts'
import { Store } from '../store/d1.ts'

/** By how much the clock was moved when it was last written down here, ms. */
let followed = 0

/**
 * The console's pages follow a clock that a test has moved (architecture §4), to the minute, so that a clock which stands still
 * costs nothing. A failure costs a demo its time, and nobody an answer.
 */
export function followClock(env: Pick<Env, 'DB'>, moved: number): Promise<unknown> | undefined {
  if (Math.abs(moved - followed) < MINUTE) return undefined
  followed = moved
  return new Store(env.DB).batch([keepClockOffset(Math.abs(moved) < MINUTE ? 0 : moved)]).catch(() => {
    followed = Number.NaN
  })
}
