import { type Cast, privateChatsOf } from './cast.ts'
import type { Clock } from './clock.ts'
import { Conversations } from './conversations.ts'
import type { Answer, Bubble, Entry, Person, Place, PlatformName } from './types.ts'

/** What the person who spoke gets to know: their own message, and what the bot made of it. */
export interface Heard {
  sent?: Entry
  reply?: Entry
  answer: Answer
}

/** The people, the chats, the clock and what was said: what both platforms stand on. */
export class Town {
  readonly people: readonly Person[]
  readonly places: readonly Place[]
  readonly conversations = new Conversations()
  readonly clock: Clock
  /** How often the bot spoke by itself, or tried to. */
  pushes = 0
  readonly #people: Map<string, Person>
  readonly #places: Map<string, Place>

  constructor(cast: Cast, clock: Clock) {
    this.people = cast.people
    this.places = [...cast.groups, ...privateChatsOf(cast.people)]
    this.#people = new Map(this.people.map((one) => [one.id, one]))
    this.#places = new Map(this.places.map((one) => [one.id, one]))
    this.clock = clock
  }

  /** Throws for an id that nobody has. */
  person(id: string): Person {
    return this.#people.get(id) ?? fail(`没有这个人：${id}`)
  }

  /** Throws for an id that no chat has. */
  place(id: string): Place {
    return this.#places.get(id) ?? fail(`没有这个会话：${id}`)
  }

  privateChat(platform: PlatformName, personId: string): Place {
    return this.place(`${platform}:private:${personId}`)
  }

  /** A message that a person wrote appears in the chat. */
  said(person: Person, place: Place, text: string, raw: unknown): Entry {
    const bubble: Bubble = { card: false, markup: 'plain', text, fields: [], buttons: [] }
    const at = this.clock.now()
    return this.conversations.add({
      place: place.id,
      at,
      from: person.id,
      bubbles: [bubble],
      raw,
      problems: [],
    })
  }

  /** The bot's answer appears in the chat; silence without a complaint leaves nothing. */
  answered(place: Place, answer: Answer, bubbles: Bubble[], problems: string[]): Entry | undefined {
    const all = [...answer.problems, ...problems]
    if (bubbles.length === 0 && all.length === 0) return undefined
    const at = this.clock.now()
    const { ms, payload: raw } = answer
    return this.conversations.add({ place: place.id, at, from: 'bot', bubbles, raw, ms, problems: all })
  }

  /** The bot spoke by itself (`by`) or answered late, or was refused (`problems`). */
  pushed(place: Place, push: Pick<Entry, 'by' | 'raw' | 'answer' | 'bubbles' | 'problems'>): void {
    if (push.by) this.pushes++
    this.conversations.add({ place: place.id, at: this.clock.now(), from: 'bot', ...push })
  }
}

function fail(why: string): never {
  throw new RangeError(why)
}
