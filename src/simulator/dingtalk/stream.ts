import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { list, object, string } from '../json.ts'
import type { Payload } from '../types.ts'
import type { Reply } from './reply.ts'

export interface StreamOptions {
  bot: { clientId: string; clientSecret: string }
  /** Where `upgrade` is reached, ws://…, without a query. */
  endpoint: () => string
  /** ms UTC */
  now: () => number
  /** A message that is not acknowledged within so many ms comes again. */
  redeliverAfter?: number
}

const ROBOT = '/v1.0/im/bot/messages/get'
const TICKET_LIVES = 90_000

/** DingTalk's side of Stream mode: tickets, connections, frames (dingtalk-protocol §2). */
export class StreamServer {
  readonly #options: StreamOptions
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #tickets = new Map<string, number>()
  readonly #live: WebSocket[] = []
  readonly #unacknowledged = new Map<string, NodeJS.Timeout>()
  /** How often a connection was asked for, and opened; frames acknowledged, by their messageId. */
  asked = 0
  opened = 0
  readonly acknowledged: string[] = []
  /** What goes wrong: no connection is given out, or the handshake fails, or nobody answers pings. */
  trouble: { opening?: number; handshake?: number; pings?: 'ignored' } = {}

  constructor(options: StreamOptions) {
    this.#options = options
  }

  get connections(): number {
    return this.#live.length
  }

  /** POST /v1.0/gateway/connections/open. */
  open(body: Payload): Reply {
    this.asked += 1
    const { clientId, clientSecret } = this.#options.bot
    if (this.trouble.opening) return { status: this.trouble.opening, body: { code: 'ServiceUnavailable' } }
    if (body.clientId !== clientId || body.clientSecret !== clientSecret)
      return { status: 401, body: { code: 'authFailed', message: '鉴权失败' } }
    const topics = list(body.subscriptions).map(({ topic }) => topic)
    if (!topics.includes(ROBOT)) return { status: 400, body: { code: 'invalidSubscription' } }
    const ticket = randomUUID()
    this.#tickets.set(ticket, this.#options.now() + TICKET_LIVES)
    return { status: 200, body: { endpoint: this.#options.endpoint(), ticket } }
  }

  /** Takes over an HTTP upgrade; a ticket opens one connection. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://x').searchParams.get('ticket') ?? ''
    const until = this.#tickets.get(ticket) ?? 0
    this.#tickets.delete(ticket)
    if (this.trouble.handshake || until < this.#options.now()) {
      socket.end(`HTTP/1.1 ${this.trouble.handshake ?? 401} No\r\nconnection: close\r\n\r\n`)
      return
    }
    this.#server.options.autoPong = this.trouble.pings !== 'ignored'
    this.#server.handleUpgrade(request, socket, head, (one) => {
      this.opened += 1
      this.#live.push(one)
      one.on('message', (data) => this.#read(String(data)))
      one.on('close', () => this.#forget(one))
    })
  }

  /** Delivers a robot's message over a connection by chance; its messageId, or undefined without a connection. */
  deliver(message: Payload): string | undefined {
    const one = this.#live[Math.floor(Math.random() * this.#live.length)]
    if (!one) return
    const messageId = randomBytes(16).toString('hex')
    one.send(frame('CALLBACK', ROBOT, messageId, message, this.#options.now()))
    this.#unacknowledged.set(messageId, this.#later(messageId, message))
    return messageId
  }

  /** Asks every connection whether it is there. */
  ping(): void {
    for (const one of this.#live)
      one.send(frame('SYSTEM', 'ping', randomUUID(), { opaque: randomUUID() }, this.#options.now()))
  }

  /** Announces the end of every connection: nothing more is delivered there, and they close after so many ms. */
  farewell(closes: number): void {
    for (const one of this.#live.splice(0)) {
      one.send(
        frame('SYSTEM', 'disconnect', undefined, { reason: 'connection is expired' }, this.#options.now()),
      )
      setTimeout(() => one.terminate(), closes).unref()
    }
  }

  /** Sends a frame as it stands, whatever it is. */
  say(text: string): void {
    for (const one of this.#live) one.send(text)
  }

  /** Breaks all connections off without a word. */
  cut(): void {
    for (const one of this.#live.splice(0)) one.terminate()
  }

  close(): void {
    for (const timer of this.#unacknowledged.values()) clearTimeout(timer)
    for (const one of this.#server.clients) one.terminate()
    this.#server.close()
  }

  #read(text: string): void {
    const { code, headers } = object(JSON.parse(text))
    const messageId = string(object(headers).messageId)
    const timer = this.#unacknowledged.get(messageId)
    if (code !== 200 || messageId === '') return
    clearTimeout(timer)
    this.#unacknowledged.delete(messageId)
    this.acknowledged.push(messageId)
  }

  /** An unacknowledged message comes again; while there is no connection, it waits on. */
  #later(messageId: string, message: Payload): NodeJS.Timeout {
    const timer = setTimeout(() => {
      if (!this.#unacknowledged.delete(messageId)) return
      if (this.deliver(message) === undefined)
        this.#unacknowledged.set(messageId, this.#later(messageId, message))
    }, this.#options.redeliverAfter ?? 60_000)
    return timer.unref()
  }

  #forget(one: WebSocket): void {
    const at = this.#live.indexOf(one)
    if (at >= 0) this.#live.splice(at, 1)
  }
}

const frame = (type: string, topic: string, messageId: string | undefined, data: Payload, now: number) =>
  JSON.stringify({
    specVersion: '1.0',
    type,
    headers: { topic, contentType: 'application/json', ...(messageId && { messageId }), time: String(now) },
    data: JSON.stringify(data),
  })
