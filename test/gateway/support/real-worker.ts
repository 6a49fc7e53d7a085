import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { execute } from '../../../src/simulator/database.ts'
import { ROOT } from '../../../src/simulator/wrangler.ts'

export interface RealWorker {
  origin: string
  stop(): Promise<void>
}

/**
 * The Worker in workerd with an empty database. Inside this process, because a wrangler of its own and one more for the
 * migrations would take most of a minute on a slow machine.
 */
export async function startRealWorker(stateDir: string, values: Record<string, string>): Promise<RealWorker> {
  Object.assign(process.env, {
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_LOG_PATH: `${stateDir}/logs`,
    WRANGLER_REGISTRY_PATH: `${stateDir}/registry`,
  })
  const { unstable_startWorker } = await import('wrangler')
  const worker = await unstable_startWorker({
    config: `${ROOT}wrangler.toml`,
    bindings: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { type: 'plain_text' as const, value }]),
    ),
    dev: {
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      persist: stateDir,
      watch: false,
      logLevel: 'none',
    },
  })
  await worker.ready
  const { origin } = await worker.url
  // The file of the database comes with the first look at it.
  await (await fetch(`${origin}/healthz`)).text()
  execute(stateDir, readFileSync(fileURLToPath(new URL('../../../schema.sql', import.meta.url)), 'utf8'))
  return { origin, stop: () => worker.dispose() }
}
