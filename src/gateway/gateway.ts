import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Bot } from './bot.ts'
import { dingtalkSide } from './dingtalk/index.ts'
import { healthOf, serveHealth } from './health.ts'
import { about, type Log } from './log.ts'
import { type Pace, pace as usual } from './pace.ts'
import { Queue } from './queue.ts'
import type { Settings } from './settings.ts'
import type { Side } from './side.ts'
import { wecomSide } from './wecom/index.ts'
import { Worker } from './worker.ts'

export interface Gateway {
  /** Where the health page is. */
  port: number
  health(): ReturnType<typeof healthOf>
  /** Ends it in good order: what is under way is finished, the leases are given back. */
  stop(): Promise<void>
}

/** Starts all bots that are set. Rejects when the disk or the health port cannot be had. */
export async function startGateway(
  settings: Settings,
  { log, now = Date.now, pace = usual }: { log: Log; now?: () => number; pace?: Pace },
): Promise<Gateway> {
  const sides: Side[] = [
    ...(settings.wecom ? [wecomSide(settings.wecom, pace)] : []),
    ...(settings.dingtalk ? [dingtalkSide(settings.dingtalk, pace)] : []),
  ]
  const bots = new Map<string, Bot>()
  for (const side of sides) bots.set(side.name, await botOf(side, settings, log, now, pace))
  const health = () => healthOf(Object.fromEntries([...bots].map(([name, bot]) => [name, bot.health])))
  const server = await serveHealth(settings.host, settings.port, health)
  for (const bot of bots.values()) bot.start()
  return {
    port: (server.address() as AddressInfo).port,
    health,
    stop: async () => {
      await Promise.all([...bots.values()].map((bot) => bot.stop(8_000)))
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function botOf(side: Side, settings: Settings, log: Log, now: () => number, pace: Pace): Promise<Bot> {
  const mine = about(log, { platform: side.name })
  const { queue, lost } = await Queue.open(join(settings.data, `${side.name}.jsonl`), settings.queue)
  if (lost > 0) mine('error', 'queue_lines_lost', { lines: lost })
  mine('info', 'queue', { queued: queue.messages, bytes: queue.bytes })
  const worker = new Worker({
    platform: side.name,
    worker: settings.worker,
    secret: settings.secret,
    bot: side.bot,
    now,
    testClock: settings.testClock,
    patience: pace.request,
  })
  return new Bot({ side, worker, queue, pace, log, now })
}
