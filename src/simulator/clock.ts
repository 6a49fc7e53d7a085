/** The simulated clock. It runs with the real one at an offset, or stands still until it is moved (the demo). */

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const SHANGHAI = 8 * HOUR

export class Clock {
  #offset = 0
  #standing: number | undefined

  /** Runs from now, or stands at `standing` (ms UTC). */
  constructor(standing?: number) {
    this.#standing = standing
  }

  now(): number {
    return this.#standing ?? Date.now() + this.#offset
  }

  moveTo(at: number): void {
    if (this.#standing === undefined) this.#offset = at - Date.now()
    else this.#standing = at
  }
}

/** The next instant at which it is `hour` o'clock in Shanghai. */
export function nextHour(now: number, hour: number): number {
  const today = Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI + hour * HOUR
  return today > now ? today : today + DAY
}

/** `2026-11-23 09:00` in Shanghai. */
export const shanghai = (at: number): string =>
  new Date(at + SHANGHAI).toISOString().slice(0, 16).replace('T', ' ')
