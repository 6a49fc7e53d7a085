import { MINUTE, minuteOfDay } from '../domain/calendar/shanghai.ts'
import { isEvening, isQuiet } from '../domain/outbox/retry.ts'
import type { Way, Ways } from '../platforms/push.ts'
import {
  type ClaimedLetter,
  claimedQuery,
  claimQuery,
  dueQuery,
  expire,
  openChannelsQuery,
  release,
  takeBack,
} from '../store/outbox.ts'
import { bundlesOf } from './message.ts'
import { sendBundle } from './send.ts'
import type { DeliverySurroundings } from './surroundings.ts'

/** Calls of one run at most: with its statements it stays within fifty subrequests. */
const callsAtOnce = 20
/** Channels served side by side; a Worker holds six connections. */
const sideBySide = 5
/** A run stops sending here, well before its claims are taken back. */
const runLasts = MINUTE
/** A claim whose run died is taken back. */
const claimLasts = 2 * MINUTE

/** What a run did, and whether more may be sent at once. */
export interface Delivered {
  sent: number
  again: number
  failed: number
  /** ms until it is worth looking again; `undefined`: the next minute will do. */
  more?: number
}

/**
 * One bounded run: takes back what died, claims what each channel may send now, sends, and writes down the fate of each
 * call before the next. Safe beside others: the claim is one statement (store/outbox.ts).
 */
export async function deliver(around: DeliverySurroundings): Promise<Delivered> {
  const { store, now, claim } = around
  const minute = minuteOfDay(now)
  const hour = { quiet: isQuiet(minute), evening: isEvening(minute) }
  const [, , open] = await store.batch([
    takeBack(now - claimLasts),
    expire(now),
    openChannelsQuery(now, hour, callsAtOnce),
  ])
  const channels = open.flatMap(({ name, known }) => {
    const way = wayOf(name, around.ways)
    return way ? [{ name, way, known: known === 1 }] : []
  })
  const done = { sent: 0, again: 0, failed: 0 }
  if (channels.length === 0) return done

  const share = Math.floor(callsAtOnce / channels.length)
  const results = await store.batch([
    ...channels.map(({ name, way }) => claimQuery(name, way, claim, now, hour, share)),
    claimedQuery(claim),
  ])
  const letters = results.at(-1) as ClaimedLetter[]
  const queues = channels.map((channel) => ({
    ...channel,
    bundles: bundlesOf(
      letters.filter((letter) => letter.channel === channel.name),
      channel.way.together,
    ),
  }))
  const late = await inTurns(queues, async ({ bundles, ...channel }) => {
    for (const bundle of bundles.slice(0, callsAtOnce)) {
      if (around.elapsed() > runLasts) return true
      const end = await sendBundle(bundle, channel, around)
      done.sent += end.sent
      done.again += end.again
      done.failed += end.failed
      if (end.stop) return false
    }
    return bundles.length > callsAtOnce
  })
  const [, left] = await store.batch([release(claim), dueQuery(now)])
  const fast = queues.some(({ way, bundles }) => way.windowMs <= 1000 && bundles.length > 0)
  const wait = late || left.length === 0 ? undefined : fast ? 1000 : letters.length > 0 ? 0 : undefined
  return { ...done, ...(wait !== undefined && { more: wait }) }
}

/** Runs some side by side, each queue on its own; true when one of them says so. */
async function inTurns<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<boolean>,
): Promise<boolean> {
  const waiting = [...items]
  const ends: boolean[] = []
  const lane = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) ends.push(await run(item))
  }
  await Promise.all(Array.from({ length: sideBySide }, lane))
  return ends.includes(true)
}

/** The way of a channel, by the first two parts of its name. */
const wayOf = (channel: string, ways: Ways): Way | undefined => ways[channel.split('/').slice(0, 2).join('/')]
