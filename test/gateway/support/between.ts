import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Stands between the gateway and the Worker. `away`: messages are refused with 503. `deaf`: they reach the Worker, and its
 * answer is lost. Everything but messages goes through.
 */
export class Between {
  mode: 'through' | 'away' | 'deaf' = 'through'
  /** Messages that reached the Worker. */
  messages = 0
  readonly #worker: string
  #server: Server | undefined
  #port = 0

  constructor(worker: string) {
    this.#worker = worker
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      // The gateway is killed, or the Worker ends, in the middle of it.
      this.#pass(request, response).catch(() => response.destroy())
    })
    this.#server = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections()
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined))
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const isMessage = JSON.parse(body).do === 'message'
    const { mode } = this
    if (isMessage && mode === 'away') return void response.writeHead(503).end()
    const headers = Object.entries(request.headers).filter(([name]) => /^(content-type|x-)/.test(name))
    const answer = await fetch(`${this.#worker}${request.url}`, {
      method: 'POST',
      headers: headers as [string, string][],
      body,
    })
    const text = await answer.text()
    if (isMessage) this.messages += 1
    if (isMessage && mode === 'deaf') return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  }
}
