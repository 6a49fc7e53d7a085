/** Lets so many things run at once; the others wait for their turn, in their order. */
export class Few {
  #free: number
  readonly #waiting: (() => void)[] = []
  readonly #running = new Set<Promise<unknown>>()
  #stopped = false

  constructor(most: number) {
    this.#free = most
  }

  /** What the work comes to; undefined when it was stopped before its turn. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#free -= 1
    const running = this.#stopped ? Promise.resolve(undefined) : work()
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free += 1
    }
  }

  /** Begins nothing more, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.allSettled(this.#running)
  }
}
