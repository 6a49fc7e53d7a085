import type { Cast } from './cast.ts'
import type { Clock } from './clock.ts'
import type { DingtalkBot } from './dingtalk/callback.ts'
import { DingtalkChat } from './dingtalk/chat.ts'
import { DingtalkServer } from './dingtalk/server.ts'
import { Failures, LATE } from './failure.ts'
import { BLIND, type Inside } from './inside.ts'
import type { Secrets } from './secrets.ts'
import { Ticker } from './ticker.ts'
import { type Heard, Town } from './town.ts'
import type { Payload, PlatformName } from './types.ts'
import { seenBy } from './visible.ts'
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

/** Where the bot speaks unasked. */
const PUSHES: Record<PlatformName, RegExp> = {
  wecom: /^\/cgi-bin\/webhook\/send$/,
  dingtalk: /^\/robot\/send$|^\/v1\.0\/robot\//,
}

/** The town with both platforms around it: what people do goes in here, whichever chat it happens in. */
export class Simulation {
  readonly town: Town
  readonly ticker: Ticker
  readonly failures: Failures
  readonly wecom: { chat: WecomChat; server: WecomServer }
  readonly dingtalk: { chat: DingtalkChat; server: DingtalkServer }
  /** Set by who can see the bot's database. */
  inside: Inside = BLIND
  /** Where the Worker finds the platforms' servers. */
  readonly origin: string
  /** Where the Worker listens. */
  readonly worker: string
  readonly #answers = new Map<number, string>()

  constructor(cast: Cast, clock: Clock, bot: WecomBot & DingtalkBot, origin: string) {
    this.town = new Town(cast, clock)
    this.origin = origin
    this.worker = bot.worker
    this.failures = new Failures(clock)
    this.ticker = new Ticker(bot.worker, clock, () => this.inside)
    const wecom = new WecomChat(this.town, bot, origin)
    this.wecom = { chat: wecom, server: new WecomServer(this.town, wecom, this.failures) }
    const dingtalk = new DingtalkChat(this.town, bot, origin)
    this.dingtalk = { chat: dingtalk, server: new DingtalkServer(this.town, dingtalk, bot, this.failures) }
  }

  /** Whom the bot spoke to by itself since an entry of the chats, or put a letter into the mailbox for since a letter. */
  heardSince(entryId: number, letterId: number): string[] {
    const pushed = this.town.conversations.all().filter((entry) => entry.id > entryId && entry.by)
    const places = [...new Set(pushed.map((entry) => entry.place))].map((id) => this.town.place(id))
    const letters = this.inside.outbox().letters.filter(({ id, fate }) => id > letterId && fate === 'mailbox')
    return [
      ...places.map(({ title, platform, person }) =>
        person ? this.town.person(person).name : `${title}（${platform === 'wecom' ? '企业微信' : '钉钉'}）`,
      ),
      ...letters.map(({ to }) => `${to}（信箱）`),
    ]
  }

  /** How often the bot spoke by itself so far: into a chat, into a mailbox, or in vain. */
  spoken(): number {
    const { mailbox, failed } = this.inside.outbox().counts
    return this.town.pushes + mailbox + failed
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
    const tap = entry && seenBy(entry, personId).bubbles[bubble]?.buttons[button]?.tap
    if (!entry || !tap || tap.is === 'open') throw new RangeError('没有这个按钮')
    if (tap.is === 'say') return this.say(personId, entry.place, tap.text)
    return this.wecom.chat.tap(this.town.person(personId), this.town.place(entry.place), entry, tap)
  }

  /** Somebody opens their private chat in WeCom. */
  enter(personId: string): Promise<Heard | undefined> {
    return this.wecom.chat.enter(this.town.person(personId))
  }

  /** What the platforms answer to one POST of the bot; `undefined` for a path that neither has. */
  async answer(
    url: URL,
    token: string,
    body: Payload,
  ): Promise<{ status: number; body: Payload } | undefined> {
    const pushes = Object.entries(PUSHES).find(([, path]) => path.test(url.pathname))
    const trouble = pushes && this.failures.of(pushes[0] as PlatformName)
    if (trouble === 'down') return { status: 502, body: { error: 'bad gateway' } }
    const wecom = this.wecom.server.answer(url, body)
    const answer = wecom ? { status: 200, body: wecom } : this.dingtalk.server.answer(url, token, body)
    // The message is there all the same; the bot cannot know.
    if (trouble === 'late') await new Promise((done) => setTimeout(done, LATE))
    return answer
  }

  /** Delivers a message again; whether the answer was the very same. */
  async redeliver(entryId: number): Promise<boolean> {
    const sent = this.town.conversations.find(entryId)
    if (!sent || sent.from === 'bot') throw new RangeError('没有这条消息')
    const answer = await this[this.town.place(sent.place).platform].chat.redeliver(sent)
    return answer.status === 200 && answer.text === this.#answers.get(sent.id)
  }
}
