import { MINUTE, shanghai } from '../clock.ts'
import type { Simulation } from '../simulation.ts'
import type { Place } from '../types.ts'
import { Checks, type Expected } from './checks.ts'
import { Pushes } from './pushes.ts'

/** How time goes by in a story, and what the bot says by itself meanwhile. */
export class Course {
  readonly checks = new Checks()
  protected readonly simulation: Simulation
  protected readonly pushes: Pushes

  constructor(simulation: Simulation) {
    this.simulation = simulation
    this.pushes = new Pushes(simulation.town, this.checks)
  }

  chapter(title: string): void {
    this.checks.print(`\n── ${shanghai(this.simulation.town.clock.now())} ${title} ──`)
  }

  print(line: string): void {
    this.checks.print(line)
  }

  /** So many minutes go by, and the cron runs. */
  wait(count: number): Promise<void> {
    return this.#goTo(this.simulation.town.clock.now() + count * MINUTE)
  }

  /** So many minutes go by, and what came before them still counts as just now. */
  async minutes(count: number): Promise<void> {
    const { town, ticker } = this.simulation
    // The queue takes real time; what it sends belongs to the minute in which it was asked to.
    await ticker.settled()
    await ticker.moveTo(town.clock.now() + count * MINUTE)
    this.pushes.hear()
  }

  /** Time goes by until then, `2026-11-24 20:30` in Shanghai. */
  until(moment: string): Promise<void> {
    return this.#goTo(Date.parse(`${moment.replace(' ', 'T')}:00+08:00`))
  }

  /** The cron is down until then, and makes up for it afterwards. */
  async down(moment: string): Promise<void> {
    const { ticker } = this.simulation
    await ticker.stop()
    this.checks.print('\n   （定时任务停了）')
    await this.until(moment)
    this.checks.print('   （定时任务又跑起来）')
    await ticker.resume()
    this.pushes.hear()
  }

  /** The bot said by itself in this chat, since somebody last acted or the clock moved, what is expected; gives the text. */
  pushed(place: Place, ...expected: Expected[]): string {
    return this.pushes.came(place, expected)
  }

  /** Nothing was pushed into this chat. */
  quiet(place: Place): void {
    this.pushes.quiet(place)
  }

  check(good: boolean, what: string): void {
    this.checks.check(good, what)
  }

  async #goTo(at: number): Promise<void> {
    const { town, ticker } = this.simulation
    this.pushes.forget()
    await ticker.moveTo(at)
    this.checks.print(`\n   …… ${shanghai(town.clock.now())}`)
    this.pushes.hear()
  }
}
