import { zhHans } from '../src/text/zh-hans/index.ts'
import { zhHant } from '../src/text/zh-hant.gen.ts'
import { accidentOf } from './accidents.ts'
import { type Invocation, runOf } from './deployment.ts'
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

const MINUTE = 60_000
/** What the platforms allow: so many calls in a window; a DingTalk webhook is silent for ten minutes after one too many. */
const hook = { most: 20, windowMs: MINUTE }
const api = { most: 20, windowMs: 1000 }
const silence = { wecom: MINUTE, dingtalk: 10 * MINUTE, api: 1000 }
const peopleAtOnce = 20

const warnings = [zhHans, zhHant].map((words) => words['push.maybe_again'] ?? '')

/** Both platforms' servers in a world: they keep their limits, fail one call in twenty, and remember what arrived. */
export class Platform {
  /** By addressee and text, the warning left out. */
  readonly arrivals = new Map<string, Arrival[]>()
  calls = 0
  /** Calls that were refused because there were too many: our fault. */
  tooMany = 0
  /** What the platform did to us, by name. */
  readonly accidents = new Map<string, number>()
  readonly #world: World
  readonly #seen = new Map<string, number[]>()
  readonly #closed = new Map<string, number>()
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
    const refusal = this.#refusal(call)
    if (refusal) {
      await this.#world.sleep(way / 2)
      return refusal
    }
    const accident = accidentOf(chance('accident'), call.kind)
    if (accident) this.accidents.set(accident.name, (this.accidents.get(accident.name) ?? 0) + 1)
    if (!accident || accident.arrives) this.#arrive(call, !accident)
    await this.#world.sleep(accident?.lastsMs ?? way / 2)
    if (accident?.throws) throw accident.throws
    if (accident) return answer(accident.status, accident.body)
    return answer(
      200,
      call.kind === 'api'
        ? { processQueryKey: 'k', invalidStaffIdList: [], flowControlledStaffIdList: [] }
        : { errcode: 0, errmsg: 'ok' },
    )
  }

  /** Dice for this try of this message: the same in each run, whatever else goes on at the time. */
  #chance({ to, text }: Call): (what: string) => number {
    const message = `${to[0]}\n${text}`
    const tries = (this.#tries.get(message) ?? 0) + 1
    this.#tries.set(message, tries)
    return (what) => chanceOf(`${what} ${tries} ${message}`)
  }

  #refusal({ kind, door, to }: Call): Response | undefined {
    const { now } = this.#world
    const { most, windowMs } = kind === 'api' ? api : hook
    const seen = (this.#seen.get(door) ?? []).filter((at) => at > now - windowMs)
    this.#seen.set(door, [...seen, now])
    const closed = (this.#closed.get(door) ?? 0) > now
    if (!closed && seen.length < most && to.length <= peopleAtOnce) return undefined
    this.tooMany += 1
    if (!closed) this.#closed.set(door, now + silence[kind])
    if (kind === 'wecom') return answer(200, { errcode: 45009, errmsg: 'api freq out of limit' })
    if (kind === 'dingtalk') return answer(200, { errcode: 130101, errmsg: 'send too fast' })
    return answer(403, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' })
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

type Body = { [key: string]: unknown }

interface Call {
  kind: 'wecom' | 'dingtalk' | 'api'
  /** What the limit is for: a webhook, or one interface of the app. */
  door: string
  to: string[]
  text: string
}

function callOf(url: URL, body: Body): Call {
  const key = url.searchParams.get('key') ?? url.searchParams.get('access_token')
  const inner = (
    typeof body.msgParam === 'string' ? JSON.parse(body.msgParam) : body[String(body.msgtype)]
  ) as Body
  const text = String(inner.content ?? inner.text)
  if (key !== null)
    return { kind: url.host.startsWith('qyapi') ? 'wecom' : 'dingtalk', door: key, to: [key], text }
  return {
    kind: 'api',
    door: url.pathname,
    to: [body.openConversationId ?? body.userIds].flat() as string[],
    text,
  }
}

/** Just so much of a response as is read of it (platforms/post-json.ts). */
const answer = (status: number, body: object): Response =>
  ({ status, text: () => Promise.resolve(JSON.stringify(body)) }) as unknown as Response
