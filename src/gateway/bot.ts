import type { LongConnection } from './connection.ts'
import { Courier } from './courier.ts'
import type { Entry } from './entry.ts'
import { Intake } from './intake.ts'
import { Lease } from './lease.ts'
import { Letters } from './letters.ts'
import { about, type Log } from './log.ts'
import { Mouth } from './mouth.ts'
import type { Pace } from './pace.ts'
import type { Queue } from './queue.ts'
import { Reach } from './reach.ts'
import type { Side, Voice } from './side.ts'
import { Supervisor } from './supervisor.ts'
import type { Worker } from './worker.ts'

export interface BotOptions {
  side: Side
  worker: Worker
  queue: Queue
  pace: Pace
  log: Log
  /** ms UTC */
  now: () => number
}

/** One bot: its connection while the lease is ours, its queue, what it says. */
export class Bot {
  readonly #it: BotOptions
  readonly #reach: Reach
  readonly #lease: Lease
  readonly #supervisor: Supervisor
  readonly #courier: Courier
  readonly #mouth: Mouth
  readonly #letters: Letters
  readonly #intake: Intake
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopping = false

  constructor(options: BotOptions) {
    const { side, worker, queue, pace, now } = options
    const log = about(options.log, { platform: side.name })
    this.#it = { ...options, log }
    this.#reach = new Reach(pace.retry, log)
    this.#supervisor = new Supervisor({
      make: () => side.connect(),
      hear: (frame, connection) => void this.#intake.hear(frame, connection),
      pace,
      log,
      changed: () => this.#letters?.wake(),
    })
    const voice: Voice = { connection: () => this.#speakable(), now, log }
    this.#mouth = new Mouth(side, queue, voice, log)
    this.#courier = new Courier({
      worker,
      reach: this.#reach,
      pace,
      log,
      now,
      done: (entry, reply) => {
        void this.#mouth.answer(entry, reply)
        this.#letters.wake()
      },
      stuck: (entry) => this.#tellIfLong(entry),
    })
    this.#intake = new Intake({
      ...{ side, queue, worker, log, now, courier: this.#courier, mouth: this.#mouth },
      kept: (entry) => this.#kept(entry),
    })
    this.#letters = new Letters({
      worker,
      connection: () => (this.#lease.isHeld ? this.#supervisor.live : undefined),
      pace,
      log,
    })
    this.#lease = new Lease({
      worker,
      pace,
      log,
      changed: (held) => (held ? this.#supervisor.start() : this.#supervisor.stop()),
      reached: () => this.#reach.tryNow(),
    })
  }

  start(): void {
    for (const entry of this.#it.queue.entries) this.#courier.add(entry)
    if (this.#it.side.pushes) this.#letters.start()
    this.#lease.start()
  }

  /** What is under way gets some time to end; the rest is on the disk. */
  async stop(within: number): Promise<void> {
    this.#stopping = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#reach.stop()
    await Promise.race([
      Promise.all([this.#letters.stop(), this.#courier.stop()]),
      new Promise((resolve) => setTimeout(resolve, within).unref()),
    ])
    await this.#mouth.quiet(within)
    this.#supervisor.stop()
    await this.#lease.stop()
    await this.#it.queue.close()
  }

  /** For the health page: numbers and states only. */
  get health() {
    const { queue, now } = this.#it
    const { state, lasts } = this.#supervisor
    const { oldest } = queue
    return {
      lease: this.#lease.isHeld ? ('held' as const) : ('standby' as const),
      connection: state,
      connection_ms: Math.round(lasts),
      worker_away_ms: Math.round(Math.max(this.#reach.awayFor, this.#lease.awayFor)),
      queued: queue.messages,
      queued_bytes: queue.bytes,
      oldest_ms: oldest ? Math.max(0, Math.round(now() - oldest.at)) : 0,
      disk: this.#intake.disk,
    }
  }

  #kept(entry: Entry): void {
    // What comes while we stop is on the disk, and that is enough.
    if (this.#stopping) return
    this.#courier.add(entry)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#tellIfLong(entry)
    }, this.#it.pace.notice)
    this.#timers.add(timer)
  }

  #tellIfLong(entry: Entry): void {
    const { queue, pace, now } = this.#it
    const stillWaits = () =>
      queue.find(entry.key) !== undefined && this.#courier.isStuck(entry.lane) && !this.#stopping
    // Measured by arrival: what came over from before a restart has waited long already.
    if (now() - entry.at >= pace.notice && stillWaits()) void this.#mouth.tellAway(entry, stillWaits)
  }

  /**
   * The connection, waited for as long as one is being opened. Who stands by waits a while too: after a crash the
   * lease of the process before must first run out.
   */
  async #speakable(): Promise<LongConnection | undefined> {
    for (let without = 0; without < 3 && !this.#stopping; ) {
      const connection = await this.#supervisor.ready(this.#it.pace.openWithin)
      if (connection) return connection
      if (['off', 'away', 'refused'].includes(this.#supervisor.state)) without += 1
    }
    return
  }
}
