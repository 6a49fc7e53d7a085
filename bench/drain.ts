import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { line } from '../src/domain/say.ts'
import { waysOf } from '../src/http/ways.ts'
import { Store } from '../src/store/d1.ts'
import { postAll } from '../src/store/mail.ts'
import { plannedUpTo, secondsOf } from './clock.ts'
import { fill, one } from './database.ts'
import { Deployment, type Invocation } from './deployment.ts'
import { Platform } from './platform.ts'
import { World } from './world.ts'

const MINUTE = 60_000
/** A batch takes D1 so long in this world, ms. */
const d1Ms = 20
/** Nobody waits longer than this for a letter, or the bench has failed. */
const patience = 24 * 60

/** Of the private letters only so many are sent, the first ones; the others are set aside. Gives how many there were. */
export async function setAside(keep: number): Promise<number> {
  const isPrivate = "channel glob 'dingtalk/person/*' and state = 'waiting'"
  const { n } = await one<{ n: number }>(`select count(*) as n from outbox where ${isPrivate}`)
  await fill(`update outbox set state = 'kept', channel = null, address = null where ${isPrivate} and id > coalesce((
    select id from outbox where ${isPrivate} order by id limit 1 offset ${keep - 1}), ${Number.MAX_SAFE_INTEGER})`)
  return n
}

/** So many letters each to every 50th group that has a webhook: more than a webhook takes in a minute. Gives how many. */
export async function flood(each: number, now: number): Promise<number> {
  const { results } = await env.DB.prepare(
    'select id from "group" where push_url is not null and id % 50 in (1, 49)',
  ).all<{ id: number }>()
  const letters = results.flatMap(({ id }) =>
    Array.from({ length: each }, (_, i) => ({
      group: id,
      say: [line('push.mend_app'), line('mail.next', { next: [String(i)] })],
      dedupe: `flood/${id}/${i}`,
    })),
  )
  await new Store(env.DB).batch([postAll(letters, now)])
  return letters.length
}

/** Letters on their way. */
const waiting = async (): Promise<number> =>
  (await one<{ n: number }>("select count(*) as n from outbox where state in ('waiting', 'claimed')")).n

/** A drain that has come to its end, or did not in `patience`: then something is `left`. */
export interface Drained {
  platform: Platform
  runs: readonly Invocation[]
  faults: readonly string[]
  left: number
  /** ms, when it began. */
  from: number
  /** Of the real clock. */
  seconds: number
}

/**
 * Everything that waits is sent from an instant (ms) on, against platforms that keep their limits and fail, by a Worker
 * that is killed now and then; the cron ticks every minute.
 */
export async function drain(from: number): Promise<Drained> {
  await plannedUpTo(from - MINUTE)
  const world = new World(from)
  const platform = new Platform(world)
  vi.stubGlobal('fetch', platform.fetch)
  // The runtime allows ten thousand real timers; the platforms' patience is of this world.
  const timers = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal)
  const deployment = new Deployment(world, { ways: waysOf(env), d1Ms, dies: (run) => run % 100 === 30 })
  let left = Number.POSITIVE_INFINITY
  const everyMinute = async () => {
    left = await world.during(waiting())
    if (left === 0 || world.now > from + patience * MINUTE) return
    void deployment.tick()
    world.at(world.now + MINUTE, () => void everyMinute())
  }
  const seconds = await secondsOf(async () => {
    void everyMinute()
    await world.run(() => left === 0)
  })
  vi.unstubAllGlobals()
  timers.mockRestore()
  return { platform, runs: deployment.runs, faults: [...deployment.faults], left, from, seconds }
}
