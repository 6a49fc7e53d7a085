import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import {
  ClaimAnswer,
  type GatewayRequest,
  LeaseAnswer,
  MessageAnswer,
  sign,
  signatureHeader,
  timeHeader,
} from '../platforms/gateway.ts'
import type { PlatformName } from '../platforms/message.ts'
import { Ahead } from './ahead.ts'
import { type Log, whyOf } from './log.ts'
import { type Asked, verdict } from './verdict.ts'

interface WorkerOptions {
  platform: PlatformName
  worker: string
  secret: string
  bot: string
  /** This machine's clock, ms UTC. */
  now: () => number
  testClock: boolean
  patience: number
  log: Log
}

type Spoken<T = GatewayRequest> = T extends GatewayRequest ? Omit<T, 'bot' | 'holder' | 'seq'> : never
type Counted = Exclude<Spoken, { do: 'message' }>

/**
 * The Worker, as one bot of this process speaks to it. Requests that are counted go one after the other, because a
 * number that arrives out of order is refused as a replay.
 */
export class Worker {
  readonly #it: WorkerOptions
  readonly #holder = randomUUID()
  readonly #ahead: Ahead
  #seq = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: WorkerOptions) {
    this.#it = options
    this.#ahead = new Ahead(options.log)
  }

  /** The Worker's time, as far as we know, ms UTC. */
  time(): number {
    return Math.round(this.#it.now() + this.#ahead.ms)
  }

  message(at: number, payload: { [key: string]: unknown }): Promise<Asked<MessageAnswer>> {
    const who = { bot: this.#it.bot, holder: this.#holder }
    return this.#ask({ do: 'message', ...who, at: Math.round(at), payload }, MessageAnswer)
  }

  async lease(release = false): Promise<Asked<LeaseAnswer>> {
    const before = this.#it.now()
    const asked = await this.#counted({ do: 'lease', ...(release && { release }) }, LeaseAnswer)
    // A simulated clock is the Worker's already.
    if (asked.is === 'ok' && !this.#it.testClock) this.#ahead.learn(asked.answer.now, before, this.#it.now())
    return asked
  }

  claim(): Promise<Asked<ClaimAnswer>> {
    return this.#counted({ do: 'claim' }, ClaimAnswer)
  }

  fates(fates: Extract<Spoken, { do: 'fates' }>['fates']): Promise<Asked<object>> {
    return this.#counted({ do: 'fates', fates }, v.object({}))
  }

  #counted<T>(said: Counted, schema: v.GenericSchema<unknown, T>): Promise<Asked<T>> {
    const mine = this.#turn.then(() => {
      this.#seq += 1
      const who = { bot: this.#it.bot, holder: this.#holder, seq: this.#seq }
      return this.#ask({ ...said, ...who } as GatewayRequest, schema)
    })
    this.#turn = mine
    return mine
  }

  async #ask<T>(request: GatewayRequest, schema: v.GenericSchema<unknown, T>): Promise<Asked<T>> {
    const { platform, worker, secret, testClock, patience } = this.#it
    try {
      const body = JSON.stringify(request)
      const time = String(this.time())
      const response = await fetch(`${worker}/gateway/${platform}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [timeHeader]: time,
          [signatureHeader]: await sign(secret, time, body),
          ...(testClock ? { 'x-test-now': time } : {}),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      return verdict(response.status, await response.text(), schema)
    } catch (error) {
      const timeout = error instanceof Error && error.name === 'TimeoutError'
      return { is: 'away', why: timeout ? 'timeout' : whyOf(error) }
    }
  }
}
