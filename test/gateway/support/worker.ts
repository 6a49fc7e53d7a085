import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as v from 'valibot'
import {
  GatewayRequest,
  isFresh,
  leaseLasts,
  signatureHeader,
  timeHeader,
  verify,
} from '../../../src/platforms/gateway.ts'

export const SECRET = 'a-secret-of-the-tests'
type Message = Extract<GatewayRequest, { do: 'message' }>
type Json = Record<string, unknown>

/** A Worker that keeps the contract of src/platforms/gateway.ts and answers as the test says. */
export class FakeWorker {
  #server: Server | undefined
  #port = 0
  readonly #leases = new Map<string, { holder: string; until: number }>()
  readonly #seq = new Map<string, number>()
  readonly #answered = new Map<string, unknown>()
  /** HTTP status that all requests get, or those of one kind. */
  down: number | undefined
  downFor: { [what: string]: number } = {}
  /** Messages taken, each once, and how often one came again. */
  readonly taken: Message[] = []
  repeats = 0
  letters: Json[] = []
  readonly fates: Json[] = []
  readonly requests: GatewayRequest[] = []
  /** The reply to a message. */
  reply: (payload: Json) => Json | null | Promise<Json | null> = () => null
  leaseLasts = leaseLasts
  /** Its clock, ms UTC. */
  now = () => Date.now()

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Who holds a bot's lease. */
  holder(bot: string): string | undefined {
    const lease = this.#leases.get(bot)
    return lease && lease.until > this.now() ? lease.holder : undefined
  }

  /** Listens; again on the same port after `stop`. */
  async start(): Promise<void> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { status, body } = await this.#answer(request.headers, Buffer.concat(chunks).toString())
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    this.#server = server
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    const server = this.#server
    if (!server) return
    this.#server = undefined
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  /** Gives a bot's lease to somebody else, for so long. */
  lend(bot: string, holder: string, ms: number): void {
    this.#leases.set(bot, { holder, until: this.now() + ms })
  }

  async #answer(headers: Record<string, unknown>, text: string): Promise<{ status: number; body: Json }> {
    const time = String(headers[timeHeader])
    if (!isFresh(time, this.now())) return { status: 401, body: { error: 'not fresh' } }
    if (!(await verify(SECRET, time, text, String(headers[signatureHeader]))))
      return { status: 401, body: { error: 'signature' } }
    const parsed = v.safeParse(GatewayRequest, JSON.parse(text))
    if (!parsed.success) return { status: 400, body: { error: 'cannot be read' } }
    const request = parsed.output
    const down = this.down ?? this.downFor[request.do]
    if (down) return { status: down, body: { error: 'down' } }
    this.requests.push(request)
    if (request.do !== 'message') {
      if (request.seq <= (this.#seq.get(request.holder) ?? 0))
        return { status: 409, body: { error: 'replay' } }
      this.#seq.set(request.holder, request.seq)
    }
    switch (request.do) {
      case 'lease':
        return { status: 200, body: this.#leaseFor(request) }
      case 'message':
        return this.#message(request)
      case 'claim':
        return { status: 200, body: { letters: this.letters.splice(0), again: 1_000 } }
      case 'fates':
        this.fates.push(...request.fates)
        return { status: 200, body: {} }
    }
  }

  #leaseFor({ bot, holder, release }: Extract<GatewayRequest, { do: 'lease' }>): Json {
    const now = this.now()
    const other = this.holder(bot)
    const free = other === undefined || other === holder
    if (free && release) this.#leases.delete(bot)
    else if (free) this.#leases.set(bot, { holder, until: now + this.leaseLasts })
    return { held: free && !release, until: this.#leases.get(bot)?.until ?? now, now }
  }

  async #message(request: Message): Promise<{ status: number; body: Json }> {
    const key = String(request.payload.msgid ?? request.payload.msgId)
    if (this.#answered.has(key)) {
      this.repeats += 1
      return { status: 200, body: { reply: (await this.#answered.get(key)) as Json | null, again: true } }
    }
    if (request.payload.refuse) return { status: 400, body: { error: 'cannot be read' } }
    if (request.payload.trips) return { status: 500, body: { error: 'internal error' } }
    this.taken.push(request)
    const reply = this.reply(request.payload)
    this.#answered.set(key, reply)
    return { status: 200, body: { reply: await reply } }
  }
}
