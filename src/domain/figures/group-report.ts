import { type Line, line } from '../say.ts'
import { type Ranked, topOf } from './board.ts'
import { gapsIn } from './coverage.ts'
import { type ExchangeOfMonth, exchangeLine } from './exchange-of-month.ts'
import { crowdWords, type IdeasOfMonth, ideasLine } from './ideas-of-month.ts'
import { type OrdersOfMonth, ordersLine } from './orders-of-month.ts'
import { type PairsOfMonth, pairsLine } from './pairs-of-month.ts'
import { tenthsOf } from './rate.ts'
import { type SupportOfMonth, supportLine } from './support-of-month.ts'

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
  pairings?: PairsOfMonth | undefined
  support?: SupportOfMonth | undefined
  /** Of a community only; `crowd` are the minutes of its volunteers and residents (R089). */
  ideas?: (IdeasOfMonth & { crowd: number }) | undefined
  /** Of a community only. */
  exchange?: ExchangeOfMonth | undefined
}

/**
 * The month of a community or a unit in at most ten lines, for a group or a person: hours by source, duty coverage, orders,
 * the best `names` people, the rate, the check line (R012, R070).
 */
export function groupReport(
  { month, state, total, days, workingDays, top, orders, pairings, support, ideas, exchange }: GroupFacts,
  names = 3,
): Line[] {
  const say = [titleLine(total.name, month, state), ...sumLines(total, ideas?.crowd)]
  if (workingDays.length > 0) say.push(coverageLine(total.scope, days, workingDays))
  // What is done in pairs and suggested takes the room of names, and of the rate.
  const closed = state === 'closed'
  const more = together(
    [
      ...pairsLine(pairings),
      ...supportLine(support, closed),
      ...ideasLine(ideas, closed),
      ...exchangeLine(exchange),
    ],
    names + 1,
  )
  say.push(...ordersLine(orders, closed), ...more)
  for (const { first, rows } of topOf(top, Math.max(0, names - more.length))) {
    const { place, tied, minutes } = first
    say.push(
      rows.length > 0
        ? line('report.top', { place, names: rows.map(({ name }) => name), minutes })
        : line('report.top_tied', { place, count: tied, minutes }),
    )
  }
  const { listed, reported, inside, parts, minutes } = total
  // The rate is today's: a closed month says nothing that still changes (R069). It gives way too: /报到率 says it.
  if (listed > 0 && !closed && more.length <= names)
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

/** Those lines in so many at most: what is too many stands in the last one, with ；between. */
export const together = (lines: readonly Line[], most: number): Line[] =>
  lines.length <= most
    ? [...lines]
    : [
        ...lines.slice(0, most - 1),
        line('report.together', { what: lines.slice(most - 1).map((one) => JSON.stringify(one)) }),
      ]

/** The sums with the share of volunteers and residents (`crowd`: their minutes), and hours typed by hand apart (product rule 3.1). */
export function sumLines({ times, minutes, byHand, points, people }: Sums, crowd?: number): Line[] {
  if (times === 0 && minutes === 0) return [line('report.none')]
  const what = { times, minutes, points, people }
  const sums =
    minutes < 0
      ? line('report.sums_less', what)
      : line('report.sums', { ...what, crowd: crowdWords(crowd, minutes) })
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
