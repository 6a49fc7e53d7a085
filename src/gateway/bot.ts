import { Courier } from './courier.ts'
import type { Entry } from './entry.ts'
import { Intake } from './intake.ts'
import { Lease } from './lease.ts'
import { Letters } from './letters.ts'
import { about, type Log } from './log.ts'
import { Mouth } from './mouth.ts'
import { Notices } from './notices.ts'
import { type Pace, within } from './pace.ts'
import { type Pulse, pulseOf } from './pulse.ts'
import type { Queue } from './queue.ts'
import { Reach } from './reach.ts'
import type { Side } from './side.ts'
import { Speaker } from './speaker.ts'
import { Supervisor } from './supervisor.ts'
import type { Worker } from './worker.ts'

export interface BotOptions {
  side: Side
  worker: Worker
  queue: Queue
  pace: Pace
  log: Log
}

/** One bot: its connection while the lease is ours, its queue, what it says. */
export class Bot {
  readonly #it: BotOptions
  readonly #reach: Reach
  readonly #lease: Lease
  readonly #supervisor: Supervisor
  readonly #speaker: Speaker
  readonly #courier: Courier
  readonly #mouth: Mouth
  readonly #notices: Notices
  readonly #letters: Letters
  readonly #intake: Intake

  constructor(options: BotOptions) {
    const { side, worker, queue, pace } = options
    const log = about(options.log, { platform: side.name })
    const now = () => worker.time()
    this.#it = options
    this.#reach = new Reach(pace.retry, log)
    this.#supervisor = new Supervisor({
      make: () => side.connect(),
      hear: (frame, connection) => void this.#intake.hear(frame, connection),
      ...{ pace, log },
      changed: () => this.#letters?.wake(),
      kicked: () => this.#lease.doubt(),
    })
    this.#speaker = new Speaker(() => this.#supervisor.status, now, log)
    this.#mouth = new Mouth(side, queue, this.#speaker, log)
    this.#courier = new Courier({
      ...{ worker, pace, log, now, reach: this.#reach },
      ended: (entry, brought) => {
        void this.#mouth.ended(entry, brought)
        this.#letters.wake()
      },
      stuck: (entry) => this.#notices.tellIfLong(entry),
    })
    this.#notices = new Notices({ queue, pace, now, courier: this.#courier, mouth: this.#mouth })
    this.#intake = new Intake({
      ...{ side, queue, worker, log, now, courier: this.#courier, mouth: this.#mouth },
      kept: (entry) => this.#kept(entry),
    })
    this.#letters = new Letters({
      ...{ worker, pace, log },
      connection: () => (this.#lease.isHeld ? this.#supervisor.status.live : undefined),
    })
    this.#lease = new Lease({
      ...{ worker, pace, log },
      deafFor: () => this.#supervisor.status.deafFor,
      changed: (held) => (held ? this.#supervisor.start() : this.#supervisor.stop()),
      reached: () => this.#reach.tryNow(),
    })
  }

  start(): void {
    for (const entry of this.#it.queue.holds.entries) this.#courier.add(entry)
    if (this.#it.side.pushes) this.#letters.start()
    this.#lease.start()
  }

  /** What is under way gets some time to end; the rest is on the disk. */
  async stop(): Promise<void> {
    const { pace, queue } = this.#it
    this.#speaker.stop()
    this.#notices.stop()
    this.#reach.stop()
    await within(pace.stop, Promise.all([this.#letters.stop(), this.#courier.stop()]))
    await within(pace.stop, this.#mouth.quiet())
    this.#supervisor.stop()
    await within(pace.stop, this.#lease.stop())
    await queue.close()
  }

  get pulse(): Pulse {
    const [lease, reach, { status }] = [this.#lease, this.#reach, this.#supervisor]
    const { queue, worker } = this.#it
    return pulseOf({ lease, reach, status, queue, disk: this.#intake.disk, now: worker.time() })
  }

  #kept(entry: Entry): void {
    // What comes while we stop is on the disk, and that is enough.
    if (this.#speaker.isStopping) return
    this.#courier.add(entry)
    this.#notices.watch(entry)
  }
}
