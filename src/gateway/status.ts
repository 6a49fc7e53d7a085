import type { LongConnection } from './connection.ts'

/** What a connection is doing. `refused`: our keys are not taken. `away`: somebody else took the bot's connection. */
export type State = 'off' | 'opening' | 'open' | 'waiting' | 'refused' | 'away'

/** The state of a bot's connection, since when it is so, and who waits for it to open. */
export class Status {
  readonly #changed: () => void
  readonly #waiting = new Set<() => void>()
  #since = performance.now()
  /** When it was last open, or began to be tried. */
  #heardAt = performance.now()
  state: State = 'off'
  /** The connection, while it is open. */
  live: LongConnection | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** ms since the state began. */
  get lasts(): number {
    return performance.now() - this.#since
  }

  /** ms for which nothing can be heard though the platform should let us in: it is not to be reached from here. */
  get deafFor(): number {
    return this.state === 'opening' || this.state === 'waiting' ? performance.now() - this.#heardAt : 0
  }

  turn(state: State, live?: LongConnection): void {
    if (this.state !== 'opening' && this.state !== 'waiting') this.#heardAt = performance.now()
    if (state !== this.state) this.#since = performance.now()
    this.state = state
    this.live = live
    if (live) this.release()
    this.#changed()
  }

  /** The connection as soon as it is open; undefined when it is not within so many ms, or nobody is to wait any more. */
  ready(within: number): Promise<LongConnection | undefined> {
    if (this.live) return Promise.resolve(this.live)
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer)
        this.#waiting.delete(settle)
        resolve(this.live)
      }
      const timer = setTimeout(settle, within)
      this.#waiting.add(settle)
    })
  }

  /** Whoever waits goes on, with the connection or without. */
  release(): void {
    for (const settle of [...this.#waiting]) settle()
  }
}
