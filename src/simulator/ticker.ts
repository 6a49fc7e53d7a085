import { type Clock, DAY, MINUTE } from './clock.ts'
import type { Inside } from './inside.ts'
import { nextTick } from './moments.ts'

/** How far `toNext` looks. */
const HORIZON = 40 * DAY
/** How long the queue may take for the next of what a tick left for it, real ms. */
const PATIENCE = 1_500

/**
 * Runs the Worker's cron as Cloudflare would: each minute of the simulated clock. When the clock jumps, the cron runs at
 * every minute in between at which something can fall due (moments.ts), and the clock shows that minute while it does.
 */
export class Ticker {
  /** Off: the cron is down. What it misses, the Worker makes up for at the first tick after. */
  running = true
  readonly #worker: string
  readonly #clock: Clock
  readonly #inside: () => Inside
  #reached: number
  #busy: Promise<unknown> = Promise.resolve()

  /** `worker` is where the Worker listens. */
  constructor(worker: string, clock: Clock, inside: () => Inside) {
    this.#worker = worker
    this.#clock = clock
    this.#inside = inside
    this.#reached = clock.now()
  }

  /** Moves the clock and, while ticking, runs what falls between. Backwards nothing is run. */
  moveTo(at: number): Promise<void> {
    return this.#queue(async () => {
      if (this.running) await this.#play(at)
      this.#reached = at
      this.#clock.moveTo(at)
    })
  }

  /** Runs the cron for the minutes since it was last here; one after the other, also when called twice. */
  catchUp(): Promise<void> {
    return this.#queue(async () => {
      const now = this.#clock.now()
      if (this.running) await this.#play(now)
      if (this.#clock.now() < now) this.#clock.moveTo(now)
      this.#reached = Math.max(this.#reached, now)
    })
  }

  /** When the clock does not jump any more. */
  async idle(): Promise<void> {
    await this.#busy
  }

  /** Stops the cron. */
  async stop(): Promise<void> {
    await this.catchUp()
    this.running = false
  }

  /** The cron goes on: one tick, in which the Worker makes up for what it missed. */
  resume(): Promise<void> {
    return this.#queue(async () => {
      this.running = true
      this.#reached = this.#clock.now()
      await this.#tick(Math.floor(this.#reached / MINUTE) * MINUTE)
      await this.settled()
    })
  }

  /** Lets the clock run until `arrived` says that something came; false when nothing does for forty days. */
  toNext(arrived: () => boolean): Promise<boolean> {
    return this.#queue(async () => {
      const found = await this.#play(this.#clock.now() + HORIZON, arrived)
      if (!found) this.#clock.moveTo(this.#reached)
      return found
    })
  }

  /** Ticks up to `to`, with the clock at each tick, or until `arrived`. */
  async #play(to: number, arrived?: () => boolean): Promise<boolean> {
    for (let [before, after] = ['', '']; ; ) {
      // What one tick has written, the next may answer.
      const ahead = before === after ? this.#inside().ahead(this.#reached) : this.#reached + 1
      const at = nextTick(this.#reached, to, ahead)
      if (at === undefined) return false
      before = this.#inside().traces()
      this.#reached = at
      const now = this.#clock.now()
      if (now < at || now - at > MINUTE) this.#clock.moveTo(at)
      await this.#tick(at)
      await this.settled()
      after = this.#inside().traces()
      if (arrived?.()) return true
    }
  }

  async #tick(at: number): Promise<void> {
    const query = `cron=*+*+*+*+*&time=${at}`
    const response = await fetch(`${this.#worker}/cdn-cgi/handler/scheduled?${query}`).catch(() => undefined)
    await response?.text()
    if (!response?.ok) console.error(`定时任务没有跑成 · cron failed at ${new Date(at).toISOString()}`)
  }

  /** Waits for the queue, which the Worker wakes for what is to be sent or done at once; it takes real time. */
  async settled(): Promise<void> {
    let pending = this.#inside().pending(this.#clock.now())
    for (let since = Date.now(); pending > 0 && Date.now() - since < PATIENCE; ) {
      await new Promise((done) => setTimeout(done, 50))
      const left = this.#inside().pending(this.#clock.now())
      if (left !== pending) since = Date.now()
      pending = left
    }
  }

  #queue<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#busy.then(run)
    this.#busy = next.catch(() => undefined)
    return next
  }
}
