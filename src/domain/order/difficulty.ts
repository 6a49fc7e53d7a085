import { DAY } from '../calendar/shanghai.ts'
import { type Category, classOf } from './category.ts'
import type { OrderRules } from './rules.ts'

/** The base difficulty of a category, hundredths (product rule 4). */
export const baseDifficulty = (category: Category, rules: OrderRules): number =>
  rules.difficulty[classOf(category)]

/** Whether an order is an easy one: its category is of the easiest class. */
export const isEasy = (category: Category): boolean => classOf(category) === 'easy'

/** How long nobody has been on an order: what is over, ms, and since when nobody is again, null while somebody is. */
export interface Untaken {
  untaken_ms: number
  untaken_since: number | null
}

/**
 * What the difficulty has gained by an instant, hundredths: 0.1 for each whole day on which nobody held a place, at most
 * 1.0, whatever the base (R033). It stays when somebody takes it, and goes on when they give it back.
 */
export function growth({ untaken_ms, untaken_since }: Untaken, at: number, rules: OrderRules): number {
  const waited = untaken_ms + (untaken_since === null ? 0 : Math.max(0, at - untaken_since))
  return Math.min(rules.growthMost, Math.floor(waited / DAY) * rules.growthADay)
}

/**
 * The share of its points that a service brings, percent: half from the fifth easy one of a category in a month on
 * (R066). `before` are those of the person in that category and month that count already.
 */
export const shareOf = (category: Category, before: number, rules: OrderRules): 100 | 50 =>
  isEasy(category) && before + 1 >= rules.halfFrom ? 50 : 100
