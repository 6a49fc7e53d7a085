import { randomBytes } from 'node:crypto'
import { HOUR, shanghai } from '../clock.ts'
import { object, string, strings } from '../json.ts'
import type { Heard, Town } from '../town.ts'
import type { Answer, Entry, Looks, Person, Place, Tap } from '../types.ts'
import { bubblesOf } from './bubble.ts'
import { callback, type WecomBot } from './callback.ts'
import { type Asked, problemsOf } from './check.ts'
import { cardEvent, enterChat, streamRefresh, textMessage } from './messages.ts'

/** A slow stream is asked for once a second, six minutes long; a demo need not wait that long. */
const REFRESHES = 30

/** What people do in WeCom chats, delivered to the bot; its answers go back into the chats. */
export class WecomChat {
  readonly #town: Town
  readonly #bot: WecomBot
  readonly #origin: string
  readonly #usedTaskIds = new Set<string>()
  readonly #entered = new Set<string>()
  readonly #responses = new Map<string, { place: Place; until: number }>()

  /** `origin` is where the bot finds this simulator's WeCom server. */
  constructor(town: Town, bot: WecomBot, origin: string) {
    this.#town = town
    this.#bot = bot
    this.#origin = origin
  }

  /** In a group the mention is part of the text, by display name. `forge` spoils the signature. */
  async say(person: Person, place: Place, text: string, forge = false): Promise<Heard> {
    const content = place.kind === 'group' ? `@红搭档 ${text}`.trimEnd() : text
    const body = textMessage(person, place, content, this.#responseUrl(place))
    const sent = this.#town.said(person, place, content, body)
    const answer = await callback(this.#bot, body, this.#town.clock.now(), forge)
    return { sent, ...(await this.#hear(person, place, answer, 'message')) }
  }

  /** A button of a card: one delivery, whose answer may change the card for the tapper or for everybody. */
  async tap(person: Person, place: Place, entry: Entry, tap: Extract<Tap, { is: 'event' }>): Promise<Heard> {
    const now = this.#town.clock.now()
    const answer = await callback(
      this.#bot,
      cardEvent(person, place, tap, now, this.#responseUrl(place)),
      now,
    )
    if (!answer.payload) return { answer, ...reply(this.#town.answered(place, answer, [], [])) }
    const { payload, ms, problems } = answer
    const looks: Looks = {
      bubbles: bubblesOf(payload),
      raw: payload,
      ms,
      problems: [...problems, ...problemsOf(payload, { taskId: tap.taskId }, this.#usedTaskIds)],
    }
    const only = strings(payload.userids)
    const people = this.#town.people.filter((one) => only.includes(one.wecomUserId))
    for (const one of people) entry.changedFor = { ...entry.changedFor, [one.id]: looks }
    if (only.length === 0) {
      Object.assign(entry, looks)
      delete entry.changedFor
    }
    this.#town.conversations.changed(entry)
    return { answer, reply: entry }
  }

  /** Opening the private chat is told to the bot the first time in a day. */
  async enter(person: Person): Promise<Heard | undefined> {
    const now = this.#town.clock.now()
    const visit = `${person.id} ${shanghai(now).slice(0, 10)}`
    if (this.#entered.has(visit)) return undefined
    this.#entered.add(visit)
    const answer = await callback(this.#bot, enterChat(person, now), now)
    return this.#hear(person, this.#town.privateChat('wecom', person.id), answer, 'enter_chat')
  }

  /** The same message once more, as the network sometimes does; nothing new appears in the chat. */
  redeliver(sent: Entry): Promise<Answer> {
    return callback(this.#bot, sent.raw, this.#town.clock.now())
  }

  /** Where a response_url leads. It works once, within the hour. */
  takeResponse(code: string): Place | undefined {
    const found = this.#responses.get(code)
    this.#responses.delete(code)
    return found && this.#town.clock.now() <= found.until ? found.place : undefined
  }

  #responseUrl(place: Place): string {
    const code = randomBytes(16).toString('hex')
    this.#responses.set(code, { place, until: this.#town.clock.now() + HOUR })
    return `${this.#origin}/cgi-bin/aibot/response?response_code=${code}`
  }

  async #hear(person: Person, place: Place, answer: Answer, asked: Asked): Promise<Heard> {
    const { payload } = answer
    const problems = payload ? problemsOf(payload, asked, this.#usedTaskIds) : []
    const entry = this.#town.answered(place, answer, payload ? bubblesOf(payload) : [], problems)
    if (entry && payload) await this.#follow(person, place, entry, answer)
    return { answer, ...reply(entry) }
  }

  /** A stream that is not finished is asked for until it is; each answer replaces the text. */
  async #follow(person: Person, place: Place, entry: Entry, first: Answer): Promise<void> {
    let stream = object(first.payload?.stream)
    for (let turn = 0; turn < REFRESHES && stream.finish === false; turn++) {
      await new Promise((done) => setTimeout(done, 1_000))
      const body = streamRefresh(person, place, string(stream.id))
      const { payload, problems } = await callback(this.#bot, body, this.#town.clock.now())
      if (!payload) return
      entry.bubbles = bubblesOf(payload)
      entry.raw = payload
      entry.problems.push(...problems, ...problemsOf(payload, 'refresh', this.#usedTaskIds))
      this.#town.conversations.changed(entry)
      stream = object(payload.stream)
    }
  }
}

const reply = (entry: Entry | undefined): { reply?: Entry } => (entry ? { reply: entry } : {})
