import { randomBytes } from 'node:crypto'
import { HOUR, MINUTE } from '../clock.ts'
import { bytes, string, strings } from '../json.ts'
import { Rate } from '../rate.ts'
import type { Town } from '../town.ts'
import type { Payload, Place } from '../types.ts'
import { bubblesOf } from './bubble.ts'
import type { DingtalkBot } from './callback.ts'
import type { DingtalkChat } from './chat.ts'
import { problemsOf } from './check.ts'
import { fromTemplate } from './template.ts'

interface Reply {
  status: number
  body: Payload
}

const OK: Reply = { status: 200, body: { errcode: 0, errmsg: 'ok' } }
/** oapi.dingtalk.com refuses with HTTP 200 … */
const no = (errcode: number, errmsg: string): Reply => ({ status: 200, body: { errcode, errmsg } })
/** … and api.dingtalk.com with 400. */
const bad = (code: string, message = code): Reply => ({
  status: 400,
  body: { code, message, requestid: randomBytes(16).toString('hex').toUpperCase() },
})

/** api.dingtalk.com and oapi.dingtalk.com as the bot sees them. */
export class DingtalkServer {
  readonly #town: Town
  readonly #chat: DingtalkChat
  readonly #bot: DingtalkBot
  readonly #rate = new Rate(10 * MINUTE)
  readonly #tokens = new Map<string, number>()

  constructor(town: Town, chat: DingtalkChat, bot: DingtalkBot) {
    this.#town = town
    this.#chat = chat
    this.#bot = bot
  }

  /** The answer to one POST, or `undefined` for a path that DingTalk does not have. */
  answer(url: URL, token: string, body: Payload): Reply | undefined {
    if (url.pathname === '/robot/sendBySession')
      return this.#bySession(url.searchParams.get('session') ?? '', body)
    if (url.pathname === '/robot/send') return this.#webhook(url.searchParams.get('access_token') ?? '', body)
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
    return place ? this.#show(place, body) : no(300001, 'session 不存在')
  }

  #webhook(key: string, body: Payload): Reply {
    const place = this.#town.places.find((one) => one.platform === 'dingtalk' && one.webhookKey === key)
    if (!place) return no(300001, 'token is not exist')
    if (!this.#rate.allows(key, this.#town.clock.now()))
      return no(130101, 'send too fast, exceed 20 times per minute')
    return this.#show(place, body)
  }

  #show(place: Place, message: Payload): Reply {
    const [problem] = problemsOf(message)
    if (!problem) this.#town.pushed(place, message, bubblesOf(message, this.#chat.nameOf))
    else this.#town.pushed(place, message, [], [`钉钉拒收：${problem}`])
    return problem ? no(400105, problem) : OK
  }

  #toGroup(body: Payload): Reply {
    const id = body.openConversationId
    const place = this.#town.places.find(
      (one) => one.platform === 'dingtalk' && one.kind === 'group' && one.chatId === id,
    )
    if (!place) return bad('invalid.openConversationId')
    return this.#template([place], body, {})
  }

  #toPeople(body: Payload): Reply {
    const ids = strings(body.userIds)
    if (ids.length < 1 || ids.length > 20) return bad('invalidParameter.userIds', 'userIds: 1 to 20')
    const known = this.#town.people.filter((one) => ids.includes(one.dingtalkStaffId))
    const invalidStaffIdList = ids.filter((id) => !known.some((one) => one.dingtalkStaffId === id))
    const places = known.map((one) => this.#town.privateChat('dingtalk', one.id))
    return this.#template(places, body, { invalidStaffIdList, flowControlledStaffIdList: [] })
  }

  #template(places: Place[], body: Payload, more: Payload): Reply {
    const param = string(body.msgParam)
    if (bytes(param) > 15_000) return bad('invalidParameter.msgParam.tooLong')
    const message = fromTemplate(string(body.msgKey), param)
    if (!message) return bad('invalidParameter.msgParam.invalid', string(body.msgKey))
    for (const place of places) this.#show(place, message)
    return { status: 200, body: { processQueryKey: randomBytes(16).toString('base64'), ...more } }
  }
}
