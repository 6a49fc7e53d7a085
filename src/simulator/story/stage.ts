import type { Heard } from '../town.ts'
import type { Person, Place } from '../types.ts'
import { seenBy, visible } from '../visible.ts'
import type { Expected } from './checks.ts'
import { Course } from './course.ts'
import { PLATFORMS } from './pushes.ts'

/** A button by its label; with `on`, on the newest entry whose text fits, however old that is. */
type Target = string | { label: string; on: RegExp }

/** What people do in a story: it is printed as they see it, and what came back is checked. */
export class Stage extends Course {
  /** Somebody says something; a minute later the story goes on. */
  async say(person: Person, place: Place, text: string, ...expected: Expected[]): Promise<string> {
    this.#line(person, place, text || '（只 @ 机器人）')
    const heard = await this.simulation.say(person.id, place.id, text)
    return this.#heard(heard, person, expected)
  }

  /** Several people say something at the very same instant; gives what each was answered, in their order. */
  async atOnce(...all: [person: Person, place: Place, text: string][]): Promise<string[]> {
    this.checks.print('\n   （同一瞬间）')
    const heard = await Promise.all(
      all.map(([person, place, text]) => this.simulation.say(person.id, place.id, text)),
    )
    const answers: string[] = []
    for (const [index, one] of heard.entries()) {
      const [person, place, text] = all[index] as [Person, Place, string]
      this.#line(person, place, text)
      answers.push(await this.#heard(one, person, []))
    }
    return answers
  }

  /** Somebody taps a button that they see in the chat, on the newest entry that shows one. */
  async tap(person: Person, place: Place, target: Target, ...expected: Expected[]): Promise<string> {
    const { label, on } = typeof target === 'string' ? { label: target, on: /(?:)/ } : target
    this.#line(person, place, `（点按钮 [${label}]）`)
    const entries = this.simulation.town.conversations.all().filter((entry) => entry.place === place.id)
    for (const entry of entries.toReversed()) {
      if (!on.test(visible(entry, person.id))) continue
      for (const [bubble, { buttons }] of seenBy(entry, person.id).bubbles.entries()) {
        const button = buttons.findIndex((one) => one.label === label)
        if (button < 0) continue
        const heard = await this.simulation.tap(person.id, entry.id, bubble, button)
        return this.#heard(heard, person, expected)
      }
    }
    this.check(false, `这个会话里没有按钮 [${label}]`)
    return ''
  }

  /** Somebody opens the private chat in WeCom. */
  async enter(person: Person, ...expected: Expected[]): Promise<string> {
    this.#line(person, this.simulation.town.privateChat('wecom', person.id), '（打开私聊）')
    const heard = await this.simulation.enter(person.id)
    if (heard) return this.#heard(heard, person, expected)
    this.check(expected.length === 0, '今天第一次打开')
    return ''
  }

  /** A message that nobody signed is refused. */
  async forge(person: Person, place: Place, text: string): Promise<void> {
    this.#line(person, place, `${text}（签名是假的）`)
    const { answer } = await this.simulation.say(person.id, place.id, text, true)
    this.check(answer.status === 403, `拒收，HTTP ${answer.status}`)
  }

  /** The same message arrives twice and is answered with the very same bytes. */
  async twice(person: Person, place: Place, text: string, ...expected: Expected[]): Promise<void> {
    this.#line(person, place, `${text}（平台投递了两次）`)
    const heard = await this.simulation.say(person.id, place.id, text)
    await this.#heard(heard, person, expected)
    const same = heard.sent ? await this.simulation.redeliver(heard.sent.id) : false
    this.check(same, '第二次投递得到一模一样的回复')
  }

  #line(person: Person, place: Place, text: string): void {
    this.pushes.forget()
    const platform = PLATFORMS[place.platform]
    const where = place.kind === 'group' ? `@${place.title}（${platform}）` : `（${platform}私聊）`
    this.checks.print(`\n${person.name} ${where}: ${text.replaceAll('\n', '\n    ')}`)
  }

  async #heard({ answer, reply }: Heard, person: Person, expected: Expected[]): Promise<string> {
    const text = visible(reply, person.id)
    this.checks.print(`     ${text.replaceAll('\n', '\n     ')}`)
    this.checks.expect(text, expected)
    const { problems } = reply ? seenBy(reply, person.id) : answer
    for (const problem of problems) this.check(false, problem)
    await this.minutes(1)
    return text
  }
}
