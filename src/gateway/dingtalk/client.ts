import { DWClient, type DWClientDownStream, TOPIC_ROBOT } from 'dingtalk-stream'
import type { WebSocket } from 'ws'
import type { Listener } from '../connection.ts'
import { whyOf } from '../log.ts'
import type { DingtalkSettings } from '../settings.ts'
import { openingOf } from './opening.ts'

/** Frames are small; what is larger than this is not for us. */
const MOST_BYTES = 1 << 20

/**
 * `dingtalk-stream` with its known faults held in: it reconnects never by itself, beats no heart of its own, asks
 * where we tell it to, subscribes to the robot's messages and nothing else, and neither a frame that is no JSON nor
 * a listener that throws gets as far as its socket (docs/decisions/0013-contained-libraries.md).
 */
export class StreamClient extends DWClient {
  readonly #settings: DingtalkSettings
  readonly #listener: Listener
  readonly #signal: AbortSignal

  /** `signal` ends the dialling. */
  constructor(settings: DingtalkSettings, listener: Listener, signal: AbortSignal) {
    // The library's own list of subscriptions is one for all clients, and asks for every event.
    const options = {
      clientId: settings.bot,
      clientSecret: settings.secret,
      ua: 'hong-dadang-gateway',
      autoReconnect: false,
      keepAlive: false,
      debug: false,
      subscriptions: [{ type: 'CALLBACK', topic: TOPIC_ROBOT }],
    }
    super(options)
    this.#settings = settings
    this.#listener = listener
    this.#signal = signal
    // Private there, and the only way to give its socket options.
    Object.assign(this, {
      sslopts: {
        rejectUnauthorized: true,
        handshakeTimeout: 15_000,
        maxPayload: MOST_BYTES,
        perMessageDeflate: false,
      },
    })
  }

  override async getEndpoint(): Promise<this> {
    Object.assign(this, { dw_url: await openingOf(this.#settings, this.config.subscriptions, this.#signal) })
    return this
  }

  /** Private there; it exists from the moment of dialling. */
  get wire(): WebSocket | undefined {
    return Reflect.get(this, 'socket')
  }

  /** The library's `connect()` says neither that it failed nor why; this rejects. Resolves when the socket is open. */
  async dial(): Promise<void> {
    await this.getEndpoint()
    this.#signal.throwIfAborted()
    const opening = this._connect()
    this.wire?.on('close', (code) => this.#listener.ended('lost', `closed_${code}`))
    for (const sign of ['message', 'ping', 'pong'] as const) this.wire?.on(sign, () => this.#listener.alive())
    await opening
  }

  override onDownStream(data: string): void {
    try {
      super.onDownStream(data)
    } catch (error) {
      this.#listener.bad(error instanceof SyntaxError ? 'not_json' : whyOf(error))
    }
  }

  override onSystem(message: DWClientDownStream): void {
    super.onSystem(message)
    if (message.headers.topic === 'disconnect') this.#listener.ended('leaving', 'asked_to')
  }

  /** A topic that nobody listens to would get no acknowledgement, and come again and again. */
  override onCallback(message: DWClientDownStream): void {
    if (message.headers.topic === TOPIC_ROBOT) super.onCallback(message)
    else this.send(message.headers.messageId, { response: null })
  }
}
