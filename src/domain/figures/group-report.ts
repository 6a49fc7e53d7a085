import { type Line, line } from '../say.ts'
import { type Ranked, topOf } from './board.ts'
import { gapsIn } from './coverage.ts'
import { type OrdersOfMonth, ordersLine } from './orders-of-month.ts'
import { tenthsOf } from './rate.ts'

/** What the ledger keeps of a month: services, minutes, those of them typed by hand, points, people who served. */
export interface Sums {
  times: number
  minutes: number
  byHand: number
  points: number
  people: number
}

/** A month of a unit or a community, its roll, and the minutes of its parts: of a unit by community, of a community by unit. */
export interface MonthTotal extends Sums {
  scope: 'unit' | 'community'
  name: string
  listed: number
  reported: number
  parts: number
  inside: number
}

/** A day with somebody on duty, or with a shift on the roster. */
export interface CoveredDay {
  day: string
  what: 'duty' | 'shift'
}

/** A month's report that anybody may hear. `workingDays` are those that are over, `state` is how final the figures are. */
export interface GroupFacts {
  month: string
  state: 'running' | 'closing' | 'closed'
  total: MonthTotal
  days: readonly CoveredDay[]
  workingDays: readonly string[]
  /** Best first; nobody who is behind (R117). */
  top: readonly (Ranked & { name: string; minutes: number })[]
  /** Of a community only. */
  orders?: OrdersOfMonth | undefined
}

/**
 * The month of a community or a unit in at most ten lines, for a group or a person: hours by source, duty coverage, orders,
 * the best `names` people, the rate, the check line (R012, R070).
 */
export function groupReport(
  { month, state, total, days, workingDays, top, orders }: GroupFacts,
  names = 3,
): Line[] {
  const say = [titleLine(total.name, month, state), ...sumLines(total)]
  if (workingDays.length > 0) say.push(coverageLine(total.scope, days, workingDays))
  say.push(...ordersLine(orders, state === 'closed'))
  for (const { first, rows } of topOf(top, names)) {
    const { place, tied, minutes } = first
    say.push(
      rows.length > 0
        ? line('report.top', { place, names: rows.map(({ name }) => name), minutes })
        : line('report.top_tied', { place, count: tied, minutes }),
    )
  }
  const { listed, reported, inside, parts, minutes } = total
  // The rate is today's: a closed month says nothing that still changes (R069).
  if (listed > 0 && state !== 'closed')
    say.push(line('report.rate', { listed, reported, rate: tenthsOf(reported, listed) }))
  if (inside !== minutes) say.push(line('report.check_differs', { inside, minutes }))
  else if (minutes !== 0) {
    const code = total.scope === 'unit' ? 'report.check_unit' : 'report.check_community'
    say.push(line(code, { minutes, count: parts }))
  }
  return say
}

/** `东湖社区2026年11月月报（已封账）` */
export const titleLine = (name: string, month: string, state: GroupFacts['state']): Line =>
  line('report.title', { name, period: month, state: [`report.${state}`] })

/** The sums, and hours typed by hand apart from those of duty (product rule 3.1). */
export function sumLines({ times, minutes, byHand, points, people }: Sums): Line[] {
  if (times === 0 && minutes === 0) return [line('report.none')]
  const sums = line(minutes < 0 ? 'report.sums_less' : 'report.sums', { times, minutes, points, people })
  return byHand === 0 ? [sums] : [sums, line('report.split', { duty: minutes - byHand, byHand })]
}

function coverageLine(
  scope: MonthTotal['scope'],
  days: readonly CoveredDay[],
  workingDays: readonly string[],
): Line {
  const on = (what: CoveredDay['what']) =>
    new Set(days.flatMap((one) => (one.what === what ? [one.day] : [])))
  const gaps = gapsIn(workingDays, on('duty'))
  const planned = workingDays.length - gapsIn(workingDays, on('shift')).length
  const what = { days: workingDays.length, covered: workingDays.length - gaps.length }
  if (scope === 'unit') return line('report.unit_days', what)
  const all = { ...what, planned, count: gaps.length, gaps }
  if (gaps.length === 0) return line(planned > 0 ? 'report.covered_planned' : 'report.covered', all)
  return line(planned > 0 ? 'report.gaps_planned' : 'report.gaps', all)
}
