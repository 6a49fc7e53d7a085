import { type ServedTogether, togetherByPair } from '../pairing/together.ts'
import { type Line, line } from '../say.ts'

/** 1+1红色搭档 in a month: how many pairs there were, and how many of them served together. */
export interface PairsOfMonth {
  pairs: number
  together: number
}

/** Those figures from the pairs counted and the lines of the ledger of both. */
export const pairsOfMonth = (
  counted: readonly { pairs: number }[],
  served: readonly ServedTogether[],
): PairsOfMonth => ({ pairs: counted[0]?.pairs ?? 0, together: togetherByPair(served).size })

/** The line of a report: numbers, never names (R087). No pairs: no line. */
export function pairsLine(month: PairsOfMonth | undefined): Line[] {
  if (!month || month.pairs === 0) return []
  const { pairs, together } = month
  return [line('report.pairs', { pairs, together, apart: Math.max(0, pairs - together) })]
}

/** Pairs as they stand now: how many wait for an answer, how many are together. */
export interface PairsNow {
  asked: number
  active: number
}

/** The same of many communities. What stands now is left out of a closed month (R069). */
export const pairsNowLine = (now: PairsNow | undefined, closed: boolean): Line[] =>
  now && !closed && now.asked + now.active > 0 ? [line('report.pairs_now', { ...now })] : []
