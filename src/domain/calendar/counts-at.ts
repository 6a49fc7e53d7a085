import { DAY } from './shanghai.ts'

/**
 * When a message counts, ms: at the first of the times told for it that can be true, not in the future and not more than
 * 24 hours ago; else now (rule 8.19).
 */
export const countsAt = (now: number, ...told: readonly (number | undefined)[]): number =>
  told.find((at) => at !== undefined && at <= now && at >= now - DAY) ?? now
