import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Gateway, startGateway } from '../../../src/gateway/gateway.ts'
import type { Fields, Log } from '../../../src/gateway/log.ts'
import { type Pace, pace } from '../../../src/gateway/pace.ts'
import { readSettings, type Settings } from '../../../src/gateway/settings.ts'
import { DINGTALK, Platforms, WECOM } from './platforms.ts'
import { FakeWorker, SECRET } from './worker.ts'

/** Short enough for a test, long enough for a busy machine. */
export const quick: Pace = {
  ...pace,
  retry: { first: 20, most: 200 },
  refused: { first: 20, most: 300 },
  steady: 200,
  openWithin: 1_000,
  heartbeat: 100,
  idle: 1_500,
  drain: 300,
  kicked: [400, 800],
  lease: 100,
  blind: 300,
  deaf: 500,
  request: 10_000,
  stumbles: 3,
  stop: 500,
  notice: 150,
  claim: { least: 10, most: 100 },
}

/** The surroundings of a gateway: both platforms, a Worker, a folder. */
export class Stage {
  readonly worker = new FakeWorker()
  readonly platforms: Platforms
  readonly log: { level: string; event: string; fields: Fields }[] = []
  readonly #gateways: Gateway[] = []
  #data = ''

  private constructor(platforms: Platforms) {
    this.platforms = platforms
  }

  static async open(options: ConstructorParameters<typeof Platforms>[0] = {}): Promise<Stage> {
    const stage = new Stage(new Platforms(options))
    await Promise.all([stage.worker.start(), stage.platforms.start()])
    stage.#data = await mkdtemp(join(tmpdir(), 'gateway-'))
    return stage
  }

  get data(): string {
    return this.#data
  }

  /** The environment of a gateway here. */
  environment(more: Record<string, string> = {}): Record<string, string> {
    return {
      WORKER_URL: this.worker.url,
      GATEWAY_SECRET: SECRET,
      WECOM_BOT_ID: WECOM.id,
      WECOM_BOT_SECRET: WECOM.secret,
      DINGTALK_CLIENT_ID: DINGTALK.clientId,
      DINGTALK_CLIENT_SECRET: DINGTALK.clientSecret,
      WECOM_WS_ORIGIN: this.platforms.ws,
      DINGTALK_API_ORIGIN: this.platforms.http,
      DINGTALK_OAPI_ORIGIN: this.platforms.http,
      GATEWAY_DATA: this.#data,
      PORT: '0',
      ...more,
    }
  }

  async gateway(
    more: Record<string, string> = {},
    times: Partial<Pace> = {},
    now: () => number = Date.now,
  ): Promise<Gateway> {
    const settings = readSettings(this.environment(more)) as Settings
    const log: Log = (level, event, fields = {}) => void this.log.push({ level, event, fields })
    const gateway = await startGateway(settings, { log, now, pace: { ...quick, ...times } })
    this.#gateways.push(gateway)
    return gateway
  }

  /** How often something was logged. */
  logged(event: string): number {
    return this.log.filter((line) => line.event === event).length
  }

  async close(): Promise<void> {
    for (const gateway of this.#gateways) await gateway.stop().catch(() => undefined)
    await Promise.all([this.worker.stop(), this.platforms.stop()])
    await rm(this.#data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
