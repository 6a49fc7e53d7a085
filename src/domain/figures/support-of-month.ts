import { type Line, line } from '../say.ts'

/** A month of 1+1结对服务: active pairs now, those with all their visits made; visits, and how many households were visited. */
export interface SupportOfMonth {
  pairs: number
  done: number
  visits: number
  households: number
}

/** Those figures as the store gives them, JSON. */
export const supportGiven = (support: string): SupportOfMonth => JSON.parse(support) as SupportOfMonth

/**
 * The line of a report, apart from the pairings (R088): counts only. What stands now is left out of a closed month (R069).
 * Nothing: no line.
 */
export function supportLine(month: SupportOfMonth | undefined, closed: boolean): Line[] {
  if (!month || (month.visits === 0 && (closed || month.pairs === 0))) return []
  return [line(closed ? 'report.support_closed' : 'report.support', { ...month })]
}

/** The same of many communities together. */
export const supportSumLine = (month: Pick<SupportOfMonth, 'visits' | 'households'> | undefined): Line[] =>
  month && month.visits > 0 ? [line('report.support_closed', { ...month })] : []
