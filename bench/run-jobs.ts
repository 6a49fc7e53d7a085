import { plannedUpTo, secondsOf } from './clock.ts'
import { Deployment, type Invocation } from './deployment.ts'
import { costTable, sum } from './limits.ts'
import { print } from './table.ts'
import { World } from './world.ts'

const MINUTE = 60_000

/** What the jobs of a moment did: every run of the Worker until nothing was open. */
export interface Done {
  runs: readonly Invocation[]
  faults: readonly string[]
  seconds: number
}

/**
 * The cron ticks at that instant (ms), as often at once as `ticks` says, and the queue hands over what that wakes. No way
 * out is open, so that only the planning is measured.
 */
export async function runJobs(instant: number, ticks = 1): Promise<Done> {
  await plannedUpTo(instant - MINUTE)
  const world = new World(instant)
  const deployment = new Deployment(world, { ways: {}, d1Ms: 0, dies: () => false })
  const seconds = await secondsOf(async () => {
    for (let tick = 0; tick < ticks; tick++) void deployment.tick()
    await world.run()
  })
  return { runs: deployment.runs, faults: [...deployment.faults], seconds }
}

/** Prints what the jobs of a moment cost, and what that is for each member. */
export function printRun(title: string, { runs, seconds }: Done, letters: number, members: number): void {
  print(title, costTable(runs))
  print('', [
    ['letters', letters],
    ['rows read for each member', sum(runs, 'read') / members],
    ['rows written for each member', sum(runs, 'written') / members],
    ['seconds', seconds],
    ['letters a second', letters / seconds],
  ])
}
