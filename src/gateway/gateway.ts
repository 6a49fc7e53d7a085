import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Bot } from './bot.ts'
import { dingtalkSide } from './dingtalk/index.ts'
import { type Folder, takeFolder } from './folder.ts'
import { healthOf, serveHealth } from './health.ts'
import { about, type Log, whyOf } from './log.ts'
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
  const folder = await takeFolder(settings.data)
  const bots = new Map<string, Bot>()
  for (const side of sides) bots.set(side.name, await botOf(side, settings, folder, log, now, pace))
  const health = () => healthOf(Object.fromEntries([...bots].map(([name, bot]) => [name, bot.pulse])))
  const server = await listen(settings, health, folder)
  for (const bot of bots.values()) bot.start()
  return {
    port: (server.address() as AddressInfo).port,
    health,
    stop: async () => {
      await Promise.all([...bots.values()].map((bot) => bot.stop()))
      folder.leave()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function listen({ host, port }: Settings, health: Gateway['health'], folder: Folder): Promise<Server> {
  try {
    return await serveHealth(host, port, health)
  } catch (error) {
    folder.leave()
    throw new Error(`HOST, PORT: the health page cannot listen there (${whyOf(error)})`)
  }
}

async function botOf(
  side: Side,
  settings: Settings,
  folder: Folder,
  log: Log,
  now: () => number,
  pace: Pace,
): Promise<Bot> {
  const mine = about(log, { platform: side.name })
  const { queue, lost } = await Queue.open(join(folder.path, `${side.name}.jsonl`), settings.queue)
  if (lost > 0) mine('error', 'queue_lines_lost', { lines: lost })
  mine('info', 'queue', { queued: queue.holds.messages, bytes: queue.holds.bytes })
  const worker = new Worker({
    platform: side.name,
    worker: settings.worker,
    secret: settings.secret,
    bot: side.bot,
    now,
    testClock: settings.testClock,
    patience: pace.request,
    log: mine,
  })
  return new Bot({ side, worker, queue, pace, log })
}
