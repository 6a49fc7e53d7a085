import type { Payload } from './connection.ts'
import type { Entry } from './entry.ts'
import { type Log, mark } from './log.ts'
import { type Pace, waitFor } from './pace.ts'
import type { Reach } from './reach.ts'
import type { Worker } from './worker.ts'

/** The Worker remembers for seven days what it has answered; a message must not come again after that. */
const MOST_AGE = 6 * 24 * 60 * 60_000
/** Nobody waits for a greeting or an event for longer. */
const BRIEF = 60_000
const AT_ONCE = 8

/**
 * Brings messages to the Worker: those of one conversation one after the other, eight conversations at once. What
 * the Worker cannot take now is tried until it can; what it refuses is dropped, and the next one goes.
 */
export class Courier {
  readonly #worker: Pick<Worker, 'message'>
  readonly #reach: Reach
  readonly #pace: Pick<Pace, 'retry'>
  readonly #log: Log
  readonly #now: () => number
  readonly #done: (entry: Entry, reply: Payload | null) => void
  readonly #stuck: (entry: Entry) => void
  readonly #lanes = new Map<string, Entry[]>()
  /** Conversations whose head the Worker stumbles over, by their failures. */
  readonly #failures = new Map<string, number>()
  #free = AT_ONCE
  #queued: (() => void)[] = []
  #running = new Set<Promise<unknown>>()
  #stopped = false

  constructor(options: {
    worker: Pick<Worker, 'message'>
    reach: Reach
    pace: Pick<Pace, 'retry'>
    log: Log
    now: () => number
    /** The Worker has answered, or refused (then null), or the message is too old. */
    done: (entry: Entry, reply: Payload | null) => void
    /** The Worker could not take it. */
    stuck: (entry: Entry) => void
  }) {
    this.#worker = options.worker
    this.#reach = options.reach
    this.#pace = options.pace
    this.#log = options.log
    this.#now = options.now
    this.#done = options.done
    this.#stuck = options.stuck
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
    return this.#lanes.has(lane) && (this.#reach.isAway || this.#failures.has(lane))
  }

  /** Asks no more, and resolves when what is under way has come back. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.allSettled(this.#running)
  }

  async #run(name: string): Promise<void> {
    const lane = this.#lanes.get(name) ?? []
    while (lane[0] && !this.#stopped) await this.#bring(lane[0])
    if (lane.length === 0) this.#lanes.delete(name)
  }

  async #bring(entry: Entry): Promise<void> {
    const lane = this.#lanes.get(entry.lane) ?? []
    const end = (reply: Payload | null) => {
      lane.shift()
      this.#failures.delete(entry.lane)
      this.#done(entry, reply)
    }
    while (!this.#stopped) {
      await this.#reach.turn()
      const age = this.#now() - entry.at
      const brief = entry.kind === 'greeting' || entry.kind === 'notice'
      if (age > (brief ? BRIEF : MOST_AGE)) {
        this.#log(brief ? 'info' : 'error', 'expired', { message: mark(entry.key), age_ms: age })
        return end(null)
      }
      const asked = await this.#oneOfFew(() => this.#worker.message(entry.at, entry.payload))
      if (!asked) return
      if (asked.is !== 'away') {
        this.#reach.succeeded()
        if (asked.is === 'ok') return end(asked.answer.reply)
        this.#log('error', 'refused', { message: mark(entry.key), status: asked.status })
        return end(null)
      }
      await this.#failed(entry, asked.why, asked.status)
    }
  }

  /** A 500 may be this message's own fault: its conversation waits alone. Everything else holds for all. */
  async #failed(entry: Entry, why: string, status: number | undefined): Promise<void> {
    const failures = (this.#failures.get(entry.lane) ?? 0) + 1
    this.#failures.set(entry.lane, failures)
    if (status !== 500) this.#reach.failed(why)
    this.#stuck(entry)
    if (status !== 500) return
    if (Number.isInteger(Math.log2(failures)))
      this.#log('warn', 'worker_failed', { message: mark(entry.key), failures })
    await new Promise((resolve) =>
      setTimeout(resolve, waitFor(this.#pace.retry, failures, Math.random())).unref(),
    )
  }

  async #oneOfFew<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#queued.push(resolve))
    else this.#free -= 1
    const running = this.#stopped ? Promise.resolve(undefined) : work()
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
      const next = this.#queued.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
