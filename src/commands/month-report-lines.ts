import { type Burden, burdenLines } from '../domain/figures/burden.ts'
import type { CheckLine } from '../domain/figures/check-line.ts'
import { type GroupFacts, groupReport, sumLines, titleLine } from '../domain/figures/group-report.ts'
import { type OrdersOfMonth, ordersLine } from '../domain/figures/orders-of-month.ts'
import { tenthsOf } from '../domain/figures/rate.ts'
import { type Line, line } from '../domain/say.ts'
import type { BoardRow } from '../store/board.ts'
import type { OverviewSums } from '../store/month-overview.ts'
import { checkLines, communityLines } from './board-lines.ts'

type About = Pick<GroupFacts, 'month' | 'state' | 'workingDays'>
type Total = GroupFacts['total'] & { entries: number; registrations: number }

/** What is told in private only. */
interface PrivateFacts {
  behind: readonly { name: string; of: number }[]
  confirmed: readonly { members: number; confirmed: number }[]
  unconfirmed: readonly { name: string }[]
  burden: readonly Burden[]
}

/** What is told of many communities together. */
interface OverviewFacts {
  sums: OverviewSums
  dutyDays: readonly { day: string; communities: number }[]
  communities: readonly BoardRow[]
  burdens: readonly Burden[]
  ordersOverseen: readonly OrdersOfMonth[]
}

/** The public half of a month. */
export const groupMonthLines = (facts: GroupFacts): Line[] => [...groupReport(facts), line('report.private')]

/**
 * The month of one place, what waits there now, who is behind, who has confirmed (names of the missing for a liaison
 * only). What stands now is left out of a closed month, which reads the same for ever (R069).
 */
export function privateMonthLines(facts: GroupFacts & { total: Total }, more: PrivateFacts): Line[] {
  const burden = burdenLines(more.burden[0])
  const closed = facts.state === 'closed'
  const say = [
    ...groupReport(facts, 2 - burden.length),
    ...burden,
    ...(closed ? [] : waitingLines(facts.total)),
  ]
  const names = more.behind.map(({ name }) => name)
  const behind = closed ? 0 : (more.behind[0]?.of ?? 0)
  if (behind > names.length) say.push(line('report.behind_more', { count: behind, names }))
  else if (behind > 0) say.push(line('report.behind', { count: behind, names }))
  const [counts] = more.confirmed
  if (!counts) return say
  const missing = more.unconfirmed.map(({ name }) => name)
  const what = { members: counts.members, confirmed: counts.confirmed, names: missing }
  const all = counts.members - counts.confirmed
  if (missing.length === 0) say.push(line('report.confirmed', what))
  else if (missing.length < all) say.push(line('report.confirmed_more', what))
  else say.push(line('report.confirmed_missing', what))
  return say
}

/** Several places of one person, a line each. */
export const severalMonthLines = (
  { month, state }: About,
  totals: readonly GroupFacts['total'][],
): Line[] => [
  line('report.title_several', { period: month, state: [`report.${state}`] }),
  ...totals.map(({ name, times, minutes, people }) => line('report.row', { name, times, minutes, people })),
  line('report.one', { name: totals[0]?.name ?? '' }),
]

/** All communities or those of a street: the sums, how much of the working days was covered, the best, the check line of the whole. */
export function overviewMonthLines(
  { month, state, workingDays }: About,
  { sums, dutyDays, communities, burdens, ordersOverseen }: OverviewFacts,
  check: CheckLine | undefined,
): Line[] {
  const title = { period: month, state: [`report.${state}`] }
  const say = [
    check ? line('report.title_all', title) : titleLine(sums.streets ?? '', month, state),
    ...sumLines(sums),
  ]
  const all = sums.communities * workingDays.length
  if (all > 0) {
    const on = new Map(dutyDays.map((one) => [one.day, one.communities]))
    const covered = workingDays.reduce((sum, day) => sum + (on.get(day) ?? 0), 0)
    const what = { communities: sums.communities, days: workingDays.length, covered, all }
    say.push(line('report.overview_days', { ...what, rate: tenthsOf(covered, all) }))
  }
  say.push(...ordersLine(ordersOverseen[0], state === 'closed'), ...communityLines(communities))
  const { listed, reported } = sums
  if (state !== 'closed') say.push(...waitingLines(sums))
  if (state !== 'closed' && listed > 0)
    say.push(line('report.rate', { listed, reported, rate: tenthsOf(reported, listed) }))
  say.push(...burdenLines(burdens[0]))
  if (check) say.push(checkLines(check))
  return say
}

/** What waits now for somebody's yes; nothing when nothing does. */
const waitingLines = ({ entries, registrations }: { entries: number; registrations: number }): Line[] =>
  entries + registrations > 0 ? [line('report.waiting', { entries, registrations })] : []
