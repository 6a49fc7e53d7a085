import { MINUTE } from './clock.ts'

/** 20 messages a minute for each webhook robot; too many cost `penalty` ms of refusals. */
export class Rate {
  readonly #sent = new Map<string, number[]>()
  readonly #blockedUntil = new Map<string, number>()
  readonly #penalty: number

  constructor(penalty: number) {
    this.#penalty = penalty
  }

  /** Whether one more may be sent now (ms UTC); a yes counts. */
  allows(key: string, now: number): boolean {
    if (now < (this.#blockedUntil.get(key) ?? 0)) return false
    const recent = (this.#sent.get(key) ?? []).filter((at) => at > now - MINUTE && at <= now)
    if (recent.length >= 20) {
      this.#blockedUntil.set(key, now + this.#penalty)
      return false
    }
    this.#sent.set(key, [...recent, now])
    return true
  }
}
