import type { Call } from './call.ts'

const MINUTE = 60_000

/** What the platforms allow: so many calls in a window, for so many people each. */
const limits = {
  wecom: { most: 20, windowMs: MINUTE, closedMs: MINUTE },
  dingtalk: { most: 20, windowMs: MINUTE, closedMs: 10 * MINUTE },
  api: { most: 20, windowMs: 1000, closedMs: 1000 },
}
const peopleAtOnce = 20

/** The doors of the platforms: each webhook, each interface of the app. One call too many closes one for a while. */
export class Doors {
  readonly #seen = new Map<string, number[]>()
  readonly #closedUntil = new Map<string, number>()

  /** Whether a call comes through at that instant, ms. */
  lets({ kind, door, to }: Call, now: number): boolean {
    const { most, windowMs, closedMs } = limits[kind]
    const seen = (this.#seen.get(door) ?? []).filter((at) => at > now - windowMs)
    this.#seen.set(door, [...seen, now])
    if ((this.#closedUntil.get(door) ?? 0) > now) return false
    if (seen.length < most && to.length <= peopleAtOnce) return true
    this.#closedUntil.set(door, now + closedMs)
    return false
  }
}
