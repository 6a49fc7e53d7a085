import { MINUTE, shanghai } from './clock.ts'
import type { Simulation } from './simulation.ts'
import type { Heard } from './town.ts'
import type { Entry, Person, Place } from './types.ts'
import { visible } from './visible.ts'

/** What a reply must look like: a pattern that its text fits, `{ not }` one that it must not fit. */
export type Expected = RegExp | { not: RegExp }

const PLATFORMS = { wecom: '企业微信', dingtalk: '钉钉' }

/** Plays lines of a story, prints them as people would see them, and counts what came back as expected. */
export class Stage {
  passed = 0
  failed = 0
  readonly #simulation: Simulation
  readonly #print: (line: string) => void
  /** The last entry of the chats that was looked at, and what the bot pushed since somebody last did something. */
  #seen = 0
  #pushes: { place: string; text: string }[] = []

  constructor(simulation: Simulation, print: (line: string) => void = console.log) {
    this.#simulation = simulation
    this.#print = print
  }

  chapter(title: string): void {
    this.#print(`\n── ${shanghai(this.#simulation.town.clock.now())} ${title} ──`)
  }

  /** Somebody says something; a minute later the story goes on. */
  async say(person: Person, place: Place, text: string, ...expected: Expected[]): Promise<string> {
    this.#line(person, place, text || '（只 @ 机器人）')
    const heard = await this.#simulation.say(person.id, place.id, text)
    return this.#heard(heard, person, expected)
  }

  /** Somebody taps the button with this label on the newest entry of the chat that shows one. */
  async tap(person: Person, place: Place, label: string, ...expected: Expected[]): Promise<string> {
    this.#line(person, place, `（点按钮 [${label}]）`)
    const entries = this.#simulation.town.conversations.all().filter((entry) => entry.place === place.id)
    for (const entry of entries.toReversed()) {
      const bubbles = entry.bubblesFor?.[person.id] ?? entry.bubbles
      for (const [bubble, { buttons }] of bubbles.entries()) {
        const button = buttons.findIndex((one) => one.label === label)
        if (button < 0) continue
        const heard = await this.#simulation.tap(person.id, entry.id, bubble, button)
        return this.#heard(heard, person, expected)
      }
    }
    this.check(false, `这个会话里没有按钮 [${label}]`)
    return ''
  }

  /** Somebody opens the private chat in WeCom. */
  async enter(person: Person, ...expected: Expected[]): Promise<string> {
    this.#line(person, this.#simulation.town.privateChat('wecom', person.id), '（打开私聊）')
    const heard = await this.#simulation.enter(person.id)
    if (heard) return this.#heard(heard, person, expected)
    this.check(expected.length === 0, '今天第一次打开')
    return ''
  }

  /** A message that nobody signed is refused. */
  async forge(person: Person, place: Place, text: string): Promise<void> {
    this.#line(person, place, `${text}（签名是假的）`)
    const { answer } = await this.#simulation.say(person.id, place.id, text, true)
    this.check(answer.status === 403, `拒收，HTTP ${answer.status}`)
  }

  /** The same message arrives twice and is answered with the very same bytes. */
  async twice(person: Person, place: Place, text: string, ...expected: Expected[]): Promise<void> {
    this.#line(person, place, `${text}（平台投递了两次）`)
    const heard = await this.#simulation.say(person.id, place.id, text)
    await this.#heard(heard, person, expected)
    const same = heard.sent ? await this.#simulation.redeliver(heard.sent.id) : false
    this.check(same, '第二次投递得到一模一样的回复')
  }

  /** Time goes by, and the cron runs. */
  wait(minutes: number): Promise<void> {
    return this.#goTo(this.#simulation.town.clock.now() + minutes * MINUTE)
  }

