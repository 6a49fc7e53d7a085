import { zhHans } from '../src/text/zh-hans/index.ts'
import { zhHant } from '../src/text/zh-hant.gen.ts'
import { accidentOf } from './accidents.ts'
import { answer, type Body, type Call, callOf, taken, tooMany } from './call.ts'
import { type Invocation, runOf } from './deployment.ts'
import { Doors } from './doors.ts'
import { chanceOf } from './rows.ts'
import type { World } from './world.ts'

/** One message that somebody got. */
export interface Arrival {
  at: number
  /** It says that it may have come before. */
  warned: boolean
  /** The run that sent it was told that it arrived. */
  confirmed: boolean
  by: Invocation | undefined
}

const warnings = [zhHans, zhHant].map((words) => words['push.maybe_again'] ?? '')

/** Both platforms' servers in a world: they keep their limits, fail one call in twenty, and remember what arrived. */
export class Platform {
  /** By addressee and text, the warning left out. */
  readonly arrivals = new Map<string, Arrival[]>()
  calls = 0
  /** Calls that were refused because there were too many: our fault. */
  refused = 0
  /** What the platform did to us, by name. */
  readonly accidents = new Map<string, number>()
  readonly #world: World
  readonly #doors = new Doors()
  readonly #tries = new Map<string, number>()

  constructor(world: World) {
    this.#world = world
  }

  /** Stands in for `fetch`; the answer needs no turn of the event loop, so that the world's time does not run on. */
  readonly fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address)
    const body = JSON.parse(String(init.body)) as Body
    if (url.pathname.endsWith('/accessToken')) return answer(200, { accessToken: 'token', expireIn: 7200 })
    const call = callOf(url, body)
    const chance = this.#chance(call)
    const way = 60 + 240 * chance('way')
    this.calls += 1
    await this.#world.sleep(way / 2)
    if (!this.#doors.lets(call, this.#world.now)) {
      this.refused += 1
      return tooMany(call)
    }
    const accident = accidentOf(chance('accident'), call.kind)
    if (accident) this.accidents.set(accident.name, (this.accidents.get(accident.name) ?? 0) + 1)
    if (!accident || accident.arrives) this.#arrive(call, !accident)
    await this.#world.sleep(accident?.lastsMs ?? way / 2)
    if (accident?.throws) throw accident.throws
    if (accident) return answer(accident.status, accident.body)
    return taken(call)
  }

  /** Dice for this try of this message: the same in each run, whatever else goes on at the time. */
  #chance({ to, text }: Call): (what: string) => number {
    const message = `${to[0]}\n${text}`
    const tries = (this.#tries.get(message) ?? 0) + 1
    this.#tries.set(message, tries)
    return (what) => chanceOf(`${what} ${tries} ${message}`)
  }

  #arrive({ to, text }: Call, confirmed: boolean): void {
    const warned = warnings.some((warning) => text.includes(warning))
    const bare = warnings
      .reduce((rest, warning) => rest.replace(warning, ''), text)
      .replace(/\s+/g, ' ')
      .trim()
    for (const one of to) {
      const key = `${one}\n${bare}`
      const before = this.arrivals.get(key) ?? []
      this.arrivals.set(key, [...before, { at: this.#world.now, warned, confirmed, by: runOf.getStore() }])
    }
  }
}
