import { type Frame, Kicked, type Listener, type LongConnection } from './connection.ts'
import type { Log } from './log.ts'
import type { Pace } from './pace.ts'
import { type Next, Redial } from './redial.ts'
import { Status } from './status.ts'
import { openWatched } from './watched.ts'

interface Around {
  make: () => LongConnection
  hear: (frame: Frame, connection: LongConnection) => void
  pace: Pace
  log: Log
  changed: () => void
  /** Somebody else took the bot's connection. */
  kicked: () => void
}

/**
 * Keeps one connection open while it is wanted: a fresh client for each attempt, one attempt at a time, longer waits
 * after each failure, and no fight over the connection with whoever else has the bot's keys.
 */
export class Supervisor {
  readonly #it: Around
  readonly #redial: Redial
  readonly status: Status
  #opening: LongConnection | undefined
  readonly #leaving = new Set<LongConnection>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: Around) {
    this.#it = options
    this.#redial = new Redial(options.pace, options.log)
    this.status = new Status(options.changed)
  }

  start(): void {
    if (this.status.state === 'off') void this.#try()
  }

  stop(): void {
    clearTimeout(this.#timer)
    const all = [this.status.live, this.#opening, ...this.#leaving]
    this.#opening = undefined
    this.#leaving.clear()
    this.status.turn('off')
    for (const one of all) one?.close()
  }

  async #try(): Promise<void> {
    const { make, hear, log, pace } = this.#it
    const connection = make()
    this.#opening = connection
    if (this.status.state !== 'refused') this.status.turn('opening')
    const openedAt = performance.now()
    try {
      await openWatched(
        connection,
        {
          frame: (frame) => hear(frame, connection),
          bad: (why) => log('warn', 'bad_frame', { why }),
          ended: (how, why) => this.#ended(connection, how, why, performance.now() - openedAt),
        },
        pace,
      )
    } catch (error) {
      // After stop() this attempt is nobody's any more.
      if (this.#opening !== connection) return
      this.#opening = undefined
      this.#again(this.#redial.failed(error))
      if (error instanceof Kicked) this.#it.kicked()
      return
    }
    if (this.#opening !== connection) return connection.close()
    this.#opening = undefined
    log('info', 'connected', { failures: this.#redial.failures })
    this.status.turn('open', connection)
  }

  #ended(
    connection: LongConnection,
    how: Parameters<Listener['ended']>[0],
    why: string,
    lived: number,
  ): void {
    this.#leaving.delete(connection)
    if (how === 'leaving') this.#letGo(connection)
    if (this.status.live !== connection) return
    if (how === 'kicked') {
      this.#again(this.#redial.kicked())
      this.#it.kicked()
    } else this.#again(this.#redial.ended(how, why, lived))
  }

  /** What the platform still sends on a connection that it is about to close is heard. */
  #letGo(connection: LongConnection): void {
    this.#leaving.add(connection)
    const close = () => {
      this.#leaving.delete(connection)
      connection.close()
    }
    setTimeout(close, this.#it.pace.drain).unref()
  }

  #again({ state, wait }: Next): void {
    this.status.turn(state)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#try(), wait)
  }
}
