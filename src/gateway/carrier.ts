import type { MessageAnswer } from '../platforms/gateway.ts'
import type { Payload } from './connection.ts'
import type { Entry } from './entry.ts'
import { Few } from './few.ts'
import { type Log, mark } from './log.ts'
import { type Pace, waitFor } from './pace.ts'
import type { Reach } from './reach.ts'
import { Stumbles } from './stumbles.ts'
import type { Asked } from './verdict.ts'
import type { Worker } from './worker.ts'

/** The Worker remembers for seven days what it has answered; a message must not come again after that. */
const MOST_AGE = 6 * 24 * 60 * 60_000
/** Nobody waits for a greeting or an event for longer. */
const BRIEF = 60_000
const AT_ONCE = 8

/** `done`: answered, refused or too old (then without a reply). `lost`: the Worker takes others, but never this one. */
export type Brought = { is: 'done'; reply: Payload | null } | { is: 'lost' }

export interface CarrierOptions {
  worker: Pick<Worker, 'message'>
  reach: Reach
  pace: Pick<Pace, 'retry' | 'stumbles'>
  log: Log
  /** ms UTC */
  now: () => number
  /** The Worker could not take it. */
  stuck: (entry: Entry) => void
}

/** Brings a message to the Worker, until that has taken it; eight at once. */
export class Carrier {
  readonly #it: CarrierOptions
  readonly #few = new Few(AT_ONCE)
  readonly #stumbles: Stumbles
  #stopped = false

  constructor(options: CarrierOptions) {
    this.#it = options
    this.#stumbles = new Stumbles(options.pace.stumbles)
  }

  /** Whether the head of this conversation waits because the Worker cannot take it. */
  isStuck(lane: string): boolean {
    return this.#it.reach.isAway || this.#stumbles.has(lane)
  }

  /** Asks no more, and resolves when what is under way has come back. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#few.stop()
  }

  /** What became of it; undefined when we stop before. */
  async bring(entry: Entry): Promise<Brought | undefined> {
    const { reach, worker } = this.#it
    while (!this.#stopped) {
      await reach.turn()
      if (this.#isTooOld(entry)) return { is: 'done', reply: null }
      const asked = await this.#few.run(() => worker.message(entry.at, entry.payload))
      if (!asked) return
      if (asked.is !== 'away') return this.#taken(entry, asked)
      if (await this.#failed(entry, asked)) return { is: 'lost' }
    }
    return
  }

  #isTooOld({ at, key, kind }: Entry): boolean {
    const { now, log } = this.#it
    const age = now() - at
    const brief = kind === 'greeting' || kind === 'notice'
    if (age <= (brief ? BRIEF : MOST_AGE)) return false
    log(brief ? 'info' : 'error', 'expired', { message: mark(key), age_ms: age })
    return true
  }

  #taken({ key, lane }: Entry, asked: Exclude<Asked<MessageAnswer>, { is: 'away' }>): Brought {
    this.#stumbles.succeeded(lane)
    this.#it.reach.succeeded()
    if (asked.is === 'ok') return { is: 'done', reply: asked.answer.reply }
    this.#it.log('error', 'refused', { message: mark(key), status: asked.status })
    return { is: 'done', reply: null }
  }

  /**
   * A 500 may be this message's own fault: its conversation waits alone, and only until it is clear that the Worker
   * answers others but never this one; then true. Everything else holds for all.
   */
  async #failed(entry: Entry, { why, status }: Extract<Asked<never>, { is: 'away' }>): Promise<boolean> {
    const { reach, pace, log, stuck } = this.#it
    const own = status === 500
    const { times, hopeless } = this.#stumbles.count(entry.lane, own)
    if (!own) reach.failed(why)
    if (own && Number.isInteger(Math.log2(times)))
      log('warn', 'worker_failed', { message: mark(entry.key), failures: times })
    if (own && hopeless) {
      log('error', 'given_up', { message: mark(entry.key), failures: times })
      return true
    }
    stuck(entry)
    const wait = own ? waitFor(pace.retry, times, Math.random()) : 0
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait).unref())
    return false
  }
}
