import type { Pace } from './pace.ts'

/**
 * How long to leave a connection to whoever took it. Taking it back at once would only begin a war, so each time in a
 * row is longer.
 */
export class Kicks {
  readonly #pace: Pick<Pace, 'kicked' | 'forgiven'>
  #times = 0
  #last = Number.NEGATIVE_INFINITY

  constructor(pace: Pick<Pace, 'kicked' | 'forgiven'>) {
    this.#pace = pace
  }

  /** One more at this instant (ms): which in a row, and how long to stay away, ms. */
  count(now: number): { times: number; wait: number } {
    const { kicked, forgiven } = this.#pace
    this.#times = now - this.#last > forgiven ? 1 : this.#times + 1
    this.#last = now
    return { times: this.#times, wait: kicked[Math.min(this.#times, kicked.length) - 1] ?? forgiven }
  }
}
