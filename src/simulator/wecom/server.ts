import { MINUTE } from '../clock.ts'
import type { Failures } from '../failure.ts'
import { bytes, object, string, strings } from '../json.ts'
import { Rate } from '../rate.ts'
import type { Town } from '../town.ts'
import type { Payload, Place } from '../types.ts'
import { bubblesOf } from './bubble.ts'
import type { WecomChat } from './chat.ts'
import { cardProblems } from './check.ts'

const OK = { errcode: 0, errmsg: 'ok' }
const no = (errcode: number, errmsg: string) => ({ errcode, errmsg })
const BUSY = no(45009, 'api freq out of limit')
const REMOVED = no(93000, 'invalid webhook url, hint: robot removed from group')

/** qyapi.weixin.qq.com as the bot sees it: HTTP 200 always, the truth in `errcode`. */
export class WecomServer {
  readonly #town: Town
  readonly #chat: WecomChat
  readonly #failures: Failures
  readonly #rate = new Rate(MINUTE)

  constructor(town: Town, chat: WecomChat, failures: Failures) {
    this.#town = town
    this.#chat = chat
    this.#failures = failures
  }

  /** The answer to one POST, or `undefined` for a path that WeCom does not have. */
  answer(url: URL, body: Payload): Payload | undefined {
    if (url.pathname === '/cgi-bin/webhook/send')
      return this.#webhook(url.searchParams.get('key') ?? '', body)
    if (url.pathname === '/cgi-bin/aibot/response')
      return this.#response(url.searchParams.get('response_code') ?? '', body)
    return undefined
  }

  #webhook(key: string, body: Payload): Payload {
    const place = this.#town.places.find((one) => one.platform === 'wecom' && one.webhookKey === key)
    if (!place) return no(93000, 'invalid webhook url')
    const trouble = this.#failures.of('wecom')
    if (trouble === 'removed') return this.#settle(place, body, REMOVED, 'hook')
    if (trouble === 'busy') return this.#settle(place, body, BUSY, 'hook')
    const now = this.#town.clock.now()
    return this.#settle(place, body, this.#rate.allows(key, now) ? refusalOf(body) : BUSY, 'hook')
  }

  #response(code: string, body: Payload): Payload {
    const place = this.#chat.takeResponse(code)
    if (!place) return no(40014, 'invalid response_code: used, expired or unknown')
    const card = body.msgtype === 'template_card' && place.kind === 'private'
    const content = string(object(body.markdown).content)
    const problem =
      bytes(content) > 20_480 ? no(40058, 'markdown.content exceed max length 20480') : undefined
    const wrong = card || body.msgtype === 'markdown' ? problem : no(40008, 'invalid message type')
    return this.#settle(place, body, wrong)
  }

  /** What was taken is shown; what was refused leaves a trace in the chat for whoever is developing. */
  #settle(place: Place, raw: Payload, refusal: ReturnType<typeof no> | undefined, by?: 'hook'): Payload {
    const answer = refusal ?? OK
    const problems = refusal ? [`企业微信拒收：${refusal.errcode} ${refusal.errmsg}`] : []
    const bubbles = refusal ? [] : bubblesOf(this.#named(raw))
    this.#town.pushed(place, { ...(by && { by }), raw, answer, bubbles, problems })
    return answer
  }

  /** Mentions of the webhook's messages with names in them, as the client shows them. */
  #named(body: Payload): Payload {
    const nameOf = (id: string) => this.#town.people.find((one) => one.wecomUserId === id)?.name ?? id
    const at = strings(object(body.text).mentioned_list).map(
      (id) => `@${id === '@all' ? '所有人' : nameOf(id)}`,
    )
    const fill = (value: unknown) => string(value).replace(/<@([^>]+)>/g, (_, id: string) => `@${nameOf(id)}`)
    const type = string(body.msgtype)
    if (type !== 'text' && type !== 'markdown') return body
    const content = [fill(object(body[type]).content), ...at].join(' ')
    return { ...body, [type]: { ...object(body[type]), content } }
  }
}

/** Why a webhook message is refused. */
function refusalOf(body: Payload): ReturnType<typeof no> | undefined {
  const type = string(body.msgtype)
  const limit = { text: 2048, markdown: 4096, markdown_v2: 4096 }[type]
  if (limit) {
    const content = string(object(body[type]).content)
    if (!content) return no(44004, 'empty content')
    if (bytes(content) > limit) return no(40058, `${type}.content exceed max length ${limit}`)
    return undefined
  }
  if (type !== 'template_card') return no(40008, 'invalid message type')
  const card = object(body.template_card)
  if (!['text_notice', 'news_notice'].includes(string(card.card_type))) return no(40058, 'invalid card_type')
  const problem = cardProblems(card).find((one) => !one.includes('截断'))
  return problem ? no(40058, problem) : undefined
}
