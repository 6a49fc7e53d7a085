import { version } from '../version.ts'
import { startGateway } from './gateway.ts'
import { jsonLog, quietLibraries, whyOf } from './log.ts'
import { readSettings } from './settings.ts'

/** A stop in good order that takes longer than this has failed, ms. */
const LONGEST_STOP = 15_000

/** What systemd and others know as "the settings are wrong": a restart does not help. */
const WRONG_SETTINGS = 78

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** `npm run gateway`: holds the platforms' long connections until it is told to stop. Settings: docs/gateway.md. */
async function main(): Promise<void> {
  const settings = readSettings(process.env)
  if ('mistakes' in settings) {
    for (const mistake of settings.mistakes) jsonLog('error', 'settings', { mistake })
    process.exitCode = WRONG_SETTINGS
    return
  }
  quietLibraries(jsonLog)
  let offset = 0
  // The simulator moves the clock of a gateway that it has started itself.
  if (settings.testClock) {
    process.on('message', (said) => {
      const { clock } = said as { clock?: unknown }
      if (typeof clock === 'number') offset = clock - Date.now()
    })
  }
  const starting = startGateway(settings, { log: jsonLog, now: () => Date.now() + offset })
  stopOnSignal(async () => (await starting).stop())
  const { port } = await starting
  jsonLog('info', 'started', {
    version,
    port,
    wecom: settings.wecom !== undefined,
    dingtalk: settings.dingtalk !== undefined,
    test_clock: settings.testClock,
  })
}

/** The first signal ends it in good order, one that comes while it starts too; a second one does not wait. */
function stopOnSignal(end: () => Promise<void>): void {
  const stop = async (signal: string) => {
    jsonLog('info', 'stopping', { signal })
    for (const name of SIGNALS) process.once(name, () => process.exit(1))
    setTimeout(() => process.exit(1), LONGEST_STOP).unref()
    await end()
    jsonLog('info', 'stopped')
    process.exit(0)
  }
  const failed = (error: unknown) => {
    jsonLog('error', 'stopped', { why: whyOf(error) })
    process.exit(1)
  }
  for (const name of SIGNALS) process.once(name, (signal) => stop(signal).catch(failed))
}

// Nothing may end the process but a signal: what nobody caught is written down, and the rest goes on.
// Not even that nobody reads what it says any more.
process.stdout.on('error', () => undefined)
process.on('unhandledRejection', (error) => jsonLog('error', 'fault', { why: whyOf(error) }))
process.on('uncaughtException', (error) => jsonLog('error', 'fault', { why: whyOf(error) }))

main().catch((error: unknown) => {
  jsonLog('error', 'not_started', { why: whyOf(error) })
  process.exit(1)
})
