import { type Brought, Carrier, type CarrierOptions } from './carrier.ts'
import type { Entry } from './entry.ts'

/** The messages of each conversation, brought to the Worker one after the other; conversations run beside each other. */
export class Courier {
  readonly #carrier: Carrier
  readonly #ended: (entry: Entry, brought: Brought) => void
  readonly #lanes = new Map<string, Entry[]>()

  constructor({ ended, ...options }: CarrierOptions & { ended: (entry: Entry, brought: Brought) => void }) {
    this.#carrier = new Carrier(options)
    this.#ended = ended
  }

  add(entry: Entry): void {
    const lane = this.#lanes.get(entry.lane)
    if (lane) lane.push(entry)
    else {
      this.#lanes.set(entry.lane, [entry])
      void this.#run(entry.lane)
    }
  }

  isBusy(lane: string): boolean {
    return this.#lanes.has(lane)
  }

  /** Whether a message of this conversation waits because the Worker cannot take it. */
  isStuck(lane: string): boolean {
    return this.#lanes.has(lane) && this.#carrier.isStuck(lane)
  }

  /** Asks no more, and resolves when what is under way has come back. */
  stop(): Promise<void> {
    return this.#carrier.stop()
  }

  async #run(name: string): Promise<void> {
    const lane = this.#lanes.get(name) ?? []
    for (let head = lane[0]; head; head = lane[0]) {
      const brought = await this.#carrier.bring(head)
      if (!brought) return
      lane.shift()
      this.#ended(head, brought)
    }
    this.#lanes.delete(name)
  }
}
