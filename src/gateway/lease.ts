import type { Log } from './log.ts'
import type { Pace } from './pace.ts'
import type { Worker } from './worker.ts'

interface Around {
  worker: Pick<Worker, 'lease'>
  pace: Pick<Pace, 'lease' | 'blind' | 'deaf'>
  log: Log
  /** ms for which the platform has been out of our reach. */
  deafFor: () => number
  changed: (held: boolean) => void
  /** The Worker has answered. */
  reached: () => void
}

/**
 * Whether this process may open the bot's connection: the Worker lends that to one gateway at a time. Who holds it
 * keeps it while the Worker is away, because messages must still be heard; and who never got an answer from the
 * Worker goes ahead after a while for the same reason. Only the Worker's word ends it.
 */
export class Lease {
  readonly #it: Around
  readonly #startedAt = performance.now()
  #held = false
  #answered = false
  /** Until when the Worker's last yes is good, on this process's own clock. */
  #sure = 0
  /** Somebody else took the connection while that was not sure. */
  #contested = false
  #awaySince: number | undefined
  #gaveWay = false
  #timer: NodeJS.Timeout | undefined
  #asking: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(options: Around) {
    this.#it = options
  }

  get isHeld(): boolean {
    return this.#held
  }

  /** We could not be heard, and nobody else has come: not a state to be content with. */
  get gaveWay(): boolean {
    return this.#gaveWay
  }

  /** ms since the Worker did not answer for the first time; 0 while it does. */
  get awayFor(): number {
    return this.#awaySince === undefined ? 0 : performance.now() - this.#awaySince
  }

  start(): void {
    this.#asking = this.#ask()
  }

  /**
   * Somebody else took the bot's connection. Unless the Worker has said lately that it is ours, it may have lent it to
   * them meanwhile: then we stand by until the Worker says otherwise, or two gateways would take turns for ever.
   */
  doubt(): void {
    if (performance.now() < this.#sure) return
    this.#contested = true
    this.#turn(false)
  }

  /** Gives it back, so that a gateway that stands by need not wait for its end. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#asking
    if (this.#answered && this.#held) await this.#it.worker.lease(true)
    this.#held = false
  }

  /** Somebody who stands by asks within this, and who gave way asks again only then. */
  async #giveWay(): Promise<void> {
    this.#it.log('warn', 'gives_way')
    this.#answered = false
    this.#gaveWay = true
    this.#turn(false)
    await this.#it.worker.lease(true)
    if (!this.#stopped) this.#timer = setTimeout(() => this.start(), this.#it.pace.lease * 3)
  }

  async #ask(): Promise<void> {
    const [deaf, isAsked] = [this.#it.deafFor(), this.#answered && this.#awaySince === undefined]
    if (this.#held && isAsked && deaf >= this.#it.pace.deaf) return this.#giveWay()
    if (this.#held && deaf === 0) this.#gaveWay = false
    const askedAt = performance.now()
    const asked = await this.#it.worker.lease()
    if (this.#stopped) return
    if (asked.is === 'away' && this.#awaySince === undefined)
      this.#it.log('warn', 'lease_unanswered', { why: asked.why })
    this.#awaySince = asked.is === 'away' ? (this.#awaySince ?? performance.now()) : undefined
    if (asked.is === 'ok') {
      const { held, until, now } = asked.answer
      this.#answered = true
      this.#contested = false
      this.#gaveWay &&= held
      this.#sure = held ? askedAt + until - now : 0
      this.#it.reached()
      this.#turn(held)
    } else if (asked.is === 'away') {
      const silent = asked.status === undefined || asked.status >= 500
      const long = performance.now() - this.#startedAt >= this.#it.pace.blind
      if (!this.#answered && silent && long && !this.#held && !this.#contested) {
        this.#it.log('warn', 'without_lease', { why: asked.why })
        this.#turn(true)
      } else if (!silent) this.#it.log('error', 'lease_refused', { why: asked.why })
    } else this.#it.log('error', 'lease_refused', { why: `http_${asked.status}` })
    // Not from the answer's time on: a slow Worker must not make the lease run out.
    this.#timer = setTimeout(() => this.start(), this.#it.pace.lease * (0.9 + Math.random() / 10))
  }

  #turn(held: boolean): void {
    if (held === this.#held) return
    this.#held = held
    this.#it.log('info', held ? 'holds_lease' : 'stands_by')
    this.#it.changed(held)
  }
}
