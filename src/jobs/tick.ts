import { DAY, dayOf } from '../domain/calendar/shanghai.ts'
import { calendarOf } from '../domain/calendar/working-days.ts'
import { wrongCodes } from '../domain/duty/check-in-code.ts'
import { codeLives } from '../domain/link-code.ts'
import { policyOf } from '../domain/policy.ts'
import { draftLives } from '../domain/push.ts'
import { forgetAnnouncementDrafts } from '../store/announcement.ts'
import { forgetWrongCodes } from '../store/check-in-code.ts'
import type { Query, Store } from '../store/d1.ts'
import { forgetHolders } from '../store/gateway.ts'
import { calendarQuery } from '../store/holiday.ts'
import { purgeImports } from '../store/import/file.ts'
import { purge } from '../store/inbox.ts'
import { clockQuery, giveUpRuns, moveClock, plan, purgeRuns } from '../store/job.ts'
import { purgeTries } from '../store/link.ts'
import { purgeLetters } from '../store/outbox.ts'
import { policyQuery } from '../store/policy.ts'
import { forgetPushDrafts } from '../store/push.ts'
import { purgeTraffic } from '../store/traffic.ts'
import type { Watch } from './define.ts'
import { jobs, watches } from './registry.ts'
import { systemCheckOut } from './system-check-out.ts'
import { work, writesOf } from './work.ts'

/** How long a handled message is remembered: longer than any redelivery and any signature (architecture §3). */
const inboxLives = 7 * DAY
/** How long what was sent can be looked up; longer than any period that a letter is for. */
const letterLives = 40 * DAY
const runLives = 400 * DAY

interface TickSurroundings {
  store: Store
  /** The scheduled time, ms. */
  now: number
  failed(job: string, error: unknown): void
}

/**
 * What one minute's tick does, safe to run again: plans the jobs that fell due since the last tick (one that was missed is
 * made up for here, once), looks after what is due by the minute, and takes the open runs a step further. What fails
 * holds up nothing else.
 */
export async function tick({ store, now, failed }: TickSurroundings) {
  const { $policy, $calendar, $clock, ...read } = await store.batchByName({
    $policy: policyQuery(dayOf(now)),
    $calendar: calendarQuery(dayOf(now)),
    $clock: clockQuery(),
    ...Object.fromEntries(watches.flatMap((watch) => Object.entries(readOf(watch, now)))),
  })
  const found: { [name: string]: unknown[] } = read
  const policy = policyOf($policy)
  const calendar = calendarOf($calendar)
  const after = $clock[0]?.ticked_at ?? now
  const due = jobs.flatMap((job) => job.due(after, now, calendar).map((one) => ({ job, one })))
  await store.batch([
    ...due.map(({ job, one }) => plan(job.name, one, job.targets)),
    moveClock(now),
    giveUpRuns(now),
  ])
  let watched = 0
  for (const watch of watches) {
    try {
      const facts = Object.fromEntries(
        Object.keys(readOf(watch, now)).map((name) => [name.slice(watch.name.length + 1), found[name]]),
      )
      const writes = writesOf(watch.decide({ facts: facts as never, now, policy, calendar }), now)
      if (writes.length > 0) await store.batch(writes)
      watched += writes.length
    } catch (error) {
      failed(watch.name, error)
    }
  }
  const checkedOut = await systemCheckOut(store, policy, now)
  const { steps, left } = await work({ store, now, policy, calendar, failed })
  await store.batch([
    purge(now - inboxLives),
    purgeTraffic(now),
    forgetWrongCodes(now - wrongCodes.within),
    purgeTries(now - codeLives),
    forgetHolders(now - DAY),
    purgeImports(now - DAY),
    forgetPushDrafts(now - draftLives),
    forgetAnnouncementDrafts(now - draftLives),
    ...purgeLetters(now - letterLives, now - 4 * letterLives),
    purgeRuns(now - runLives),
  ])
  return { watched, planned: due.length, steps, checkedOut, left }
}

/** A watch's queries under names that no other has. */
const readOf = (watch: Watch, now: number): { [name: string]: Query } =>
  Object.fromEntries(Object.entries(watch.read(now)).map(([name, query]) => [`${watch.name}/${name}`, query]))
