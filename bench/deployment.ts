import { AsyncLocalStorage } from 'node:async_hooks'
import { type RunSurroundings, runTick, runWake } from '../src/jobs/run.ts'
import { type Wake, wanted } from '../src/jobs/wake.ts'
import type { Ways } from '../src/platforms/push.ts'
import { type Database, metered, type Spent } from './meter.ts'
import { chanceOf } from './rows.ts'
import type { World } from './world.ts'

/** One run of the Worker: what woke it and what it cost. */
export interface Invocation {
  what: 'tick' | Wake['do']
  spent: Spent
  /** For how long it did not wait for D1, ms; only where nobody sleeps meanwhile. */
  cpuMs: number | undefined
  killed: boolean
}

interface Conditions {
  ways: Ways
  /** How long D1 takes for a batch in this world, ms. */
  d1Ms: number
  /** Whether the run of that number dies: behind its third batch, so between a send and what is written of it. */
  dies(run: number): boolean
}

const batchesBeforeDeath = 3
const redeliveredAfter = 30_000
/** Queues deliver at least once; one message in a hundred comes twice. */
const twice = 0.01

/** In which run something happens. */
export const runOf = new AsyncLocalStorage<Invocation>()

/** The Worker with its cron and its queue, whose consumers run side by side. */
export class Deployment {
  readonly runs: Invocation[] = []
  /** What went wrong in runs that were not killed, each once. */
  readonly faults = new Set<string>()
  readonly #world: World
  readonly #conditions: Conditions

  constructor(world: World, conditions: Conditions) {
    this.#world = world
    this.#conditions = conditions
  }

  /** The cron's tick of this instant; one that dies is not called again. */
  async tick(): Promise<void> {
    const { now } = this.#world
    await this.#run('tick', (around) => runTick(around, now))
  }

  /** What the queue hands to a consumer; without an end it is handed over again. */
  async #wake(body: Wake): Promise<void> {
    for (const wake of wanted([body], this.#world.now)) {
      const done = await this.#run(wake.do, (around) => runWake(around, wake))
      if (!done) this.#world.at(this.#world.now + redeliveredAfter, () => void this.#wake(body))
    }
  }

  #send(body: Wake, { delaySeconds = 0 }: QueueSendOptions = {}): void {
    const times = chanceOf(`queue ${this.#world.now} ${this.runs.length}`) < twice ? 2 : 1
    for (let time = 0; time < times; time++)
      this.#world.at(this.#world.now + delaySeconds * 1000, () => void this.#wake(body))
  }

  /** True when the run came to its end. */
  async #run(what: Invocation['what'], go: (around: RunSurroundings) => Promise<void>): Promise<boolean> {
    const number = this.runs.length + 1
    const { database, spent } = metered()
    const run: Invocation = { what, spent, cpuMs: undefined, killed: false }
    this.runs.push(run)
    const began = performance.now()
    const around: RunSurroundings = {
      database: this.#database(database, run, number) as D1Database,
      queue: {
        send: async (body: Wake, options?: QueueSendOptions) => this.#send(body, options),
      } as unknown as Queue,
      ways: this.#conditions.ways,
      logged: async (_event, _cost, work) => void (await work()),
      warn: ({ event, error }) => void (event === 'job' && !run.killed && this.faults.add(String(error))),
      clock: () => this.#world.now,
      chance: () => chanceOf(`${number} ${this.#world.now}`),
      newId: () => `run-${number}`,
    }
    try {
      await runOf.run(run, () => go(around))
      return true
    } catch (error) {
      if (!run.killed) this.faults.add(String(error))
      return false
    } finally {
      if (this.#conditions.d1Ms === 0) run.cpuMs = performance.now() - began - spent.d1Ms
    }
  }

  #database(database: Database, run: Invocation, number: number): Database {
    const { d1Ms, dies } = this.#conditions
    return {
      prepare: (sql) => database.prepare(sql),
      batch: async <Row>(statements: D1PreparedStatement[]) => {
        run.killed ||= run.spent.trips >= batchesBeforeDeath && dies(number)
        if (run.killed) throw new Error('the Worker died')
        const results = await this.#world.during(database.batch<Row>(statements))
        if (d1Ms > 0) await this.#world.sleep(d1Ms)
        return results
      },
    }
  }
}
