import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../src/index.ts'
import { dingtalkRequest, dingtalkText, readDingtalk } from './dingtalk.ts'
import { type Answer, readWecom, wecomEnter, wecomRequest, wecomTap, wecomText } from './wecom.ts'

export type { Answer }

/** Somebody at a keyboard: an account on one platform. */
export interface Speaker {
  platform: 'wecom' | 'dingtalk'
  id: string
  name: string
}

export const onWecom = (id: string, name = id): Speaker => ({ platform: 'wecom', id, name })
export const onDingtalk = (id: string, name = id): Speaker => ({ platform: 'dingtalk', id, name })

/** `2026-11-23 09:00` of Shanghai, ms. */
export const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)

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
  async tap(who: Speaker, command: string, task = 'task_1'): Promise<Answer> {
    if (who.platform === 'dingtalk') return this.group(who, command)
    const message = wecomTap({ from: who.id, chat: this.wecomGroup, key: command, task })
    return readWecom(await send(wecomRequest({ message, now: this.now })))
  }

  /** Opens the private chat with the bot (WeCom). */
  async enter(who: Speaker): Promise<Answer> {
    return readWecom(await send(wecomRequest({ message: wecomEnter({ from: who.id }), now: this.now })))
  }

  async #say(who: Speaker, text: string, inGroup: boolean, id?: string): Promise<Answer> {
    return who.platform === 'wecom'
      ? readWecom(await send(this.request(who, text, inGroup, id)))
      : readDingtalk(await send(this.request(who, text, inGroup, id)))
  }

  /** The callback that the platform would send. */
  request(who: Speaker, text: string, inGroup: boolean, id?: string): Request {
    const given = id === undefined ? {} : { id }
    if (who.platform === 'wecom') {
      const chat = inGroup ? { chat: this.wecomGroup } : {}
      return wecomRequest({ message: wecomText({ from: who.id, text, ...chat, ...given }), now: this.now })
    }
    const chat = inGroup ? { chat: this.dingtalkGroup } : {}
    return dingtalkRequest({
      message: dingtalkText({ from: who.id, name: who.name, text, ...chat, ...given }),
      now: this.now,
    })
  }
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
