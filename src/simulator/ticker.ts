import { type Clock, ticksBetween } from './clock.ts'

/** Runs the Worker's cron as Cloudflare would: once a minute of the simulated clock, also when it jumps. */
export class Ticker {
  running = true
  readonly #worker: string
  readonly #clock: Clock
  #reached: number
  #busy = Promise.resolve()

  /** `worker` is where the Worker listens. */
  constructor(worker: string, clock: Clock) {
    this.#worker = worker
    this.#clock = clock
    this.#reached = clock.now()
  }

  /** Moves the clock and, while ticking, runs what falls between. Backwards nothing is run. */
  async moveTo(at: number): Promise<void> {
    this.#clock.moveTo(at)
    await this.catchUp()
  }

  /** Runs the cron for the minutes since it was last here; one after the other, also when called twice. */
  catchUp(): Promise<void> {
    this.#busy = this.#busy.then(async () => {
      const now = this.#clock.now()
      const ticks = this.running ? ticksBetween(this.#reached, now) : []
      this.#reached = now
      for (const at of ticks) await this.#tick(at)
    })
    return this.#busy
  }

  async #tick(at: number): Promise<void> {
    const query = `cron=*+*+*+*+*&time=${at}`
    const response = await fetch(`${this.#worker}/cdn-cgi/handler/scheduled?${query}`).catch(() => undefined)
    await response?.text()
    if (!response?.ok) console.error(`定时任务没有跑成 · cron failed at ${new Date(at).toISOString()}`)
  }
}
