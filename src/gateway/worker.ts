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
import { whyOf } from './log.ts'

/** `away`: it could not be asked, or says itself that it cannot now. `refused`: it will never take this. */
export type Asked<T> =
  | { is: 'ok'; answer: T }
  | { is: 'away'; why: string; status?: number }
  | { is: 'refused'; status: number }

type Spoken<T = GatewayRequest> = T extends GatewayRequest ? Omit<T, 'bot' | 'holder' | 'seq'> : never
type Counted = Exclude<Spoken, { do: 'message' }>

/**
 * The Worker, as one bot of this process speaks to it. Requests that are counted go one after the other, because a
 * number that arrives out of order is refused as a replay.
 */
export class Worker {
  readonly #url: string
  readonly #secret: string
  readonly #who: { bot: string; holder: string }
  readonly #now: () => number
  readonly #testClock: boolean
  readonly #patience: number
  #seq = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: {
    platform: PlatformName
    worker: string
    secret: string
    bot: string
    now: () => number
    testClock: boolean
    patience: number
  }) {
    this.#url = `${options.worker}/gateway/${options.platform}`
    this.#secret = options.secret
    this.#who = { bot: options.bot, holder: randomUUID() }
    this.#now = options.now
    this.#testClock = options.testClock
    this.#patience = options.patience
  }

  message(at: number, payload: { [key: string]: unknown }): Promise<Asked<MessageAnswer>> {
    return this.#ask({ do: 'message', ...this.#who, at: Math.round(at), payload }, MessageAnswer)
  }

  lease(release = false): Promise<Asked<LeaseAnswer>> {
    return this.#counted({ do: 'lease', ...(release ? { release: true as const } : {}) }, LeaseAnswer)
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
      return this.#ask({ ...said, ...this.#who, seq: this.#seq } as GatewayRequest, schema)
    })
    this.#turn = mine
    return mine
  }

  async #ask<T>(request: GatewayRequest, schema: v.GenericSchema<unknown, T>): Promise<Asked<T>> {
    try {
      const body = JSON.stringify(request)
      const time = String(Math.round(this.#now()))
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [timeHeader]: time,
          [signatureHeader]: await sign(this.#secret, time, body),
          ...(this.#testClock ? { 'x-test-now': time } : {}),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(this.#patience),
      })
      const text = await response.text()
      if (response.status !== 200) return verdict(response.status, text)
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
      // A page of somebody in between, not the Worker.
      return parsed.success ? { is: 'ok', answer: parsed.output } : { is: 'away', why: 'unreadable' }
    } catch (error) {
      return {
        is: 'away',
        why: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : whyOf(error),
      }
    }
  }
}

/** What the Worker itself says when it refuses. */
const Refused = v.pipe(v.string(), v.parseJson(), v.object({ error: v.string() }))

/**
 * Only the Worker's own no throws a message away. 401 is a clock or a secret that somebody will mend, 404 a Worker
 * that is not there, and whatever is not in its words comes from somebody in between.
 */
function verdict(status: number, text: string): Asked<never> {
  const never = status >= 400 && status < 500 && ![401, 404, 408, 429].includes(status)
  return never && v.is(Refused, text)
    ? { is: 'refused', status }
    : { is: 'away', why: `http_${status}`, status }
}
