import { randomBytes } from 'node:crypto'
import { MINUTE } from '../clock.ts'
import type { Heard, Town } from '../town.ts'
import type { Answer, Entry, Person, Place } from '../types.ts'
import { Arrivals } from './arrivals.ts'
import { bubblesOf } from './bubble.ts'
import { callback, type DingtalkBot } from './callback.ts'
import { problemsOf } from './check.ts'
import { textMessage } from './messages.ts'

/** What people say in DingTalk chats, delivered to the bot; its answers go back into the chats. */
export class DingtalkChat {
  readonly #town: Town
  readonly #bot: DingtalkBot
  readonly #origin: string
  readonly arrivals: Arrivals
  readonly #sessions = new Map<string, { place: Place; until: number }>()

  /** `origin` is where the bot finds this simulator's DingTalk server. */
  constructor(town: Town, bot: DingtalkBot, origin: string) {
    this.#town = town
    this.#bot = bot
    this.#origin = origin
    this.arrivals = new Arrivals(town)
  }

  /** The client shows the mention; the callback leaves it out. `forge` spoils the signature. */
  async say(person: Person, place: Place, text: string, forge = false): Promise<Heard> {
    const now = this.#town.clock.now()
    const mentioned = this.#town.people.filter((one) => text.includes(`@${one.name}`))
    const body = textMessage(person, place, text, now, this.#bot.clientId, this.#session(place), mentioned)
    const shown = place.kind === 'group' ? `@红搭档 ${text}`.trimEnd() : text
    const sent = this.#town.said(person, place, shown, body)
    const answer = await callback(this.#bot, body, now, forge)
    const { payload } = answer
    const bubbles = payload ? bubblesOf(payload, this.arrivals.nameOf) : []
    const reply = this.#town.answered(place, answer, bubbles, payload ? problemsOf(payload) : [])
    return { sent, answer, ...(reply ? { reply } : {}) }
  }

  /** The same message once more, as the network sometimes does; nothing new appears in the chat. */
  redeliver(sent: Entry): Promise<Answer> {
    return callback(this.#bot, sent.raw, this.#town.clock.now())
  }

  /** Where a sessionWebhook leads while it is valid. */
  sessionPlace(session: string): Place | undefined {
    const found = this.#sessions.get(session)
    return found && this.#town.clock.now() <= found.until ? found.place : undefined
  }

  /** Each message brings a fresh one, valid for 90 minutes. */
  #session(place: Place): { url: string; expiresAt: number } {
    const id = randomBytes(16).toString('hex')
    const until = this.#town.clock.now() + 90 * MINUTE
    this.#sessions.set(id, { place, until })
    return { url: `${this.#origin}/robot/sendBySession?session=${id}`, expiresAt: until }
  }
}
