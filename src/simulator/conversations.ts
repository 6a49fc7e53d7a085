import type { Entry } from './types.ts'

/** Kept for each run; the oldest go first. */
const MOST = 3_000

export type Change = { entry: Entry; changed: boolean }

/** What was said in every chat, and who wants to hear of it. */
export class Conversations {
  readonly #entries: Entry[] = []
  readonly #listeners = new Set<(change: Change) => void>()
  #lastId = 0

  add(entry: Omit<Entry, 'id'>): Entry {
    const added = { id: ++this.#lastId, ...entry }
    this.#entries.push(added)
    if (this.#entries.length > MOST) this.#entries.shift()
    this.#tell({ entry: added, changed: false })
    return added
  }

  /** Tells everybody that an entry looks different now. */
  changed(entry: Entry): void {
    this.#tell({ entry, changed: true })
  }

  all(): readonly Entry[] {
    return this.#entries
  }

  find(id: number): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id)
  }

  /** Calls `listener` at each change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }
}
