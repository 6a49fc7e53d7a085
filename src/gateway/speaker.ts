import type { LongConnection } from './connection.ts'
import type { Log } from './log.ts'
import type { Voice } from './side.ts'
import type { Status } from './status.ts'

/**
 * The way to speak for a bot: its connection, waited for as long as one may come. Who stands by waits too: the lease of
 * a process that crashed must first run out, and the one of another gateway may end.
 */
export class Speaker implements Voice {
  readonly #status: () => Status
  readonly now: () => number
  readonly log: Log
  isStopping = false

  constructor(status: () => Status, now: () => number, log: Log) {
    this.#status = status
    this.now = now
    this.log = log
  }

  async connection(until: number): Promise<LongConnection | undefined> {
    for (let left = until - this.now(); ; left = until - this.now()) {
      const status = this.#status()
      if (status.live || left <= 0 || this.isStopping) return status.live
      // Looked at again and again, for the clock may jump.
      await status.ready(Math.min(left, 60_000))
    }
  }

  /** Who waits for the connection waits no more; who has it goes on. */
  stop(): void {
    this.isStopping = true
    this.#status().release()
  }
}
