import type { DatabaseSync } from 'node:sqlite'
import { aheadIn, pendingIn, tracesIn } from './ahead.ts'
import { chipsIn } from './chips/chips.ts'
import type { Chips } from './chips/suggestions-by-role.ts'
import { type Letters, lettersIn } from './letters.ts'
import { NOTHING, type Outbox, outboxIn } from './outbox.ts'
import type { Town } from './town.ts'

/** What can be seen in the bot's own database, and on no real platform. */
export interface Inside {
  letters(): Letters
  outbox(): Outbox
  chips(): Chips
  /** The first instant after `now` at which something falls due. */
  ahead(now: number): number | undefined
  /** Changes whenever a letter is written or sent, or a job done. */
  traces(): string
  /** How many letters and steps of jobs are under way, or could go at once. */
  pending(now: number): number
}

/** For who cannot see the database. */
export const BLIND: Inside = {
  letters: () => ({}),
  outbox: () => NOTHING,
  chips: () => ({}),
  ahead: () => undefined,
  traces: () => '',
  pending: () => 0,
}

export const insideOf = (database: DatabaseSync, town: Town): Inside => ({
  letters: () => lettersIn(database, town),
  outbox: () => outboxIn(database, town),
  chips: () => chipsIn(database, town),
  ahead: (now) => aheadIn(database, now),
  traces: () => tracesIn(database),
  pending: (now) => pendingIn(database, now),
})
