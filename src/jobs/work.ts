import { MINUTE } from '../domain/calendar/shanghai.ts'
import type { Calendar } from '../domain/calendar/working-days.ts'
import type { Policy } from '../domain/policy.ts'
import type { Query, Store } from '../store/d1.ts'
import { advance, openRunsQuery, postpone, type Run } from '../store/job.ts'
import { postAll } from '../store/mail.ts'
import type { Job, JobDecision } from './define.ts'
import { jobs } from './registry.ts'

/** Steps of one invocation at most; the rest goes on when the queue wakes the next. */
const stepsAtOnce = 5

interface WorkSurroundings {
  store: Store
  now: number
  policy: Policy
  calendar: Calendar
  failed(job: string, error: unknown): void
}

/** Takes the oldest open runs a step further each. Gives how many steps it did and whether runs may be left. */
export async function work(around: WorkSurroundings): Promise<{ steps: number; left: boolean }> {
  const { store, now } = around
  const [open] = await store.batch([openRunsQuery(now, stepsAtOnce)])
  let steps = 0
  for (const run of open) {
    const job = jobs.find(({ name }) => name === run.job)
    try {
      if (job) await step(job, run, around)
      else await store.batch([advance(run, undefined, now)])
      steps += 1
    } catch (error) {
      around.failed(run.job, error)
      await store.batch([postpone(run, now + Math.min(run.tries + 1, 12) * 5 * MINUTE)])
    }
  }
  return { steps, left: steps > 0 }
}

/** One bounded step of a run: read, decide, write. */
async function step(job: Job, run: Run, { store, now, policy, calendar }: WorkSurroundings): Promise<void> {
  const facts = await store.batchByName(job.read(run, now))
  const decision = job.decide({ run, facts, now, policy, calendar })
  await store.batch([...writesOf(decision, now), advance(run, decision.next, now)])
}

/** The statements of a decision: all its letters in one. */
export function writesOf({ mail = [], tell = [], writes = [] }: JobDecision, now: number): Query[] {
  const letters = [...mail, ...tell]
  return [...writes, ...(letters.length > 0 ? [postAll(letters, now)] : [])]
}
