import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { object, string } from '../json.ts'
import type { Payload } from '../types.ts'
import {
  answerProblem,
  CODES,
  type Delivered,
  isAnswer,
  Pace,
  type Problem,
  pushProblem,
} from './long-rules.ts'

/** What the bot said through the connection and WeCom took. `again`: the same stream once more, which replaces it. */
export interface Spoken {
  command: string
  reqId: string
  conversation: string
  body: Payload
  again: boolean
}

export interface LongOptions {
  bot: { id: string; secret: string }
  /** ms UTC */
  now: () => number
  heard: (spoken: Spoken) => void
  /** How long a connection lives on after somebody else's took its place, ms. */
  kickCloses?: number
}

/** openws.work.weixin.qq.com: WeCom's side of a bot's long connection (wecom-protocol §5). */
export class LongServer {
  readonly #options: LongOptions
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #delivered = new Map<string, Delivered>()
  readonly #known = new Set<string>()
  readonly #shown = new Set<string>()
  readonly #pace = new Pace()
  #live: WebSocket | undefined
  /**
   * What goes wrong: pings or logins stay without an answer, logins come too often or are followed by the end in the same
   * moment, or answers come without their effect being told.
   */
  trouble: { pings?: 'ignored'; logins?: 'ignored' | 'often' | 'kicked'; answers?: 'unanswered' } = {}
  /** Sockets that were opened, and logins that were tried. */
  opened = 0
  logins = 0

  constructor(options: LongOptions) {
    this.#options = options
  }

  /** Takes over an HTTP upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (one) => {
      this.opened += 1
      one.on('message', (data) => this.#read(one, String(data)))
      one.on('close', () => {
        if (this.#live === one) this.#live = undefined
      })
    })
  }

  get isConnected(): boolean {
    return this.#live !== undefined
  }

  /** Delivers the body of a message or an event; its req_id, or undefined when nobody is connected. */
  deliver(body: Payload): string | undefined {
    if (!this.#live) return
    const reqId = randomBytes(12).toString('hex')
    const event = object(body.event)
    const conversation = string(body.chatid) || string(object(body.from).userid)
    const kind = kindOf(string(body.msgtype), string(event.eventtype))
    if (kind !== 'greeting' && kind !== 'notice') this.#known.add(conversation)
    const taskId = string(object(event.template_card_event).task_id)
    this.#delivered.set(reqId, { at: this.#options.now(), kind, conversation, taskId })
    const cmd = body.msgtype === 'event' ? 'aibot_event_callback' : 'aibot_msg_callback'
    this.say(JSON.stringify({ cmd, headers: { req_id: reqId }, body }))
    return reqId
  }

  /** Sends a frame as it stands, whatever it is. */
  say(text: string): void {
    this.#live?.send(text)
  }

  /** Breaks the connection off without a word. */
  cut(): void {
    this.#live?.terminate()
    this.#live = undefined
  }

  close(): void {
    for (const one of this.#server.clients) one.terminate()
    this.#server.close()
  }

  #read(socket: WebSocket, text: string): void {
    const frame = object(JSON.parse(text))
    const reqId = string(object(frame.headers).req_id)
    const command = string(frame.cmd)
    const body = object(frame.body)
    const answer = (problem?: Problem) => {
      const [errcode, errmsg] = problem ? CODES[problem] : ([0, 'ok'] as const)
      socket.send(JSON.stringify({ headers: { req_id: reqId }, errcode, errmsg }))
    }
    if (command === 'aibot_subscribe') this.#login(socket, body, answer)
    else if (socket !== this.#live) answer('credentials')
    else if (command === 'ping') {
      if (!this.trouble.pings) answer()
    } else {
      const problem = this.#take(command, reqId, body)
      if (!this.trouble.answers) answer(problem)
    }
  }

  #login(socket: WebSocket, body: Payload, answer: (problem?: Problem) => void): void {
    this.logins += 1
    if (this.trouble.logins === 'ignored') return
    if (this.trouble.logins === 'often') {
      answer('often')
      return
    }
    const { id, secret } = this.#options.bot
    const right = body.bot_id === id && body.secret === secret
    // The server leaves the socket of a wrong secret open.
    if (right) this.#welcome(socket, id)
    answer(right ? undefined : 'credentials')
    if (right && this.trouble.logins) this.#kick(socket, id)
  }

  /** One connection for a bot: the old one hears that it is over, and is closed a while later. */
  #welcome(socket: WebSocket, id: string): void {
    const old = this.#live
    this.#live = socket
    if (old && old !== socket) this.#kick(old, id)
  }

  #kick(old: WebSocket, id: string): void {
    const event = { msgtype: 'event', aibotid: id, event: { eventtype: 'disconnected_event' } }
    const headers = { req_id: randomBytes(12).toString('hex') }
    old.send(JSON.stringify({ cmd: 'aibot_event_callback', headers, body: event }))
    setTimeout(() => old.terminate(), this.#options.kickCloses ?? 2_000).unref()
  }

  #take(command: string, reqId: string, body: Payload): Problem | undefined {
    const now = this.#options.now()
    const delivered = this.#delivered.get(reqId)
    const push = command === 'aibot_send_msg'
    if (!push && !isAnswer(command)) return 'type'
    const problem = push
      ? pushProblem(body, this.#known)
      : isAnswer(command) && answerProblem(command, body, delivered, now)
    if (problem) return problem
    const conversation = push ? string(body.chatid) : (delivered?.conversation ?? '')
    const isUpdate = command === 'aibot_respond_update_msg'
    const mark = string(object(body.stream).id) || string(object(body.template_card).task_id)
    const again = mark !== '' && !isUpdate && this.#shown.has(mark)
    // A task id is good for one card of a bot; a stream may be sent again, which replaces its text.
    if (again && body.msgtype === 'template_card') return 'parameter'
    if (!this.#pace.allows(conversation, now)) return 'often'
    if (mark !== '') this.#shown.add(mark)
    this.#options.heard({ command, reqId, conversation, body, again })
    return
  }
}

function kindOf(msgtype: string, eventtype: string): Delivered['kind'] {
  if (msgtype !== 'event') return 'message'
  if (eventtype === 'template_card_event') return 'tap'
  return eventtype === 'enter_chat' ? 'greeting' : 'notice'
}
