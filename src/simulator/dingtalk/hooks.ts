import { HOUR, MINUTE } from '../clock.ts'
import type { Failures } from '../failure.ts'
import { string } from '../json.ts'
import { Rate } from '../rate.ts'
import type { Town } from '../town.ts'
import type { Payload } from '../types.ts'
import type { Arrivals } from './arrivals.ts'
import { sign } from './callback.ts'
import { no, OK, type Reply } from './reply.ts'

/** The groups' custom robots: twenty messages a minute, else ten minutes of silence; signed where the group wants it. */
export class DingtalkHooks {
  readonly #town: Town
  readonly #arrivals: Arrivals
  readonly #failures: Failures
  readonly #rate = new Rate(10 * MINUTE)
  readonly #taken = new Set<string>()

  constructor(town: Town, arrivals: Arrivals, failures: Failures) {
    this.#town = town
    this.#arrivals = arrivals
    this.#failures = failures
  }

  /** One call of `/robot/send`. */
  send(query: URLSearchParams, body: Payload): Reply {
    const key = query.get('access_token') ?? ''
    const place = this.#town.places.find((one) => one.platform === 'dingtalk' && one.webhookKey === key)
    if (!place) return no(300001, 'token is not exist')
    const refusal = this.#refusal(key, place.webhookSecret, query)
    if (refusal) return this.#arrivals.refuse(place, body, refusal, 'hook')
    // A retry with the same msgUuid is taken and not shown again.
    const mark = `${key} ${string(body.msgUuid)}`
    if (this.#taken.has(mark)) return OK
    const reply = this.#arrivals.show(place, body, 'hook')
    if (reply === OK && body.msgUuid) this.#taken.add(mark)
    return reply
  }

  #refusal(key: string, secret: string | undefined, query: URLSearchParams): Reply | undefined {
    const trouble = this.#failures.of('dingtalk')
    const now = this.#town.clock.now()
    if (trouble === 'removed') return no(400106, 'robot not exist')
    if (trouble === 'busy' || !this.#rate.allows(key, now))
      return no(130101, 'send too fast, exceed 20 times per minute')
    if (!secret) return undefined
    const timestamp = query.get('timestamp') ?? ''
    if (!(Math.abs(now - Number(timestamp)) < HOUR)) return no(310000, 'invalid timestamp')
    return query.get('sign') === sign(timestamp, secret) ? undefined : no(310000, 'sign not match')
  }
}
