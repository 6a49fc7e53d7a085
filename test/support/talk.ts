import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../src/index.ts'
import {
  DINGTALK_CLIENT_ID,
  dingtalkRequest,
  dingtalkText,
  readDingtalk,
  readDingtalkReply,
} from './dingtalk.ts'
import { gatewayRequest } from './gateway.ts'
import { at } from './instant.ts'
import {
  type Answer,
  readWecom,
  readWecomReply,
  WECOM_BOT,
  wecomEnter,
  wecomRequest,
  wecomTap,
  wecomText,
} from './wecom.ts'

export type { Answer }

/** Somebody at a keyboard: an account on one platform. */
export interface Speaker {
  platform: 'wecom' | 'dingtalk'
  id: string
  name: string
}

/** By which way a platform's messages come in: four entries in all. */
export type Way = 'callback' | 'gateway'

export const onWecom = (id: string, name = id): Speaker => ({ platform: 'wecom', id, name })
export const onDingtalk = (id: string, name = id): Speaker => ({ platform: 'dingtalk', id, name })

export { at }

/** The one worker of these tests, called as the runtime calls it. */
export async function send(request: Request, over: Partial<Env> = {}): Promise<Response> {
  const context = createExecutionContext()
  const response = await worker.fetch(request, { ...env, ...over } as Env, context)
  await waitOnExecutionContext(context)
  return response
}

/** A group of people talking to the bot: a clock, a group on each platform, and what comes back. */
export class Talk {
  now: number
  /** How what is said comes in from now on. */
  way: Way = 'callback'
  /** What is not as it should be with the Worker, by callback: a D1 that fails. */
  over: Partial<Env> = {}
  readonly wecomGroup: string
  readonly dingtalkGroup: string

  constructor(now: number, name = 'g1') {
    this.now = now
    this.wecomGroup = `wr-${name}`
    this.dingtalkGroup = `cid-${name}==`
  }

  /** Says it in the group of the speaker's platform, with the mention as the platform delivers it. */
  group(who: Speaker, text: string, id?: string): Promise<Answer> {
    return this.#say(who, text, true, id)
  }

  /** Says it to the bot in private. */
  private(who: Speaker, text: string, id?: string): Promise<Answer> {
    return this.#say(who, text, false, id)
  }

  /** Taps a button of a card (WeCom), or sends what a dtmd button sends (DingTalk). */
  tap(who: Speaker, command: string, task = 'task_1', id?: string): Promise<Answer> {
    if (who.platform === 'dingtalk') return this.group(who, command, id)
    return this.#deliver(who, wecomTap({ from: who.id, chat: this.wecomGroup, key: command, task, id }))
  }

  /** Opens the private chat with the bot (WeCom). */
  enter(who: Speaker, id?: string): Promise<Answer> {
    return this.#deliver(who, wecomEnter({ from: who.id, id }))
  }

  async #say(who: Speaker, text: string, inGroup: boolean, id?: string): Promise<Answer> {
    return this.#deliver(who, this.message(who, text, inGroup, id))
  }

  /** What the platform sends for these words, whichever way it takes. */
  message(who: Speaker, text: string, inGroup: boolean, id?: string): object {
    const chat = inGroup
      ? { chat: who.platform === 'wecom' ? this.wecomGroup : this.dingtalkGroup }
      : { chat: undefined }
    return who.platform === 'wecom'
      ? wecomText({ from: who.id, text, ...chat, id })
      : dingtalkText({ from: who.id, name: who.name, text, ...chat, id })
  }

  /** The callback that the platform would send. */
  request(who: Speaker, text: string, inGroup: boolean, id?: string): Request {
    return this.#callback(who, this.message(who, text, inGroup, id))
  }

  #callback(who: Speaker, message: object): Request {
    return who.platform === 'wecom'
      ? wecomRequest({ message, now: this.now })
      : dingtalkRequest({ message, now: this.now })
  }

  async #deliver(who: Speaker, message: object): Promise<Answer> {
    if (this.way === 'gateway') return forward(who.platform, message, this.now)
    const response = await send(this.#callback(who, message), this.over)
    return who.platform === 'wecom' ? readWecom(response) : readDingtalk(response)
  }
}

/** Hands a platform's message to the Worker as the gateway does, which got it at `at`; reads the answer that it would pass on. */
export async function forward(
  platform: Speaker['platform'],
  payload: object,
  now: number,
  at = now,
): Promise<Answer & { again?: boolean }> {
  const bot = platform === 'wecom' ? WECOM_BOT : DINGTALK_CLIENT_ID
  const body = { do: 'message', bot, holder: 'holder-of-tests', at, payload }
  const response = await send(gatewayRequest({ platform, body, now }))
  if (response.status !== 200) throw new Error(`the gateway got ${response.status}: ${await response.text()}`)
  const { reply, again } = await response.json<{ reply: never; again?: true }>()
  const more = again === undefined ? {} : { again }
  if (reply === null) return { kind: 'empty', text: '', buttons: [], raw: null, ...more }
  return { ...(platform === 'wecom' ? readWecomReply(reply) : readDingtalkReply(reply)), ...more }
}

export const admin = onWecom('boss', '管理员')
export const secretary = onWecom('li', '李书记')

/** A community that is ready: activated, both groups bound to 东湖社区, 李书记 appointed. */
export async function settledTalk(now: number, name = 'g1'): Promise<Talk> {
  const talk = new Talk(now, name)
  const dingtalkAdmin = onDingtalk('boss-d', '管理员')
  await talk.private(admin, '/激活 test-activation-code')
  await talk.private(dingtalkAdmin, '/激活 test-activation-code')
  await talk.group(admin, '/绑定社区 东湖社区')
  await talk.group(dingtalkAdmin, '/绑定社区 东湖社区')
  await talk.group(secretary, '/登记 李书记 东湖社区')
  await talk.group(admin, '/任命 @李书记 书记')
  return talk
}
