import type { Cast } from './cast.ts'
import type { Clock } from './clock.ts'
import type { DingtalkBot } from './dingtalk/callback.ts'
import { DingtalkChat } from './dingtalk/chat.ts'
import { DingtalkServer } from './dingtalk/server.ts'
import type { Letters } from './letters.ts'
import type { Secrets } from './secrets.ts'
import { Ticker } from './ticker.ts'
import { type Heard, Town } from './town.ts'
import type { WecomBot } from './wecom/callback.ts'
import { WecomChat } from './wecom/chat.ts'
import { WecomServer } from './wecom/server.ts'

/** The bot at this address with these secrets, as the platforms know it. */
export const botOf = (worker: string, secrets: Secrets): WecomBot & DingtalkBot => ({
  worker,
  token: secrets.WECOM_TOKEN,
  encodingAesKey: secrets.WECOM_ENCODING_AES_KEY,
  clientId: secrets.DINGTALK_CLIENT_ID,
  clientSecret: secrets.DINGTALK_CLIENT_SECRET,
})

/** The town with both platforms around it: what people do goes in here, whichever chat it happens in. */
export class Simulation {
  readonly town: Town
  readonly ticker: Ticker
  readonly wecom: { chat: WecomChat; server: WecomServer }
  readonly dingtalk: { chat: DingtalkChat; server: DingtalkServer }
  /** What waits in the bot's mailbox; set by who can see its database. */
  letters: () => Letters = () => ({})
  /** Where the Worker finds the platforms' servers. */
  readonly origin: string
  readonly #answers = new Map<number, string>()

  constructor(cast: Cast, clock: Clock, bot: WecomBot & DingtalkBot, origin: string) {
    this.town = new Town(cast, clock)
    this.origin = origin
    this.ticker = new Ticker(bot.worker, clock)
    const wecom = new WecomChat(this.town, bot, origin)
    this.wecom = { chat: wecom, server: new WecomServer(this.town, wecom) }
    const dingtalk = new DingtalkChat(this.town, bot, origin)
    this.dingtalk = { chat: dingtalk, server: new DingtalkServer(this.town, dingtalk, bot) }
  }

  /** Somebody says something in a chat of theirs. `forge` spoils the signature. */
  async say(personId: string, placeId: string, text: string, forge = false): Promise<Heard> {
    const person = this.town.person(personId)
    const place = this.town.place(placeId)
    if (place.person && place.person !== person.id) throw new RangeError('这是别人的私聊')
    if (text === '' && place.kind === 'private') throw new RangeError('私聊里不能发空消息')
    const heard = await this[place.platform].chat.say(person, place, text, forge)
    if (heard.sent) this.#answers.set(heard.sent.id, heard.answer.text)
    return heard
  }

  /** Somebody taps a button that they see. */
  async tap(personId: string, entryId: number, bubble: number, button: number): Promise<Heard> {
    const entry = this.town.conversations.find(entryId)
    const seen = entry?.bubblesFor?.[personId] ?? entry?.bubbles
    const tap = seen?.[bubble]?.buttons[button]?.tap
    if (!entry || !tap || tap.is === 'open') throw new RangeError('没有这个按钮')
    if (tap.is === 'say') return this.say(personId, entry.place, tap.text)
    return this.wecom.chat.tap(this.town.person(personId), this.town.place(entry.place), entry, tap)
  }

  /** Somebody opens their private chat in WeCom. */
  enter(personId: string): Promise<Heard | undefined> {
    return this.wecom.chat.enter(this.town.person(personId))
  }

  /** Delivers a message again; whether the answer was the very same. */
  async redeliver(entryId: number): Promise<boolean> {
    const sent = this.town.conversations.find(entryId)
    if (!sent || sent.from === 'bot') throw new RangeError('没有这条消息')
    const answer = await this[this.town.place(sent.place).platform].chat.redeliver(sent)
    return answer.status === 200 && answer.text === this.#answers.get(sent.id)
  }
}
