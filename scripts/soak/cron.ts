import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scene } from './load.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The first weekday of the coming month in Shanghai, ten minutes before the month's report falls due. */
export function beforeTheReport(now: number): number {
  const shanghai = new Date(now + 8 * HOUR)
  const first = Date.UTC(shanghai.getUTCFullYear(), shanghai.getUTCMonth() + 1, 1) + 50 * MINUTE
  return [0, 1, 2].map((days) => first + days * DAY).find(isWeekday) ?? first
}
const isWeekday = (at: number): boolean => ![0, 6].includes(new Date(at + 8 * HOUR).getUTCDay())

/** Calls the Worker's cron for the minute that it is; whether it ran. */
async function tick(scene: Scene): Promise<boolean> {
  const time = Math.floor(scene.now / MINUTE) * MINUTE
  const url = `${scene.origin}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*&time=${time}`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) })
    await response.text()
    return response.ok
  } catch {
    return false
  }
}

/** The cron until `over`, sometimes twice for one minute; how often it ran. A Worker that is dead hears nothing of it. */
export async function cron(scene: Scene, over: () => boolean): Promise<number> {
  let ran = 0
  for (let i = 0; !over(); i++) {
    const ticks = await Promise.all(Array.from({ length: i % 4 === 0 ? 2 : 1 }, () => tick(scene)))
    ran += ticks.filter(Boolean).length
    await sleep(250)
  }
  return ran
}

/** Lets the clock run, by day, until no letter and no job waits any more; how many minutes that took. */
export async function settle(scene: Scene, database: DatabaseSync): Promise<number> {
  const waits = database.prepare(`select
      (select count(*) from outbox where state in ('waiting', 'claimed')) +
      (select count(*) from job_run where done_at is null and due_at <= ?) as n`)
  let minutes = 0
  for (; minutes < 600 && (waits.get(scene.now) as { n: number }).n > 0; minutes++) {
    const hour = new Date(scene.now + 8 * HOUR).getUTCHours()
    scene.now += hour < 9 || hour > 19 ? HOUR : MINUTE
    await tick(scene)
    await sleep(50)
  }
  return minutes
}
