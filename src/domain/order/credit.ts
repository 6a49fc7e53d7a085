import { bookingMonth } from '../calendar/booking.ts'
import { minutesOn, type StandingEntry } from '../ledger/entry.ts'
import { points } from '../ledger/points.ts'
import type { Policy } from '../policy.ts'
import type { Refusal } from '../refusal.ts'
import type { Category } from './category.ts'
import { shareOf } from './difficulty.ts'
import { no } from './refusals.ts'
import type { Grade, OrderRules } from './rules.ts'
import { type ServicePiece, servicePieces } from './work-pieces.ts'
import type { ServiceSpan } from './work-time.ts'

/** An order as it is graded; difficulty is what it came to, hundredths. */
export interface GradedOrder {
  category: Category
  difficulty: number
  grade: Grade
}

/** Somebody who served it. `standing` is what they have on those days, a running duty up to now included; `before` their easy services of the category in that month that count already. */
interface Service {
  spans: readonly ServiceSpan[]
  standing: readonly StandingEntry[]
  before: number
}

/** A line of the ledger for a service; `served` are the minutes that bring points. Numbered from 1 in `part`. */
export interface CreditLine extends ServicePiece {
  part: number
  points: number
  bookingMonth: string
}

/** Lines with their minutes and points; `share` is percent (R066). What it was made of is kept with the lines, for `/怎么算` (R065). */
export interface Credit {
  lines: CreditLine[]
  minutes: number
  points: number
  share: 100 | 50
  /** Days above eight hours: they count by the secretary’s yes, which the grade is; the answer names them. */
  fullDays: string[]
}

/**
 * What one server gets for a graded order (rule 4): hours × 10 × difficulty × grade, rounded once over all lines;
 * minutes inside another counted entry bring points but no second hours. A day that would grow above twelve hours is
 * refused for this server and nobody else. Refuses with credit.day_full, credit.no_time.
 */
export function credit(
  order: GradedOrder,
  { spans, standing, before }: Service,
  now: number,
  rules: OrderRules,
  policy: Policy,
): Credit | Refusal {
  const pieces = servicePieces(spans, standing)
  if (pieces.length === 0) return no('credit.no_time')
  const fullDays: string[] = []
  for (const day of new Set(pieces.map((piece) => piece.day))) {
    const [had, added] = [minutesOn(standing, day), minutesIn(pieces, day)]
    if (added > 0 && had + added > policy.longestDayMinutes)
      return no('credit.day_full', { day, before: had, minutes: added, limit: policy.longestDayMinutes })
    if (added > 0 && had + added > policy.fullDayMinutes) fullDays.push(day)
  }
  const share = shareOf(order.category, before, rules)
  const weight = (rules.grades[order.grade] * share) / 100
  const worth = (served: number) => points(served, order.difficulty, weight)
  const lines: CreditLine[] = []
  let served = 0
  for (const [i, piece] of pieces.entries()) {
    // Each line brings what it adds to the whole, so that rounding happens once.
    const more = worth(served + piece.served) - worth(served)
    served += piece.served
    lines.push({ ...piece, part: i + 1, points: more, bookingMonth: bookingMonth(piece.day, now) })
  }
  const minutes = pieces.reduce((sum, piece) => sum + piece.minutes, 0)
  return { lines, minutes, points: worth(served), share, fullDays }
}

const minutesIn = (pieces: readonly ServicePiece[], day: string): number =>
  pieces.reduce((sum, piece) => (piece.day === day ? sum + piece.minutes : sum), 0)
