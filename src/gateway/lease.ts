import type { Log } from './log.ts'
import type { Pace } from './pace.ts'
import type { Worker } from './worker.ts'

/**
 * Whether this process may open the bot's connection: the Worker lends that to one gateway at a time. Who holds it
 * keeps it while the Worker is away, because messages must still be heard; and who never got an answer from the
 * Worker goes ahead after a while for the same reason. Only the Worker's word ends it.
 */
export class Lease {
  readonly #worker: Pick<Worker, 'lease'>
  readonly #pace: Pick<Pace, 'lease' | 'blind'>
  readonly #log: Log
  readonly #changed: (held: boolean) => void
  readonly #reached: () => void
  readonly #startedAt = performance.now()
  #held = false
  #answered = false
  /** Until when the Worker's last yes is good, on this process's own clock. */
  #sure = 0
  /** Somebody else took the connection while that was not sure. */
  #contested = false
  #awaySince: number | undefined
  #timer: NodeJS.Timeout | undefined
  #asking: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(options: {
    worker: Pick<Worker, 'lease'>
    pace: Pick<Pace, 'lease' | 'blind'>
    log: Log
    changed: (held: boolean) => void
    /** The Worker has answered. */
    reached: () => void
  }) {
    this.#worker = options.worker
    this.#pace = options.pace
    this.#log = options.log
    this.#changed = options.changed
    this.#reached = options.reached
  }

  get isHeld(): boolean {
    return this.#held
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
    if (this.#answered && this.#held) await this.#worker.lease(true)
    this.#held = false
  }

  async #ask(): Promise<void> {
    const askedAt = performance.now()
    const asked = await this.#worker.lease()
    if (this.#stopped) return
    if (asked.is === 'away' && this.#awaySince === undefined)
      this.#log('warn', 'lease_unanswered', { why: asked.why })
    this.#awaySince = asked.is === 'away' ? (this.#awaySince ?? performance.now()) : undefined
    if (asked.is === 'ok') {
      const { held, until, now } = asked.answer
      this.#answered = true
      this.#contested = false
      this.#sure = held ? askedAt + until - now : 0
      this.#reached()
      this.#turn(held)
    } else if (asked.is === 'away') {
      const silent = asked.status === undefined || asked.status >= 500
      const long = performance.now() - this.#startedAt >= this.#pace.blind
      if (!this.#answered && silent && long && !this.#held && !this.#contested) {
        this.#log('warn', 'without_lease', { why: asked.why })
        this.#turn(true)
      } else if (!silent) this.#log('error', 'lease_refused', { why: asked.why })
    } else this.#log('error', 'lease_refused', { why: `http_${asked.status}` })
    // Not from the answer's time on: a slow Worker must not make the lease run out.
    this.#timer = setTimeout(() => this.start(), this.#pace.lease * (0.9 + Math.random() / 10))
  }

  #turn(held: boolean): void {
    if (held === this.#held) return
    this.#held = held
    this.#log('info', held ? 'holds_lease' : 'stands_by')
    this.#changed(held)
  }
}
