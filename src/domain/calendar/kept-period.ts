import { addMonths, monthOf } from './shanghai.ts'

/**
 * The period that the ledger keeps totals of (`2026-11`, `2026`) for a typed one (本月, 去年, `2026-10`), or the usual one
 * when none was typed. Undefined where it keeps none, such as a week.
 */
export function keptPeriod(
  typed: string | undefined,
  at: number,
  usual: 'month' | 'year',
): string | undefined {
  const month = monthOf(at)
  const year = month.slice(0, 4)
  if (typed === undefined) return usual === 'month' ? month : year
  if (/^\d{4}-\d\d$/.test(typed)) return typed
  const named = new Map([
    ['本月', month],
    ['上月', addMonths(month, -1)],
    ['今年', year],
    ['去年', String(Number(year) - 1)],
  ])
  return named.get(typed)
}

/** The month that was typed, or this one; undefined for a week or a year. */
export function keptMonth(typed: string | undefined, at: number): string | undefined {
  const month = keptPeriod(typed, at, 'month')
  return month !== undefined && /^\d{4}-\d\d$/.test(month) ? month : undefined
}
