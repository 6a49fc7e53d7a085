import type { Courier } from './courier.ts'
import type { Entry } from './entry.ts'
import type { Mouth } from './mouth.ts'
import type { Pace } from './pace.ts'
import type { Queue } from './queue.ts'

interface Around {
  queue: Queue
  courier: Courier
  mouth: Mouth
  pace: Pick<Pace, 'notice'>
  /** ms UTC */
  now: () => number
}

/** Tells who has waited for a while that the Worker is away. */
export class Notices {
  readonly #it: Around
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopped = false

  constructor(options: Around) {
    this.#it = options
  }

  /** A message was kept: looks after it in a while. */
  watch(entry: Entry): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.tellIfLong(entry)
    }, this.#it.pace.notice)
    this.#timers.add(timer)
  }

  tellIfLong(entry: Entry): void {
    const { queue, courier, mouth, pace, now } = this.#it
    const stillWaits = () =>
      queue.holds.find(entry.key) !== undefined && courier.isStuck(entry.lane) && !this.#stopped
    // Measured by arrival: what came over from before a restart has waited long already.
    if (now() - entry.at >= pace.notice && stillWaits()) void mouth.tellAway(entry, stillWaits)
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
