import { env } from 'cloudflare:workers'
import { test } from 'vitest'
import { dayOf } from '../src/domain/calendar/shanghai.ts'
import { calendarOf } from '../src/domain/calendar/working-days.ts'
import { policyOf } from '../src/domain/policy.ts'
import { jobs } from '../src/jobs/registry.ts'
import { work } from '../src/jobs/work.ts'
import { Store } from '../src/store/d1.ts'
import { calendarQuery } from '../src/store/holiday.ts'
import { plan as planned } from '../src/store/job.ts'
import { policyQuery } from '../src/store/policy.ts'
import { at } from '../test/support/talk.ts'
import { openRuns } from './clock.ts'
import { fill, one } from './database.ts'
import { serve } from './ledger.ts'
import { print } from './table.ts'
import { build, settle } from './town.ts'

const village = { members: 60, units: 1, communities: 1, grids: 1, groups: 1 }
/** D1 statements that the reminders of one group may cost. */
const limit = 10

const reminders = [
  ['month-report', '2026-12-01 09:00', 61, 'the month’s report to the group and to each member'],
  ['pace-nudge', '2026-12-25 09:00', 57, 'the nudge of the 25th to those who are behind'],
  ['shift-evening', '2026-12-28 20:30', 60, 'the evening before a shift of all sixty'],
  ['gaps-of-communities', '2026-12-25 16:00', 1, 'days without anybody on duty, to the secretary'],
] as const

/** What one job costs at a moment. The look at what is open is not counted: it serves five runs of any jobs. */
async function costOf(name: string, now: number) {
  const job = jobs.find((one) => one.name === name)
  const asked = new Store(env.DB)
  const [policy, calendar] = await asked.batch([policyQuery(dayOf(now)), calendarQuery(dayOf(now))])
  const around = { now, policy: policyOf(policy), calendar: calendarOf(calendar) }
  for (const due of job?.due(now - 60_000, now, around.calendar) ?? [])
    await asked.batch([planned(name, due, job?.targets ?? 'all')])
  const before = await one<{ n: number }>('select count(*) as n from outbox')
  const store = new Store(env.DB)
  let looks = 0
  do {
    looks += 1
    await work({ ...around, store, failed: (_, error) => Promise.reject(error) })
  } while ((await openRuns()) > 0)
  const { n } = await one<{ n: number }>('select count(*) as n from outbox')
  return { statements: store.cost.statements - looks, rowsRead: store.cost.rowsRead, letters: n - before.n }
}

test('the reminders of one group of sixty people cost ten D1 statements at most', async ({ expect }) => {
  await fill(...build(village))
  await fill(...settle(2, village.members, village))
  for (const month of ['2026-10', '2026-11']) await serve(month, 1, village.members)
  await fill(`insert into shift (community_id, person_id, unit_id, day, starts_at, ends_at, planned_at, message)
    select community_id, id, unit_id, '2026-12-29', ${at('2026-12-29 09:00')}, ${at('2026-12-29 12:00')},
      ${at('2026-12-01 09:00')}, 'bench' from person`)
  await costOf('report-way', at('2026-12-01 09:00'))
  const costs: [title: string, statements: number, letters: number, rowsRead: number][] = []
  for (const [job, when, expected, title] of reminders) {
    const { statements, letters, rowsRead } = await costOf(job, at(when))
    costs.push([title, statements, letters, rowsRead])
    expect(letters, job).toBe(expected)
    expect(statements, job).toBeLessThanOrEqual(limit)
  }
  print('One group of sixty people', [['', 'statements', 'letters', 'rows read'], ...costs, ['limit', limit]])
})
