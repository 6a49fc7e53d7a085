import { dayOf } from '../domain/calendar/shanghai.ts'
import { calendarOf } from '../domain/calendar/working-days.ts'
import { policyOf } from '../domain/policy.ts'
import { deliver } from '../outbox/deliver.ts'
import type { Ways } from '../platforms/push.ts'
import { Store } from '../store/d1.ts'
import { calendarQuery } from '../store/holiday.ts'
import { policyQuery } from '../store/policy.ts'
import { tick } from './tick.ts'
import { type Wake, wake } from './wake.ts'
import { work } from './work.ts'

/** What the runs of the clock and of the queue are made with. */
export interface RunSurroundings {
  database: D1Database
  queue: Queue
  ways: Ways
  /** Runs something under a request id of its own and logs what it did, or that it failed. */
  logged(event: string, cost: Store['cost'], run: () => Promise<{ [what: string]: number }>): Promise<void>
  warn(fields: { event: string; [key: string]: unknown }): void
  /** The real clock, ms: only for how long something takes. */
  clock(): number
  /** 0…1 */
  chance(): number
  /** A name that no other run has. */
  newId(): string
}

/** The minute's tick; then what is due is sent, and the queue is woken for the rest. */
export async function runTick(around: RunSurroundings, now: number): Promise<void> {
  const store = new Store(around.database)
  try {
    await around.logged('tick', store.cost, async () => {
      const { left, ...done } = await tick({ store, now, failed: failedIn(around) })
      if (left) await wake(around.queue, 'work', now)
      return done
    })
  } finally {
    await runWake(around, { do: 'send', now })
  }
}

/** What a message of the queue asks for, a bounded piece of it. */
export async function runWake(around: RunSurroundings, { do: what, now }: Wake): Promise<void> {
  const store = new Store(around.database)
  await around.logged(what, store.cost, () =>
    what === 'send' ? sendRun(around, store, now) : workRun(around, store, now),
  )
}

async function sendRun(around: RunSurroundings, store: Store, now: number) {
  const began = around.clock()
  const { more, ...done } = await deliver({
    store,
    now,
    ways: around.ways,
    elapsed: () => around.clock() - began,
    claim: around.newId(),
    chance: around.chance,
    warn: around.warn,
  })
  if (more !== undefined) await wake(around.queue, 'send', now, more)
  return done
}

async function workRun(around: RunSurroundings, store: Store, now: number) {
  const [policy, calendar] = await store.batch([policyQuery(dayOf(now)), calendarQuery(dayOf(now))])
  const { steps, left } = await work({
    store,
    now,
    policy: policyOf(policy),
    calendar: calendarOf(calendar),
    failed: failedIn(around),
  })
  if (left) await wake(around.queue, 'work', now)
  if (steps > 0) await wake(around.queue, 'send', now)
  return { steps }
}

const failedIn =
  ({ warn }: RunSurroundings) =>
  (job: string, error: unknown) =>
    warn({ event: 'job', job, outcome: 'fault', error })
