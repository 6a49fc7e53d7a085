import { type Burden, burdenLines } from '../../domain/figures/burden.ts'
import type { CheckLine } from '../../domain/figures/check-line.ts'
import { type ExchangeOfMonth, exchangeLine } from '../../domain/figures/exchange-of-month.ts'
import {
  type GroupFacts,
  groupReport,
  sumLines,
  titleLine,
  together,
} from '../../domain/figures/group-report.ts'
import { type IdeasOfMonth, ideasLine } from '../../domain/figures/ideas-of-month.ts'
import { type OrdersOfMonth, ordersLine } from '../../domain/figures/orders-of-month.ts'
import { type PairsNow, pairsNowLine } from '../../domain/figures/pairs-of-month.ts'
import { tenthsOf } from '../../domain/figures/rate.ts'
import { type SupportOfMonth, supportSumLine } from '../../domain/figures/support-of-month.ts'
import { type Line, line } from '../../domain/say.ts'
import type { BoardRow } from '../../store/board.ts'
import type { OverviewSums } from '../../store/month-overview.ts'
import type { NamedGrades } from '../../store/order-figures.ts'
import { checkLines, communityLines } from './board-lines.ts'
import { inflationLine } from './inflation-lines.ts'
import { waitingLines } from './month-private-lines.ts'

type About = Pick<GroupFacts, 'month' | 'state' | 'workingDays'>

/** What is told of many communities together. */
interface OverviewFacts {
  sums: OverviewSums
  dutyDays: readonly { day: string; communities: number }[]
  communities: readonly BoardRow[]
  burdens: readonly Burden[]
  ordersOverseen: readonly OrdersOfMonth[]
  pairsOverseen: readonly PairsNow[]
  supportOverseen: readonly Pick<SupportOfMonth, 'visits' | 'households'>[]
  ideasOverseen: readonly (IdeasOfMonth & { crowd: number })[]
  exchangeOverseen: readonly ExchangeOfMonth[]
  /** Empty for whoever is no administrator. */
  grades: readonly NamedGrades[]
}

/** The public half of a month. */
export const groupMonthLines = (facts: GroupFacts): Line[] => [...groupReport(facts), line('report.private')]

/** Several places of one person, a line each. */
export const severalMonthLines = (
  { month, state }: About,
  totals: readonly GroupFacts['total'][],
): Line[] => [
  line('report.title_several', { period: month, state: [`report.${state}`] }),
  ...totals.map(({ name, times, minutes, people }) => line('report.row', { name, times, minutes, people })),
  line('report.one', { name: totals[0]?.name ?? '' }),
]

/** All communities or those of a street: the sums, how much of the working days was covered, the best, who grades too well, the check line of the whole. */
export function overviewMonthLines(
  { month, state, workingDays }: About,
  {
    sums,
    dutyDays,
    communities,
    burdens,
    ordersOverseen,
    pairsOverseen,
    supportOverseen,
    ideasOverseen,
    exchangeOverseen,
    grades,
  }: OverviewFacts,
  check: CheckLine | undefined,
): Line[] {
  const title = { period: month, state: [`report.${state}`] }
  const say = [
    check ? line('report.title_all', title) : titleLine(sums.streets ?? '', month, state),
    ...sumLines(sums, ideasOverseen[0]?.crowd),
  ]
  const all = sums.communities * workingDays.length
  if (all > 0) {
    const on = new Map(dutyDays.map((one) => [one.day, one.communities]))
    const covered = workingDays.reduce((sum, day) => sum + (on.get(day) ?? 0), 0)
    const what = { communities: sums.communities, days: workingDays.length, covered, all }
    say.push(line('report.overview_days', { ...what, rate: tenthsOf(covered, all) }))
  }
  const inflated = inflationLine(grades)
  // What is done in pairs and suggested, and who grades too well, takes the room of communities.
  const more = together(
    [
      ...pairsNowLine(pairsOverseen[0], state === 'closed'),
      ...supportSumLine(supportOverseen[0]),
      ...ideasLine(ideasOverseen[0], state === 'closed'),
      ...exchangeLine(exchangeOverseen[0]),
    ],
    Math.max(1, 3 - inflated.length),
  )
  const shown = Math.max(0, 3 - inflated.length - more.length)
  say.push(...ordersLine(ordersOverseen[0], state === 'closed'))
  say.push(...more, ...communityLines(communities.slice(0, shown)))
  const { listed, reported } = sums
  if (state !== 'closed') say.push(...waitingLines(sums))
  if (state !== 'closed' && listed > 0)
    say.push(line('report.rate', { listed, reported, rate: tenthsOf(reported, listed) }))
  say.push(...burdenLines(burdens[0]))
  say.push(...inflated)
  if (check) say.push(checkLines(check))
  return say
}
