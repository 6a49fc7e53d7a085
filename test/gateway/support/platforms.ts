import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StreamServer } from '../../../src/simulator/dingtalk/stream.ts'
import { LongServer, type Spoken } from '../../../src/simulator/wecom/long.ts'

export const WECOM = { id: 'aibTEST0000000000000000000000test', secret: 'long-connection-secret' }
export const DINGTALK = { clientId: 'dingtest000000000000', clientSecret: 'stream-client-secret' }

/** What came to a message's sessionWebhook. */
export interface Said {
  session: string
  body: Record<string, unknown>
}

/** What the bot said by itself through DingTalk's interface. */
export interface Pushed {
  path: string
  body: Record<string, unknown>
}

/** Both platforms on one port of this machine, with the simulator's servers. */
export class Platforms {
  readonly wecom: LongServer
  readonly dingtalk: StreamServer
  readonly spoken: Spoken[] = []
  readonly said: Said[] = []
  readonly pushed: Pushed[] = []
  /** Moves the platforms' clock on, ms. */
  offset = 0
  /** What the session webhook answers, one after the other; then 0. */
  errcodes: number[] = []
  #server: Server | undefined
  #port = 0

  constructor(options: { kickCloses?: number; redeliverAfter?: number } = {}) {
    const now = () => Date.now() + this.offset
    const { kickCloses = 50, redeliverAfter = 5_000 } = options
    this.wecom = new LongServer({ bot: WECOM, now, kickCloses, heard: (spoken) => this.spoken.push(spoken) })
    this.dingtalk = new StreamServer({
      bot: DINGTALK,
      now,
      redeliverAfter,
      endpoint: () => `ws://127.0.0.1:${this.#port}/connect`,
    })
  }

  get http(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get ws(): string {
    return `ws://127.0.0.1:${this.#port}`
  }

  async start(): Promise<void> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}')
      const url = new URL(request.url ?? '', this.http)
      const { status, body: answer } = this.#answer(url, body)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
    server.on('upgrade', (request, socket, head) => {
      const side = request.url?.startsWith('/connect') ? this.dingtalk : this.wecom
      side.upgrade(request, socket, head)
    })
    this.#server = server
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    this.wecom.close()
    this.dingtalk.close()
    this.#server?.closeAllConnections()
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined))
  }

  #answer(url: URL, body: Record<string, unknown>): { status: number; body: Record<string, unknown> } {
    if (url.pathname === '/robot/sendBySession') return this.#session(url, body)
    if (url.pathname === '/v1.0/oauth2/accessToken')
      return { status: 200, body: { accessToken: 'token', expireIn: 7200 } }
    if (!url.pathname.startsWith('/v1.0/robot/')) return this.dingtalk.open(body)
    this.pushed.push({ path: url.pathname, body })
    return {
      status: 200,
      body: { processQueryKey: 'key', invalidStaffIdList: [], flowControlledStaffIdList: [] },
    }
  }

  #session(url: URL, body: Record<string, unknown>) {
    const errcode = this.errcodes.shift() ?? 0
    if (errcode === 0) this.said.push({ session: url.searchParams.get('session') ?? '', body })
    return { status: 200, body: { errcode, errmsg: errcode === 0 ? 'ok' : 'no' } }
  }
}
