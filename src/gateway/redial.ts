import { Kicked, Refusal } from './connection.ts'
import { Kicks } from './kicks.ts'
import { type Log, whyOf } from './log.ts'
import { type Pace, waitFor } from './pace.ts'
import type { State } from './status.ts'

/** What a bot does until its next attempt, and how long, ms. */
export interface Next {
  state: State
  wait: number
}

/** When the next attempt to connect is due, by how the last one ended. Writes down why. */
export class Redial {
  readonly #pace: Pace
  readonly #log: Log
  readonly #kicks: Kicks
  #failures = 0

  constructor(pace: Pace, log: Log) {
    this.#pace = pace
    this.#log = log
    this.#kicks = new Kicks(pace)
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#failures
  }

  /** It did not open. */
  failed(error: unknown): Next {
    if (error instanceof Kicked) return this.kicked()
    this.#failures += 1
    if (error instanceof Refusal) {
      const wait = waitFor(this.#pace.refused, this.#failures, Math.random())
      this.#log('error', 'connection_refused', { code: error.code, wait_ms: wait })
      return { state: 'refused', wait }
    }
    const wait = waitFor(this.#pace.retry, this.#failures, Math.random())
    const about = { why: whyOf(error), failures: this.#failures, wait_ms: wait }
    this.#log('warn', 'connection_failed', about)
    return { state: 'waiting', wait }
  }

  /** It was open for so many ms, and ended. */
  ended(how: 'lost' | 'leaving', why: string, lived: number): Next {
    if (lived >= this.#pace.steady) this.#failures = 0
    this.#failures += 1
    // A farewell in good order, after a while, is the platform's routine: the next one opens at once.
    const routine = how === 'leaving' && this.#failures === 1
    const wait = routine ? 0 : waitFor(this.#pace.retry, this.#failures, Math.random())
    this.#log(how === 'leaving' ? 'info' : 'warn', 'disconnected', { how, why, wait_ms: wait })
    return { state: 'waiting', wait }
  }

  /** Somebody else took it. */
  kicked(): Next {
    this.#failures = 0
    const { times, wait } = this.#kicks.count(performance.now())
    this.#log('error', 'kicked', { times, wait_ms: wait })
    return { state: 'away', wait }
  }
}
