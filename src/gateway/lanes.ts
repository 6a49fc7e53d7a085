/** Work of one name, one after the other; different names beside each other. Work that fails stops nothing. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>()

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(name) ?? Promise.resolve()).then(work)
    const settled = mine.then(
      () => undefined,
      () => undefined,
    )
    this.#last.set(name, settled)
    void settled.then(() => {
      if (this.#last.get(name) === settled) this.#last.delete(name)
    })
    return mine
  }

  /** Resolves when nothing of what runs now is left. */
  async quiet(): Promise<void> {
    await Promise.allSettled(this.#last.values())
  }
}
