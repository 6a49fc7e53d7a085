import { type Frame, Kicked, type Listener, type LongConnection } from './connection.ts'
import { whyOf } from './log.ts'
import type { Pace } from './pace.ts'

/** What the owner of a connection hears of it. Nothing comes after `lost` or `kicked`. */
export interface Hears {
  frame(frame: Frame): void
  bad(why: string): void
  ended: Listener['ended']
}

/**
 * Opens a connection within its time and watches it from then on: one without any sign of life is closed and counts
 * as lost, and a listener that throws ends neither the connection nor the program. Rejects when it does not open;
 * it is closed then.
 */
export async function openWatched(
  connection: LongConnection,
  hears: Hears,
  pace: Pick<Pace, 'openWithin' | 'idle'>,
): Promise<void> {
  let over = false
  let open = false
  let failed = false
  let heardAt = performance.now()
  let watch: NodeJS.Timeout | undefined
  let giveUp: (why: Error) => void = () => undefined
  const broken = new Promise<never>((_, reject) => {
    giveUp = reject
  })

  const ended: Listener['ended'] = (how, why) => {
    if (over) return
    if (!open) {
      failed = true
      giveUp(how === 'kicked' ? new Kicked() : new Error(`${how} while opening: ${why}`))
    }
    if (how !== 'leaving') {
      over = true
      clearInterval(watch)
      connection.close()
    }
    if (open) hears.ended(how, why)
  }
  const listener: Listener = {
    alive: () => {
      heardAt = performance.now()
    },
    frame: (frame) => {
      heardAt = performance.now()
      if (over) return
      try {
        hears.frame(frame)
      } catch (error) {
        hears.bad(whyOf(error))
      }
    },
    bad: (why) => hears.bad(why),
    ended,
  }

  const timer = setTimeout(() => giveUp(new Error('opening took too long')), pace.openWithin)
  try {
    await Promise.race([connection.open(listener), broken])
    // It opened and ended within one moment.
    if (failed) await broken
  } catch (error) {
    over = true
    connection.close()
    throw error
  } finally {
    clearTimeout(timer)
  }
  open = true
  watch = setInterval(() => {
    if (performance.now() - heardAt > pace.idle) ended('lost', 'idle')
  }, pace.idle / 4).unref()
}
