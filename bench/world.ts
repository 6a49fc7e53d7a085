/**
 * Time of its own: it stands still while anybody works, and leaps to the next moment that somebody sleeps for. So hours
 * of pauses pass in no time, and what runs side by side does so as it would.
 */
export class World {
  now: number
  #busy = 0
  #rest: (() => void) | undefined
  #moments: { at: number; wake: () => void }[] = []

  constructor(now: number) {
    this.now = now
  }

  /** Work of the real world, which takes none of this world's time. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    this.#busy += 1
    try {
      return await work
    } finally {
      this.#busy -= 1
      if (this.#busy === 0) this.#rest?.()
    }
  }

  /** At that instant, in whole ms; what falls on the same instant comes in the order in which it was asked for. */
  at(instant: number, wake: () => void): void {
    const at = Math.round(instant)
    const behind = this.#moments.findLastIndex((moment) => moment.at <= at)
    this.#moments.splice(behind + 1, 0, { at, wake })
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.at(this.now + ms, wake))
  }

  /** Lets time pass until nobody sleeps any more, or `enough` says so. */
  async run(enough: () => boolean = () => false): Promise<void> {
    for (;;) {
      await this.#everybodyWaits()
      if (enough()) return
      const next = this.#moments.shift()
      if (!next) return
      this.now = Math.max(this.now, next.at)
      next.wake()
    }
  }

  async #everybodyWaits(): Promise<void> {
    do {
      if (this.#busy > 0) await new Promise<void>((rest) => (this.#rest = rest))
      this.#rest = undefined
      // The cheapest turn of the runtime's event loop: whatever was ready has run behind it.
      await new Response('').text()
    } while (this.#busy > 0)
  }
}
