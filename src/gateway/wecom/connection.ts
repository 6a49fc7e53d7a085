import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk'
import type { WebSocket } from 'ws'
import {
  type Listener,
  type LongConnection,
  type Outcome,
  type Outgoing,
  type Payload,
  Refusal,
} from '../connection.ts'
import type { Pace } from '../pace.ts'
import type { WecomSettings } from '../settings.ts'

/** No to a login that has nothing to do with the keys: busy, too often (wecom-protocol §5.4). */
const BUSY = ['-1', '45009']

/**
 * WeCom's long connection, by the library with its own reconnecting off: it gives up at the first failure, and the
 * supervisor makes a fresh one (docs/decisions/0013-contained-libraries.md).
 */
export class AibotConnection implements LongConnection {
  readonly #client: WSClient
  #listener: Listener | undefined
  #giveUp: (why: Error) => void = () => undefined

  constructor({ bot, secret, socket }: WecomSettings, pace: Pick<Pace, 'heartbeat'>) {
    this.#client = new WSClient({
      botId: bot,
      secret,
      wsUrl: socket,
      wsOptions: { handshakeTimeout: 15_000, maxPayload: 1 << 20, perMessageDeflate: false },
      heartbeatInterval: pace.heartbeat,
      // 0 tries: the first failure is the last.
      maxReconnectAttempts: 0,
      maxAuthFailureAttempts: 0,
      logger: {
        // Its own lines hold whole frames; these, that one was no JSON or no message, are told nowhere else.
        error: (words) => {
          if (/^Failed to (parse|handle)/.test(words)) this.#listener?.bad('unreadable')
        },
        warn: (words) => {
          if (/^Received invalid/.test(words)) this.#listener?.bad('no_message')
        },
        info() {},
        debug() {},
      },
    })
  }

  open(listener: Listener): Promise<void> {
    this.#listener = listener
    const client = this.#client
    return new Promise((resolve, reject) => {
      this.#giveUp = reject
      client.on('authenticated', resolve)
      client.on('message', (frame) => this.#hear(frame))
      client.on('event', (frame) => this.#hear(frame))
      client.on('error', (error) => {
        // The platform's code stands in the words only.
        const code = /^Authentication failed.*\(code: (-?\d+)\)/s.exec(error.message)?.[1]
        if (code === undefined) reject(error)
        else reject(BUSY.includes(code) ? new Error(`wecom.${code}`) : new Refusal(code))
      })
      client.on('disconnected', () => {
        reject(new Error('closed while opening'))
        this.#listener?.ended('lost', 'closed')
      })
      client.connect()
      // Private there; it is made by connect(), and its heartbeats are told to nobody.
      const socket = Reflect.get(Reflect.get(client, 'wsManager'), 'ws') as WebSocket | null
      for (const sign of ['message', 'ping', 'pong'] as const) socket?.on(sign, () => this.#listener?.alive())
    })
  }

  #hear({ headers, body }: WsFrame): void {
    const payload = body as Payload
    const event = payload.event as { eventtype?: unknown } | undefined
    const kicked = event?.eventtype === 'disconnected_event'
    if (kicked) this.#listener?.ended('kicked', 'other_connection')
    else this.#listener?.frame({ id: typeof headers?.req_id === 'string' ? headers.req_id : '', payload })
  }

  async send({ command, id, body }: Outgoing): Promise<Outcome> {
    if (!this.#client.isConnected) return { is: 'unsent' }
    try {
      const { chatid, ...rest } = body
      if (id) await this.#client.reply({ headers: { req_id: id } }, body as never, command)
      else await this.#client.sendMessage(String(chatid), rest as never)
      return { is: 'taken' }
    } catch (error) {
      return outcomeOf(error)
    }
  }

  close(): void {
    this.#listener = undefined
    this.#giveUp(new Error('closed'))
    this.#client.removeAllListeners()
    this.#client.disconnect()
  }
}

/** The library rejects with the platform's frame, or with an Error that says in words what happened. */
function outcomeOf(error: unknown): Outcome {
  const { errcode, message } = error as { errcode?: unknown; message?: unknown }
  if (typeof errcode === 'number') return { is: 'refused', code: errcode }
  const words = String(message)
  if (/not connected|exceeds max size/.test(words)) return { is: 'unsent' }
  return { is: 'unknown', why: /timeout/.test(words) ? 'timeout' : 'lost' }
}
