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

/**
 * The minutes at which the cron is run when the clock moves: each of the last hour, every tenth of the day before,
 * every full hour of the month before that. So a jump over a week is 300 runs, and no full hour of it is left out.
 */
export function ticksBetween(from: number, to: number): number[] {
  const ticks: number[] = []
  for (let at = Math.floor(from / MINUTE) * MINUTE + MINUTE; at <= to; at += MINUTE) {
    const ago = to - at
    if (ago > 31 * DAY) at += Math.floor((ago - 31 * DAY) / HOUR) * HOUR
    else if (ago < HOUR || at % (ago < DAY ? 10 * MINUTE : HOUR) === 0) ticks.push(at)
  }
  return ticks
}
