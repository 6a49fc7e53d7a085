import { randomBytes } from 'node:crypto'
import { HOUR } from '../clock.ts'
import type { Failures } from '../failure.ts'
import { bytes, string, strings } from '../json.ts'
import type { Town } from '../town.ts'
import type { Payload, Place } from '../types.ts'
import type { Arrivals } from './arrivals.ts'
import type { DingtalkBot } from './callback.ts'
import type { DingtalkChat } from './chat.ts'
import { DingtalkHooks } from './hooks.ts'
import { bad, no, type Reply } from './reply.ts'
import { fromTemplate } from './template.ts'

/** api.dingtalk.com and oapi.dingtalk.com as the bot sees them. */
export class DingtalkServer {
  readonly #town: Town
  readonly #chat: DingtalkChat
  readonly #bot: DingtalkBot
  readonly #arrivals: Arrivals
  readonly #failures: Failures
  readonly #hooks: DingtalkHooks
  readonly #tokens = new Map<string, number>()

  constructor(town: Town, chat: DingtalkChat, bot: DingtalkBot, failures: Failures) {
    this.#town = town
    this.#chat = chat
    this.#bot = bot
    this.#arrivals = chat.arrivals
    this.#failures = failures
    this.#hooks = new DingtalkHooks(town, this.#arrivals, failures)
  }

  /** The answer to one POST, or `undefined` for a path that DingTalk does not have. */
  answer(url: URL, token: string, body: Payload): Reply | undefined {
    if (url.pathname === '/robot/sendBySession')
      return this.#bySession(url.searchParams.get('session') ?? '', body)
    if (url.pathname === '/robot/send') return this.#hooks.send(url.searchParams, body)
    if (url.pathname === '/v1.0/oauth2/accessToken') return this.#accessToken(body)
    if (!/^\/v1\.0\/robot\/(groupMessages\/send|oToMessages\/batchSend)$/.test(url.pathname)) return undefined
    if (!(this.#town.clock.now() < (this.#tokens.get(token) ?? 0))) return bad('InvalidAuthentication')
    if (body.robotCode !== this.#bot.clientId) return bad('invalidParameter.robotCode.auth')
    return url.pathname.endsWith('groupMessages/send') ? this.#toGroup(body) : this.#toPeople(body)
  }

  #accessToken(body: Payload): Reply {
    if (body.appKey !== this.#bot.clientId || body.appSecret !== this.#bot.clientSecret)
      return bad('invalidClientIdOrSecret')
    const accessToken = randomBytes(16).toString('hex')
    this.#tokens.set(accessToken, this.#town.clock.now() + 2 * HOUR)
    return { status: 200, body: { accessToken, expireIn: 7200 } }
  }

  #bySession(session: string, body: Payload): Reply {
    const place = this.#chat.sessionPlace(session)
    return place ? this.#arrivals.show(place, body) : no(300001, 'session 不存在')
  }

  #toGroup(body: Payload): Reply {
    const id = body.openConversationId
    const place = this.#town.places.find(
      (one) => one.platform === 'dingtalk' && one.kind === 'group' && one.chatId === id,
    )
    if (!place) return bad('invalid.openConversationId')
    return this.#template([place], body, {}, bad('invalidParameter.robotCode.notExist'))
  }

  #toPeople(body: Payload): Reply {
    const ids = strings(body.userIds)
    if (ids.length < 1 || ids.length > 20) return bad('invalidParameter.userIds', 'userIds: 1 to 20')
    const known = this.#town.people.filter((one) => ids.includes(one.dingtalkStaffId))
    const invalidStaffIdList = ids.filter((id) => !known.some((one) => one.dingtalkStaffId === id))
    const places = known.map((one) => this.#town.privateChat('dingtalk', one.id))
    const more = { invalidStaffIdList, flowControlledStaffIdList: [] }
    return this.#template(places, body, more, bad('robot.oto.notExist'))
  }

  /** `removed` is the answer where the robot was thrown out. */
  #template(places: Place[], body: Payload, more: Payload, removed: Reply): Reply {
    const param = string(body.msgParam)
    const message = fromTemplate(string(body.msgKey), param)
    const trouble = this.#failures.of('dingtalk')
    const refusals: [boolean, Reply][] = [
      [trouble === 'removed', removed],
      [trouble === 'busy', bad('send.too.fast')],
      [bytes(param) > 15_000, bad('invalidParameter.msgParam.tooLong')],
      [!message, bad('invalidParameter.msgParam.invalid', string(body.msgKey))],
    ]
    const refusal = refusals.find(([holds]) => holds)?.[1]
    for (const place of places) {
      if (refusal) this.#arrivals.refuse(place, message ?? body, refusal, 'robot')
      else if (message) this.#arrivals.show(place, message, 'robot')
    }
    return refusal ?? { status: 200, body: { processQueryKey: randomBytes(16).toString('base64'), ...more } }
  }
}
