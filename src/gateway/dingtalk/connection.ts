import { type DWClientDownStream, TOPIC_ROBOT } from 'dingtalk-stream'
import { WebSocket } from 'ws'
import type { Frame, Listener, LongConnection, Outcome, Outgoing, Payload } from '../connection.ts'
import type { Pace } from '../pace.ts'
import type { DingtalkSettings } from '../settings.ts'
import { StreamClient } from './client.ts'

/** DingTalk's Stream mode, by the library (dingtalk-protocol §2). */
export class StreamConnection implements LongConnection {
  readonly #settings: DingtalkSettings
  readonly #pace: Pick<Pace, 'heartbeat'>
  #client: StreamClient | undefined
  #beat: NodeJS.Timeout | undefined
  readonly #closing = new AbortController()

  constructor(settings: DingtalkSettings, pace: Pick<Pace, 'heartbeat'>) {
    this.#settings = settings
    this.#pace = pace
  }

  async open(listener: Listener): Promise<void> {
    const client = new StreamClient(this.#settings, listener, this.#closing.signal)
    this.#client = client
    client.registerCallbackListener(TOPIC_ROBOT, (message) => {
      const frame = frameOf(message)
      if (frame) listener.frame(frame)
      else {
        listener.bad('no_message')
        // It would only come again.
        void this.send({ command: 'ack', id: idOf(message), body: {} })
      }
    })
    await client.dial()
    if (this.#closing.signal.aborted) client.wire?.terminate()
    else this.#beat = setInterval(() => client.wire?.ping(), this.#pace.heartbeat)
  }

  /** Acknowledges a frame; the platform answers nothing to that. The user cannot be answered this way. */
  async send({ id, body }: Outgoing): Promise<Outcome> {
    if (!id || this.#client?.wire?.readyState !== WebSocket.OPEN) return { is: 'unsent' }
    this.#client.socketCallBackResponse(id, body)
    return { is: 'taken' }
  }

  close(): void {
    this.#closing.abort()
    clearInterval(this.#beat)
    // The library's disconnect() waits for the other side's farewell; a half-dead connection has none.
    const socket = this.#client?.wire
    this.#client?.removeAllListeners()
    const isOpen = socket?.readyState === WebSocket.OPEN
    if (isOpen) socket.close(1000)
    setTimeout(() => socket?.terminate(), isOpen ? 1_000 : 0).unref()
  }
}

function frameOf(message: DWClientDownStream): Frame | undefined {
  try {
    const payload: unknown = JSON.parse(message.data)
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return
    return { id: idOf(message), payload: payload as Payload }
  } catch {
    return
  }
}

/** What is no text cannot be acknowledged, and need not be written as JSON. */
const idOf = ({ headers }: DWClientDownStream): string =>
  typeof headers.messageId === 'string' ? headers.messageId : ''
