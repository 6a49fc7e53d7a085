import { type GatewayLetter, leaseLasts } from '../platforms/gateway.ts'
import type { Sent } from '../platforms/push.ts'
import type { LongConnection } from './connection.ts'
import { Fates } from './fates.ts'
import type { Log } from './log.ts'
import type { Pace } from './pace.ts'
import { fateOf } from './wecom/fate.ts'
import type { Worker } from './worker.ts'

/**
 * Sends what the Worker has to say by itself: claims letters, sends them in order of their conversation, and says
 * what became of each. Pace, order and exactly-once are the Worker's books; here nothing is sent a second time.
 */
export class Letters {
  readonly #worker: Pick<Worker, 'claim'>
  readonly #fates: Fates
  readonly #connection: () => LongConnection | undefined
  readonly #pace: Pick<Pace, 'claim'>
  readonly #log: Log
  #timer: NodeJS.Timeout | undefined
  #round: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(options: {
    worker: Pick<Worker, 'claim' | 'fates'>
    /** The connection, while it is open and ours by the lease. */
    connection: () => LongConnection | undefined
    pace: Pick<Pace, 'claim'>
    log: Log
  }) {
    this.#worker = options.worker
    this.#fates = new Fates(options.worker, options.log)
    this.#connection = options.connection
    this.#pace = options.pace
    this.#log = options.log
  }

  start(): void {
    this.#stopped = false
    this.wake()
  }

  /** Asks soon: something was said, and it may have made letters. */
  wake(): void {
    if (this.#stopped) return
    if (this.#round) this.#again = true
    else this.#schedule(this.#pace.claim.least)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#round
  }

  #schedule(wait: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#round = this.#once().then((wanted) => {
        this.#round = undefined
        if (this.#stopped) return
        const { least, most } = this.#pace.claim
        const again = this.#again ? least : Math.min(most, Math.max(least, wanted))
        this.#again = false
        this.#schedule(again)
      })
    }, wait)
  }

  /** One round; ms until the next. */
  async #once(): Promise<number> {
    if (!(await this.#fates.report()) || !this.#connection()) return this.#pace.claim.most
    const claimed = await this.#worker.claim()
    if (claimed.is !== 'ok') return this.#pace.claim.most
    const { letters, again } = claimed.answer
    if (letters.length === 0) return again
    const lanes = Map.groupBy(letters, ({ to }) => `${to.kind} ${to.address}`)
    await Promise.all([...lanes.values()].map((lane) => this.#send(lane)))
    await this.#fates.report()
    return again
  }

  async #send(letters: GatewayLetter[]): Promise<void> {
    // By both clocks: one of them stands still while a machine sleeps.
    const [started, at] = [performance.now(), Date.now()]
    let halt: Sent | undefined
    for (const { id, claim, to, body } of letters) {
      // What stopped the one before stops all of its conversation, and a claim is only good for a while.
      const late = Math.max(performance.now() - started, Date.now() - at) > leaseLasts
      const unsent = this.#stopped ? 'stopping' : late ? 'too_slow' : undefined
      const fate: Sent =
        halt ??
        (unsent ? { is: 'later', waitMs: 0, why: unsent, channel: false } : await this.#sendOne(to, body))
      if ((fate.is === 'later' || fate.is === 'refused') && fate.channel) halt = fate
      this.#fates.add({ id, claim, fate })
    }
  }

  async #sendOne(to: GatewayLetter['to'], body: GatewayLetter['body']): Promise<Sent> {
    const chat_type = to.kind === 'group' ? 2 : 1
    const outcome = await this.#connection()?.send({
      command: 'aibot_send_msg',
      body: { chatid: to.address, chat_type, ...body },
    })
    const fate = fateOf(outcome ?? { is: 'unsent' })
    if (fate.is !== 'sent') this.#log('warn', 'letter', { fate: fate.is, why: fate.why })
    return fate
  }
}
