import type { Clock } from './clock.ts'
import type { PlatformName } from './types.ts'

/**
 * What may be wrong with a platform. `busy`: too many messages, says the platform. `late`: it takes the message, but its
 * answer comes after the bot has hung up. `removed`: the robot was thrown out. `down`: HTTP 502.
 */
export const TROUBLES = ['busy', 'late', 'removed', 'down'] as const

export type Trouble = (typeof TROUBLES)[number]

/** Longer than the bot waits for an answer (5 s). */
export const LATE = 6_000

/** Which platform takes no pushes at the moment, and why; callbacks and answers are not touched. */
export class Failures {
  readonly #clock: Clock
  readonly #troubles = new Map<PlatformName, { trouble: Trouble; until: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** From now on, for so many ms of the simulated clock; `undefined` ends it. */
  set(platform: PlatformName, trouble: Trouble | undefined, lasts = Number.POSITIVE_INFINITY): void {
    if (trouble) this.#troubles.set(platform, { trouble, until: this.#clock.now() + lasts })
    else this.#troubles.delete(platform)
  }

  of(platform: PlatformName): Trouble | undefined {
    const found = this.#troubles.get(platform)
    if (found && this.#clock.now() >= found.until) this.#troubles.delete(platform)
    return this.#troubles.get(platform)?.trouble
  }

  /** What is wrong now; `until` is ms UTC, absent where it does not end by itself. */
  all(): { platform: PlatformName; trouble: Trouble; until?: number }[] {
    return [...this.#troubles].flatMap(([platform, { trouble, until }]) =>
      this.of(platform) ? [{ platform, trouble, ...(Number.isFinite(until) ? { until } : {}) }] : [],
    )
  }
}
