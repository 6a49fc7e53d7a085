import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../../src/simulator/database.ts'
import { newSecrets } from '../../../src/simulator/secrets.ts'
import { invariants } from '../../invariants/index.ts'
import { Between } from './between.ts'
import { DINGTALK, Platforms, WECOM } from './platforms.ts'
import { Running } from './process.ts'
import { type RealWorker, startRealWorker } from './real-worker.ts'
import { pause, until } from './waiting.ts'

type Report = { checks: { [platform in 'wecom' | 'dingtalk']: { queued: number; disk: string } } }
const HOUR = 3_600_000

/** The real Worker in workerd, the real gateway as a process of its own, and both platforms' servers. */
export class World {
  readonly platforms: Platforms
  readonly between: Between
  readonly secrets: ReturnType<typeof newSecrets>
  readonly #worker: RealWorker
  readonly #folder: string
  #gateway: Running | undefined

  private constructor(
    platforms: Platforms,
    between: Between,
    worker: RealWorker,
    secrets: ReturnType<typeof newSecrets>,
    folder: string,
  ) {
    this.platforms = platforms
    this.between = between
    this.#worker = worker
    this.secrets = secrets
    this.#folder = folder
  }

  /** It is ten in the morning of tomorrow in Shanghai. */
  static async open(): Promise<World> {
    const platforms = new Platforms({ redeliverAfter: 2_000 })
    await platforms.start()
    const folder = await mkdtemp(join(tmpdir(), 'gateway-world-'))
    const today = Math.floor((Date.now() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR
    platforms.offset = today + 34 * HOUR - Date.now()
    const keys = { DINGTALK_CLIENT_ID: DINGTALK.clientId, DINGTALK_CLIENT_SECRET: DINGTALK.clientSecret }
    const secrets = { ...newSecrets(), ...keys }
    const worker = await startRealWorker(join(folder, 'worker'), {
      ...secrets,
      ALLOW_TEST_CLOCK: '1',
      WECOM_API_ORIGIN: platforms.http,
      DINGTALK_API_ORIGIN: platforms.http,
      DINGTALK_OAPI_ORIGIN: platforms.http,
    })
    const between = new Between(worker.origin)
    await between.start()
    return new World(platforms, between, worker, secrets, folder)
  }

  /** The simulated time, ms UTC. */
  get now(): number {
    return Date.now() + this.platforms.offset
  }

  /** Starts the gateway, and waits until it is connected to both. */
  async start(): Promise<Running> {
    const gateway = new Running({
      PATH: String(process.env.PATH),
      WORKER_URL: this.between.url,
      GATEWAY_SECRET: this.secrets.GATEWAY_SECRET,
      WECOM_BOT_ID: WECOM.id,
      WECOM_BOT_SECRET: WECOM.secret,
      DINGTALK_CLIENT_ID: DINGTALK.clientId,
      DINGTALK_CLIENT_SECRET: DINGTALK.clientSecret,
      WECOM_WS_ORIGIN: this.platforms.ws,
      DINGTALK_API_ORIGIN: this.platforms.http,
      DINGTALK_OAPI_ORIGIN: this.platforms.http,
      GATEWAY_DATA: join(this.#folder, 'queue'),
      ALLOW_TEST_CLOCK: '1',
      PORT: '0',
      NODE_OPTIONS: `--import=${new URL('./full-disk.ts', import.meta.url)}`,
      FULL_DISK: this.#fullDisk,
    })
    this.#gateway = gateway
    gateway.clock(this.now)
    await gateway.started()
    const { wecom, dingtalk } = this.platforms
    await until(
      `both are connected ${gateway.out}`,
      () => wecom.isConnected && dingtalk.connections > 0,
      60_000,
    )
    return gateway
  }

  /** The gateway's disk has no room from now on, or has it again. */
  async fillDisk(full: boolean): Promise<void> {
    await (full ? writeFile(this.#fullDisk, '') : rm(this.#fullDisk))
  }

  get #fullDisk(): string {
    return join(this.#folder, 'full')
  }

  /** What the gateway says of its disk for a platform. */
  async disk(platform: 'wecom' | 'dingtalk'): Promise<string> {
    const health = await fetch(`http://127.0.0.1:${this.#gateway?.port}/healthz`)
    return ((await health.json()) as Report).checks[platform].disk
  }

  /** What may never be in the Worker's database, in words. */
  wrong(): string[] {
    const database = openDatabase(join(this.#folder, 'worker'))
    try {
      return invariants.flatMap(([why, sql]) => (database.prepare(sql).all().length > 0 ? [why] : []))
    } finally {
      database.close()
    }
  }

  /** Waits until so many messages of a platform wait on the gateway's disk. */
  async allQueued(platform: 'wecom' | 'dingtalk', count: number): Promise<void> {
    for (let queued = -1; queued !== count; await pause(50)) {
      const health = await fetch(`http://127.0.0.1:${this.#gateway?.port}/healthz`)
      queued = ((await health.json()) as Report).checks[platform].queued
    }
  }

  /** Ends the gateway as a power cut does, and lets a minute pass, in which its lease runs out. */
  async kill(): Promise<void> {
    await this.#gateway?.end('SIGKILL')
    this.platforms.offset += 60_000
  }

  async close(): Promise<void> {
    await this.#gateway?.end('SIGKILL')
    await Promise.all([this.between.stop(), this.platforms.stop(), this.#worker.stop()])
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