  /** So many minutes go by, and what came before them still counts as just now. */
  async minutes(count: number): Promise<void> {
    const { town, ticker } = this.#simulation
    // The queue takes real time; what it sends belongs to the minute in which it was asked to.
    await ticker.settled()
    await ticker.moveTo(town.clock.now() + count * MINUTE)
    this.#hear()
  }

  /** Time goes by until then, `2026-11-24 20:30` in Shanghai. */
  until(moment: string): Promise<void> {
    return this.#goTo(Date.parse(`${moment.replace(' ', 'T')}:00+08:00`))
  }

  /** The cron is down until then, and makes up for it afterwards. */
  async down(moment: string): Promise<void> {
    const { ticker } = this.#simulation
    await ticker.stop()
    this.#print('\n   （定时任务停了）')
    await this.until(moment)
    this.#print('   （定时任务又跑起来）')
    await ticker.resume()
    this.#hear()
  }

  /** The bot said by itself in this chat, since somebody last did something or the clock moved, what is expected. */
  pushed(place: Place, ...expected: Expected[]): void {
    const texts = this.#pushes.filter((push) => push.place === place.id).map(({ text }) => text)
    const all = texts.join('\n')
    this.check(texts.length > 0, `${this.#where(place)}收到 ${texts.length} 条推送`)
    this.#expect(all, expected)
  }

  /** Nothing was pushed into this chat. */
  quiet(place: Place): void {
    const count = this.#pushes.filter((push) => push.place === place.id).length
    this.check(count === 0, `${this.#where(place)}没有推送`)
  }

  check(good: boolean, what: string): void {
    if (good) this.passed++
    else this.failed++
    this.#print(`   ${good ? '✓' : '✗'} ${what}`)
  }

  async #goTo(at: number): Promise<void> {
    const { town, ticker } = this.#simulation
    this.#pushes = []
    await ticker.moveTo(at)
    this.#print(`\n   …… ${shanghai(town.clock.now())}`)
    this.#hear()
  }

  /** Prints what the bot has said by itself, chat by chat: which platform was faster says nothing. */
  #hear(): void {
    const { town } = this.#simulation
    const fresh = town.conversations.all().filter((entry) => entry.id > this.#seen && entry.by)
    this.#seen = town.conversations.all().at(-1)?.id ?? this.#seen
    const order = (entry: Entry) => town.places.findIndex((place) => place.id === entry.place)
    for (const entry of fresh.sort((one, two) => order(one) - order(two) || one.id - two.id)) {
      const place = town.place(entry.place)
      const text = [visible(entry, place.person ?? ''), ...entry.problems].filter(Boolean).join('\n')
      this.#pushes.push({ place: place.id, text })
      this.#print(`\n   ⇢ ${this.#where(place)}: ${text.replaceAll('\n', '\n     ')}`)
    }
  }

  #where(place: Place): string {
    const platform = PLATFORMS[place.platform]
    if (!place.person) return `${place.title}（${platform}）`
    return `${this.#simulation.town.person(place.person).name}（${platform}私聊）`
  }

  #expect(text: string, expected: Expected[]): void {
    for (const one of expected) {
      if (one instanceof RegExp) this.check(one.test(text), `有 ${one}`)
      else this.check(!one.not.test(text), `没有 ${one.not}`)
    }
  }

  #line(person: Person, place: Place, text: string): void {
    this.#pushes = []
    const where =
      place.kind === 'group'
        ? `@${place.title}（${PLATFORMS[place.platform]}）`
        : `（${PLATFORMS[place.platform]}私聊）`
    this.#print(`\n${person.name} ${where}: ${text.replaceAll('\n', '\n    ')}`)
  }

  async #heard({ answer, reply }: Heard, person: Person, expected: Expected[]): Promise<string> {
    const text = visible(reply, person.id)
    this.#print(`     ${text.replaceAll('\n', '\n     ')}`)
    this.#expect(text, expected)
    const problems = reply?.problems ?? answer.problems
    for (const problem of problems) this.check(false, problem)
    await this.minutes(1)
    return text
  }
}
