import { DAY, nextHour } from './clock.ts'
import { object, string } from './json.ts'
import type { Simulation } from './simulation.ts'
import { suggestionsFor } from './suggestions.ts'
import type { Payload } from './types.ts'

/** What the page may ask for; each returns JSON. A RangeError is the page's fault and its message is shown. */
export const api: Record<string, (simulation: Simulation, body: Payload) => unknown> = {
  state: ({ town, ticker, letters }) => ({
    people: town.people.map((person) => ({
      ...person,
      suggestions: {
        group: suggestionsFor(person, 'group'),
        private: suggestionsFor(person, 'private'),
      },
    })),
    places: town.places,
    entries: town.conversations.all(),
    letters: letters(),
    now: town.clock.now(),
    ticking: ticker.running,
  }),

  async say(simulation, body) {
    const { answer } = await simulation.say(string(body.person), string(body.place), string(body.text).trim())
    return { silent: answer.payload === null && answer.problems.length === 0 }
  },

  async tap(simulation, body) {
    const { person, entry, bubble, button } = body
    const heard = await simulation.tap(string(person), Number(entry), Number(bubble), Number(button))
    return { changed: heard.reply !== undefined }
  },

  async enter(simulation, body) {
    await simulation.enter(string(body.person))
    return {}
  },

  /** Delivers a message a second time; the two answers must be the same. */
  async redeliver(simulation, body) {
    return { same: await simulation.redeliver(Number(body.entry)) }
  },

  async clock({ town, ticker }, body) {
    const { advance, to, morning, ticking } = object(body)
    if (typeof ticking === 'boolean') {
      await ticker.catchUp()
      ticker.running = ticking
    }
    const now = town.clock.now()
    const target = morning ? nextHour(now, 9) : typeof to === 'number' ? to : now + (Number(advance) || 0)
    if (!Number.isFinite(target) || Math.abs(target - Date.now()) > 3660 * DAY)
      throw new RangeError('时间不对')
    if (target !== now) await ticker.moveTo(target)
    return { now: town.clock.now(), ticking: ticker.running }
  },
}
