import type { Town } from '../town.ts'
import type { Entry, Place } from '../types.ts'
import { visible } from '../visible.ts'
import type { Checks, Expected } from './checks.ts'

export const PLATFORMS = { wecom: '企业微信', dingtalk: '钉钉' }

/** What the bot has said by itself since somebody last did something or the clock moved. */
export class Pushes {
  readonly #town: Town
  readonly #checks: Checks
  /** The last entry of the chats that was looked at. */
  #seen = 0
  #heard: { place: string; text: string }[] = []

  constructor(town: Town, checks: Checks) {
    this.#town = town
    this.#checks = checks
  }

  /** From now on. */
  forget(): void {
    this.#heard = []
  }

  /** Prints what is new, chat by chat: which platform was faster says nothing. */
  hear(): void {
    const { conversations, places } = this.#town
    const fresh = conversations.all().filter((entry) => entry.id > this.#seen && entry.by)
    this.#seen = conversations.all().at(-1)?.id ?? this.#seen
    const order = (entry: Entry) => places.findIndex((place) => place.id === entry.place)
    for (const entry of fresh.sort((one, two) => order(one) - order(two) || one.id - two.id)) {
      const place = this.#town.place(entry.place)
      const text = [visible(entry, place.person ?? ''), ...entry.problems].filter(Boolean).join('\n')
      this.#heard.push({ place: place.id, text })
      this.#checks.print(`\n   ⇢ ${this.#where(place)}: ${text.replaceAll('\n', '\n     ')}`)
    }
  }

  /** Something came into this chat, and it is what is expected; gives its text. */
  came(place: Place, expected: readonly Expected[]): string {
    const texts = this.#heard.filter((push) => push.place === place.id).map(({ text }) => text)
    this.#checks.check(texts.length > 0, `${this.#where(place)}收到 ${texts.length} 条推送`)
    const text = texts.join('\n')
    this.#checks.expect(text, expected)
    return text
  }

  /** Nothing came into this chat. */
  quiet(place: Place): void {
    const count = this.#heard.filter((push) => push.place === place.id).length
    this.#checks.check(count === 0, `${this.#where(place)}没有推送`)
  }

  #where(place: Place): string {
    const platform = PLATFORMS[place.platform]
    if (!place.person) return `${place.title}（${platform}）`
    return `${this.#town.person(place.person).name}（${platform}私聊）`
  }
}
