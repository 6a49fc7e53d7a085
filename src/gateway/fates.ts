import { fatesAtOnce } from '../platforms/gateway.ts'
import type { Sent } from '../platforms/push.ts'
import type { Log } from './log.ts'
import type { Worker } from './worker.ts'

interface Fate {
  id: number
  claim: string
  fate: Sent
}

/** What became of letters, until the Worker has heard it. */
export class Fates {
  readonly #worker: Pick<Worker, 'fates'>
  readonly #log: Log
  #untold: Fate[] = []

  constructor(worker: Pick<Worker, 'fates'>, log: Log) {
    this.#worker = worker
    this.#log = log
  }

  add(fate: Fate): void {
    this.#untold.push(fate)
  }

  /** Tells them; whether all are told. */
  async report(): Promise<boolean> {
    while (this.#untold.length > 0) {
      const some = this.#untold.slice(0, fatesAtOnce)
      const told = await this.#worker.fates(some)
      if (told.is === 'away') return false
      if (told.is === 'refused')
        this.#log('error', 'fates_refused', { status: told.status, count: some.length })
      this.#untold = this.#untold.slice(some.length)
    }
    return true
  }
}
