import { readFileSync, rmSync } from 'node:fs'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { DINGTALK_CLIENT_ID, DINGTALK_SECRET } from '../test/support/dingtalk.ts'
import { sectionsOf } from '../test/support/sections.ts'
import { WECOM_KEY, WECOM_TOKEN } from '../test/support/wecom.ts'
import { bundle } from './bundle.ts'

/** Answers a callback as it would over the network. */
export type Serve = (request: Request) => Promise<Response>

export interface TwoWorkers {
  floor: Serve
  real: Serve
  /** Runs statements one after the other on their one database. */
  fill: (...statements: string[]) => Promise<void>
  stop: () => Promise<void>
}

const bindings = {
  WECOM_TOKEN,
  WECOM_ENCODING_AES_KEY: WECOM_KEY,
  DINGTALK_CLIENT_ID,
  DINGTALK_CLIENT_SECRET: DINGTALK_SECRET,
  GATEWAY_SECRET: 'bench-gateway-secret',
  CONSOLE_SECRET: 'bench-console-secret',
  ACTIVATION_CODE: 'bench-activation-code',
  ALLOW_TEST_CLOCK: '1',
  DINGTALK_REPLY: 'inline',
  WECOM_API_ORIGIN: 'https://qyapi.weixin.qq.com',
  DINGTALK_API_ORIGIN: 'https://api.dingtalk.com',
  DINGTALK_OAPI_ORIGIN: 'https://oapi.dingtalk.com',
}

/**
 * The Worker as it is uploaded and the floor, in one workerd, each behind a socket of its own, on one local D1 with the
 * schema. What the real one would send by itself waits in a queue that nobody empties.
 */
export async function twoWorkers(): Promise<TwoWorkers> {
  const [, compatibilityDate = ''] =
    /^compatibility_date = "(.*)"/m.exec(readFileSync('wrangler.toml', 'utf8')) ?? []
  const bundles = [
    { name: 'real', ...bundle() },
    { name: 'floor', ...bundle('bench/floor.ts') },
  ]
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: () => {},
      workers: bundles.map(({ name, file }) => ({
        name,
        modules: [{ type: 'ESModule', path: file }],
        modulesRoot: '/',
        compatibilityDate,
        bindings,
        d1Databases: { DB: 'bench' },
        queueProducers: { OUTBOX: 'outbox' },
        unsafeDirectSockets: [{ host: '127.0.0.1' }],
        outboundService: () => new Response(null, { status: 503 }) as never,
      })),
    }),
  )
  const database = await runtime.getD1Database('DB', 'real')
  const fill = async (...statements: string[]) => {
    for (const statement of statements) await database.prepare(statement).run()
  }
  await fill(...sectionsOf(readFileSync('schema.sql', 'utf8')))
  const [real, floor] = await Promise.all(bundles.map(({ name }) => runtime.unsafeGetDirectURL(name)))
  const at = (socket: URL | undefined): Serve => {
    return async (request) => {
      const { pathname, search } = new URL(request.url)
      return fetch(new URL(pathname + search, socket), {
        method: request.method,
        headers: request.headers,
        body: await request.text(),
      })
    }
  }
  return {
    real: at(real),
    floor: at(floor),
    fill,
    stop: async () => {
      await runtime.dispose()
      for (const { folder } of bundles) rmSync(folder, { recursive: true })
    },
  }
}
