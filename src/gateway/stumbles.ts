/** Which conversations the Worker fails on, and whether that is the fault of the message at their head. */
export class Stumbles {
  readonly #enough: number
  readonly #lanes = new Map<string, { times: number; since: number }>()
  #answered = 0

  /** `enough`: so many failures, and as many other messages answered meanwhile, show that it is the message. */
  constructor(enough: number) {
    this.#enough = enough
  }

  has(lane: string): boolean {
    return this.#lanes.has(lane)
  }

  /**
   * The Worker could not take the head of this conversation; `own`: by an error that may be the message's. How often by
   * such an error, and whether the Worker takes others but never this one; then the next message starts anew.
   */
  count(lane: string, own: boolean): { times: number; hopeless: boolean } {
    const { times: before, since } = this.#lanes.get(lane) ?? { times: 0, since: this.#answered }
    const times = before + (own ? 1 : 0)
    const hopeless = times >= this.#enough && this.#answered - since >= this.#enough
    if (hopeless) this.#lanes.delete(lane)
    else this.#lanes.set(lane, { times, since })
    return { times, hopeless }
  }

  /** The Worker has answered a message of this conversation. */
  succeeded(lane: string): void {
    this.#answered += 1
    this.#lanes.delete(lane)
  }
}
