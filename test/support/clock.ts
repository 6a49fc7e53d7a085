import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../src/index.ts'
import { Outside } from './outside.ts'
import { at } from './talk.ts'

/** The queue holds wake-ups only; more than so many for one tick is a ring. */
const wakesAtMost = 500

/** Plays the cron and the queue as the platform calls them, and stands in for the platforms' servers (`outside`). */
export class Clock {
  readonly outside = new Outside()
  #wakes: unknown[] = []

  /** One tick at `2026-11-23 09:00` (or ms), and all that it wakes. */
  async tick(when: string | number): Promise<void> {
    this.outside.open()
    const scheduledTime = typeof when === 'number' ? when : at(when)
    const context = createExecutionContext()
    const controller = createScheduledController({ scheduledTime: new Date(scheduledTime) })
    await worker.scheduled(controller, this.#env)
    await waitOnExecutionContext(context)
    await this.#drain()
  }

  /** Every minute from one time to another, both included. */
  async minutes(from: string, to: string): Promise<void> {
    for (let now = at(from); now <= at(to); now += 60_000) await this.tick(now)
  }

  /** Hands what the queue holds to the consumer, one message after the other, until nothing is left. */
  async #drain(): Promise<void> {
    for (let count = 0; this.#wakes.length > 0; count++) {
      if (count > wakesAtMost) throw new Error('the queue never comes to an end')
      const body = this.#wakes.shift()
      const message = { id: `m${count}`, timestamp: new Date(), body, attempts: 1 }
      await worker.queue(createMessageBatch('hong-dadang-outbox', [message]), this.#env)
    }
  }

  get #env(): Env {
    const queue = { send: async (body: unknown) => void this.#wakes.push(body) }
    return { ...env, OUTBOX: queue } as unknown as Env
  }
}
