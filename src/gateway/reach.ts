import type { Log } from './log.ts'
import { waitFor } from './pace.ts'

/**
 * Whether the Worker can be asked. After a failure everybody waits, one at a time tries again, with longer and longer
 * waits; the first success lets all others go, in the order in which they came.
 */
export class Reach {
  readonly #pace: { first: number; most: number }
  readonly #log: Log
  #failures = 0
  #since = 0
  #timer: NodeJS.Timeout | undefined
  #waiting: (() => void)[] = []
  #stopped = false

  constructor(pace: { first: number; most: number }, log: Log) {
    this.#pace = pace
    this.#log = log
  }

  get isAway(): boolean {
    return this.#failures > 0
  }

  /** ms since it could be asked last; 0 while it can. */
  get awayFor(): number {
    return this.isAway ? performance.now() - this.#since : 0
  }

  /** Resolves when it is one's turn to ask; never after `stop`. */
  turn(): Promise<void> {
    if (!this.isAway && !this.#stopped) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#schedule()
    })
  }

  failed(why: string): void {
    if (!this.isAway) this.#since = performance.now()
    this.#failures += 1
    // Once when it begins, then whenever the number of failures has doubled.
    if (Number.isInteger(Math.log2(this.#failures)))
      this.#log('warn', 'worker_away', { why, failures: this.#failures, away_ms: Math.round(this.awayFor) })
    this.#schedule()
  }

  succeeded(): void {
    if (this.isAway) this.#log('info', 'worker_back', { away_ms: Math.round(this.awayFor) })
    this.#failures = 0
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#stopped) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const go of waiting) go()
  }

  /** It answers elsewhere: whoever is next need not wait any longer. */
  tryNow(): void {
    if (!this.#timer) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting.shift()?.()
    this.#schedule()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (this.#timer || this.#stopped || this.#waiting.length === 0) return
    const wait = waitFor(this.#pace, Math.max(1, this.#failures), Math.random())
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#waiting.shift()?.()
      // Should the one that goes now never report, the next one does.
      this.#schedule()
    }, wait)
  }
}
