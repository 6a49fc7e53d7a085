import { describe, test } from 'vitest'
import { expectedBy, yearGone } from '../src/domain/figures/member-report.ts'
import { at } from '../test/support/talk.ts'
import { accidentKinds } from './accidents.ts'
import { judge } from './arrived.ts'
import { raiseCity } from './city.ts'
import { lettersLike, openRuns } from './clock.ts'
import { fill, one } from './database.ts'
import { drain, flood, setAside } from './drain.ts'
import { aboveLimits } from './limits.ts'
import { printDrain } from './print-drain.ts'
import { printRun, runJobs } from './run-jobs.ts'
import { print } from './table.ts'
import { city } from './town.ts'

const firstWorkingDay = at('2026-12-01 09:00')
const twentyFifth = at('2026-12-25 09:00')
const friday = at('2026-12-25 16:00')
const { members, groups } = city
const MINUTE = 60_000
/** Private letters that are sent; the others are like them. */
const share = 6_000
/** WeCom groups that have no webhook. */
const unreachable = 10
/** The year's target, minutes: about a half have reached it. */
const target = 8 * 60

describe('the month of a city', () => {
  test('the city stands, and its books agree', async ({ expect }) => {
    const found = await raiseCity(target)
    expect(found).toMatchObject({ ...city, wrong: 0 })
  })

  test('the monthly run writes to every group and every member, within the limits of a Worker', async ({
    expect,
  }) => {
    const done = await runJobs(firstWorkingDay)
    const letters = await lettersLike('month-report/')
    printRun('The monthly run, first working day 09:00', done, letters.toGroups + letters.toPeople, members)
    expect([done.faults, aboveLimits(done.runs), await openRuns()]).toEqual([[], [], 0])
    expect(letters).toEqual({ toGroups: groups, groups, toPeople: members, people: members })
  })

  test('run again, twice at once and as if nothing were known of the first, it writes to nobody', async ({
    expect,
  }) => {
    // The watches have their say about groups without a way first.
    await runJobs(firstWorkingDay + MINUTE)
    const before = await one('select count(*) as n, max(id) as last from outbox')
    const again = await runJobs(firstWorkingDay, 2)
    await fill("update job_run set cursor = 0, done_at = null where job = 'month-report' and target % 10 = 0")
    const anew = await runJobs(firstWorkingDay, 2)
    expect([again.faults, anew.faults, await openRuns()]).toEqual([[], [], 0])
    expect(await one('select count(*) as n, max(id) as last from outbox')).toEqual(before)
    print('The same minute again, two ticks at once', [
      ['runs', again.runs.length],
      ['runs with every tenth community open again', anew.runs.length],
      ['letters added', 0],
    ])
  })

  test('it is sent at the pace of the platforms: nothing lost, and nothing twice without a reason and a word', async ({
    expect,
  }) => {
    const privateLetters = await setAside(share)
    const flooded = await flood(50, firstWorkingDay)
    const drained = await drain(firstWorkingDay + 5 * MINUTE)
    const { n } = await one<{ n: number }>("select count(*) as n from outbox where state = 'sent'")
    const arrived = judge(drained.platform, n)
    await printDrain(drained, arrived, { privateLetters, share, flooded })
    const { faults, left, runs, platform } = drained
    expect([faults, left, aboveLimits(runs), platform.refused]).toEqual([[], 0, [], 0])
    expect(arrived).toMatchObject({ lost: 0, withoutReason: 0, unwarned: 0 })
    expect(await one("select count(*) as n from outbox where state in ('failed', 'expired')")).toEqual({
      n: 0,
    })
    expect(n).toBeGreaterThanOrEqual(groups + flooded + Math.min(share, privateLetters) - unreachable)
    expect([platform.accidents.size, runs.some((run) => run.killed)]).toEqual([accidentKinds, true])
  })

  test('the nudge of the 25th reaches exactly those who are behind', async ({ expect }) => {
    const pace = expectedBy(yearGone('2026-12', '2026-12-25'), target, 0)
    const { n } = await one<{ n: number }>(`select count(*) as n from person p where ${pace} >
      (select coalesce(sum(minutes), 0) from tally where person_id = p.id and period = '2026')`)
    const done = await runJobs(twentyFifth)
    printRun('The nudge of the 25th, 09:00', done, n, members)
    expect([done.faults, aboveLimits(done.runs), await openRuns()]).toEqual([[], [], 0])
    expect(await lettersLike('pace/')).toEqual({ toGroups: 0, groups: 0, toPeople: n, people: n })
  })

  test("Friday's gaps reach every secretary and every liaison", async ({ expect }) => {
    const done = await runJobs(friday)
    const { toPeople } = await lettersLike('gaps/')
    printRun('Friday 16:00, days of the next week without anybody on duty', done, toPeople, members)
    expect([done.faults, aboveLimits(done.runs), await openRuns()]).toEqual([[], [], 0])
    const { n } = await one<{ n: number }>(
      "select count(*) as n from role where role in ('secretary', 'liaison')",
    )
    expect(toPeople).toBe(n)
  })
})
