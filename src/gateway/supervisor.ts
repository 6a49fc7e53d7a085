import { type Frame, type LongConnection, Refusal } from './connection.ts'
import { Kicks } from './kicks.ts'
import { type Log, whyOf } from './log.ts'
import { type Pace, waitFor } from './pace.ts'
import { openWatched } from './watched.ts'

/** What a connection is doing. `refused`: our keys are not taken. `away`: somebody else took the bot's connection. */
export type State = 'off' | 'opening' | 'open' | 'waiting' | 'refused' | 'away'

/**
 * Keeps one connection open while it is wanted: a fresh client for each attempt, one attempt at a time, longer waits
 * after each failure, and no fight over the connection with whoever else has the bot's keys.
 */
export class Supervisor {
  readonly #make: () => LongConnection
  readonly #hear: (frame: Frame, connection: LongConnection) => void
  readonly #pace: Pace
  readonly #log: Log
  readonly #changed: () => void
  #state: State = 'off'
  #since = performance.now()
  #live: LongConnection | undefined
  #opening: LongConnection | undefined
  #leaving = new Set<LongConnection>()
  #waiting = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  readonly #kicks: Kicks

  constructor(options: {
    make: () => LongConnection
    hear: (frame: Frame, connection: LongConnection) => void
    pace: Pace
    log: Log
    changed: () => void
  }) {
    this.#make = options.make
    this.#hear = options.hear
    this.#pace = options.pace
    this.#log = options.log
    this.#changed = options.changed
    this.#kicks = new Kicks(options.pace)
  }

  /** The connection, while it is open. */
  get live(): LongConnection | undefined {
    return this.#live
  }

  get state(): State {
    return this.#state
  }

  /** ms since the state began. */
  get lasts(): number {
    return performance.now() - this.#since
  }

  /** The connection as soon as it is open; undefined when it is not within so many ms. */
  ready(within: number): Promise<LongConnection | undefined> {
    if (this.#live) return Promise.resolve(this.#live)
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer)
        this.#waiting.delete(settle)
        resolve(this.#live)
      }
      const timer = setTimeout(settle, within)
      this.#waiting.add(settle)
    })
  }

  start(): void {
    if (this.#state === 'off') void this.#try()
  }

  stop(): void {
    clearTimeout(this.#timer)
    for (const one of [this.#live, this.#opening, ...this.#leaving]) one?.close()
    this.#live = this.#opening = undefined
    this.#leaving.clear()
    this.#turn('off')
  }

  async #try(): Promise<void> {
    const connection = this.#make()
    this.#opening = connection
    if (this.#state !== 'refused') this.#turn('opening')
    const openedAt = performance.now()
    try {
      await openWatched(
        connection,
        {
          frame: (frame) => this.#hear(frame, connection),
          bad: (why) => this.#log('warn', 'bad_frame', { why }),
          ended: (how, why) => this.#ended(connection, how, why, performance.now() - openedAt),
        },
        this.#pace,
      )
    } catch (error) {
      // After stop() this attempt is nobody's any more.
      if (this.#opening === connection) this.#failed(error)
      return
    }
    if (this.#opening !== connection) return connection.close()
    this.#opening = undefined
    this.#live = connection
    this.#log('info', 'connected', { failures: this.#failures })
    this.#turn('open')
  }

  #failed(error: unknown): void {
    this.#opening = undefined
    this.#failures += 1
    const refused = error instanceof Refusal
    const most = refused ? this.#pace.refusedMost : this.#pace.retry.most
    const wait = waitFor({ ...this.#pace.retry, most }, this.#failures, Math.random())
    if (refused) this.#log('error', 'connection_refused', { code: error.code, wait_ms: wait })
    else
      this.#log('warn', 'connection_failed', { why: whyOf(error), failures: this.#failures, wait_ms: wait })
    this.#again(refused ? 'refused' : 'waiting', wait)
  }

  #ended(connection: LongConnection, how: 'lost' | 'leaving' | 'kicked', why: string, lived: number): void {
    this.#leaving.delete(connection)
    if (how === 'leaving') this.#letGo(connection)
    if (this.#live !== connection) return
    this.#live = undefined
    this.#failures = lived >= this.#pace.steady ? 0 : this.#failures
    if (how === 'kicked') this.#makeWay()
    else this.#redial(how, why)
  }

  #redial(how: 'lost' | 'leaving', why: string): void {
    this.#failures += 1
    // A farewell in good order, after a while, is the platform's routine: the next one opens at once.
    const routine = how === 'leaving' && this.#failures === 1
    const wait = routine ? 0 : waitFor(this.#pace.retry, this.#failures, Math.random())
    this.#log(how === 'leaving' ? 'info' : 'warn', 'disconnected', { how, why, wait_ms: wait })
    this.#again('waiting', wait)
  }

  /** What the platform still sends on a connection that it is about to close is heard. */
  #letGo(connection: LongConnection): void {
    this.#leaving.add(connection)
    const timer = setTimeout(() => {
      this.#leaving.delete(connection)
      connection.close()
    }, this.#pace.drain)
    timer.unref()
  }

  #makeWay(): void {
    const { times, wait } = this.#kicks.count(performance.now())
    this.#log('error', 'kicked', { times, wait_ms: wait })
    this.#again('away', wait)
  }

  #again(state: State, wait: number): void {
    this.#turn(state)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#try(), wait)
  }

  #turn(state: State): void {
    if (state !== this.#state) this.#since = performance.now()
    this.#state = state
    if (this.#live) for (const settle of [...this.#waiting]) settle()
    this.#changed()
  }
}
