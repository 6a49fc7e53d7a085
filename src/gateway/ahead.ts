import type { Log } from './log.ts'

/** The way there and back, and what a machine's clock may be off without anybody minding, ms. */
const FINE = 2_000

/**
 * How far the Worker's clock is ahead of this machine's. Messages are dated by the Worker's: machines without a way out
 * but to the Worker are often some minutes off, and people's hours would be, too.
 */
export class Ahead {
  readonly #log: Log
  ms = 0

  constructor(log: Log) {
    this.#log = log
  }

  /** The Worker said that it was `theirs` there, between these two instants here; all in ms UTC. */
  learn(theirs: number, before: number, after: number): void {
    const measured = Math.round(theirs - (before + after) / 2)
    const ms = Math.abs(measured) <= FINE + (after - before) ? 0 : measured
    if (Math.abs(ms - this.ms) > FINE) this.#log('warn', 'clock_off', { worker_ahead_ms: ms })
    this.ms = ms
  }
}
