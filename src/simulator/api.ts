import { suggestionsFor } from './chips/suggestions.ts'
import { DAY, nextHour } from './clock.ts'
import { TROUBLES } from './failure.ts'
import { object, string } from './json.ts'
import type { Simulation } from './simulation.ts'
import type { Payload } from './types.ts'

/** What the page may ask for; each returns JSON. A RangeError is the page's fault and its message is shown. */
export const api: Record<string, (simulation: Simulation, body: Payload) => unknown> = {
  state: (simulation) => ({
    people: simulation.town.people.map((person) => ({
      ...person,
      suggestions: {
        group: suggestionsFor(person, 'group', around(simulation)),
        private: suggestionsFor(person, 'private', around(simulation)),
      },
    })),
    places: simulation.town.places,
    entries: simulation.town.conversations.all(),
    letters: simulation.inside.letters(),
    outbox: simulation.inside.outbox(),
    chips: simulation.inside.chips(),
    ...clockOf(simulation),
  }),

  async say(simulation, body) {
    // Who speaks while the clock jumps means where it is going.
    await simulation.ticker.idle()
    const { answer } = await simulation.say(string(body.person), string(body.place), string(body.text).trim())
    return { silent: answer.payload === null && answer.problems.length === 0 }
  },

  async tap(simulation, body) {
    await simulation.ticker.idle()
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

  async clock(simulation, body) {
    const { town, ticker } = simulation
    const { advance, to, morning, ticking } = object(body)
    const arrived = listen(simulation)
    if (ticking === false) await ticker.stop()
    if (ticking === true && !ticker.running) await ticker.resume()
    const now = town.clock.now()
    const target = morning ? nextHour(now, 9) : typeof to === 'number' ? to : now + (Number(advance) || 0)
    if (!Number.isFinite(target) || Math.abs(target - Date.now()) > 3660 * DAY)
      throw new RangeError('时间不对')
    if (target !== now) await ticker.moveTo(target)
    return { ...clockOf(simulation), ...arrived() }
  },

  /** Lets the clock run until the bot says something by itself. */
  async next(simulation) {
    if (!simulation.ticker.running) throw new RangeError('定时任务停着，先让它继续跑')
    const arrived = listen(simulation)
    const found = await simulation.ticker.toNext(() => arrived().arrived > 0)
    return { ...clockOf(simulation), found, ...arrived() }
  },

  /** A platform takes no pushes for a while (ms; without: until further notice), or takes them again. */
  fail({ failures }, body) {
    const platform = body.platform === 'wecom' ? 'wecom' : 'dingtalk'
    const lasts = Number(body.lasts)
    failures.set(
      platform,
      TROUBLES.find((one) => one === body.trouble),
      lasts > 0 ? lasts : undefined,
    )
    return { failures: failures.all() }
  },
}

const around = ({ town: { people, places }, origin }: Simulation) => ({ people, places, origin })

/** From now on: how much the bot says by itself, and to whom. */
function listen(simulation: Simulation) {
  const before = simulation.spoken()
  const entry = simulation.town.conversations.all().at(-1)?.id ?? 0
  const letter = simulation.inside.outbox().letters[0]?.id ?? 0
  return () => ({
    arrived: simulation.spoken() - before,
    heardBy: simulation.heardSince(entry, letter),
  })
}

const clockOf = ({ town, ticker, failures }: Simulation) => ({
  now: town.clock.now(),
  ticking: ticker.running,
  failures: failures.all(),
})
