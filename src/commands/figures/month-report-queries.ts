import { keptMonth } from '../../domain/calendar/kept-period.ts'
import { addMonths, dayOf, monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import { yearGone } from '../../domain/figures/member-report.ts'
import { burdenQuery, overseen } from '../../store/burden.ts'
import { exchangeOverseenQuery } from '../../store/exchange-figures.ts'
import { namedPlacesQuery } from '../../store/headcount.ts'
import { calendarQuery } from '../../store/holiday.ts'
import {
  overviewDaysQuery,
  overviewSumsQuery,
  overviewTopQuery,
  wholeSumsQuery,
} from '../../store/month-overview.ts'
import {
  needsQuery,
  nothingSought,
  skillsThereQuery,
  soughtByKeeper,
  unitsThatHelpQuery,
} from '../../store/needs.ts'
import { gradesForQuery, ordersOverseenQuery } from '../../store/order-figures.ts'
import { pairsOverseenQuery } from '../../store/pair-count.ts'
import {
  behindQuery,
  confirmedQuery,
  coveredDaysQuery,
  targetsOf,
  topQuery,
  totalsQuery,
  unconfirmedQuery,
} from '../../store/report.ts'
import { pairsOfTargets } from '../../store/served-together.ts'
import { ideasOverseenQuery } from '../../store/suggestion-figures.ts'
import { supportOverseenQuery } from '../../store/support-figures.ts'
import { fold } from '../../text/fold.ts'
import type { Ask } from '../define.ts'

/** Names of each kind in private at most, and communities of an overview. */
const [namesShown, placesShown] = [8, 3]

/** What `/月报` reads, whoever asks: the place or places that the sender answers for, and the overview of those who oversee many. */
export function monthReportQueries({
  args: { period, name },
  sender,
  community,
  message,
  at,
}: Ask<{ period: string | undefined; name: string | undefined }>) {
  const month = keptMonth(period, at) ?? monthOf(at)
  const inGroup = message.conversation.kind === 'group'
  const today = dayOf(at)
  const key = name === undefined ? null : fold(name)
  const targets = targetsOf({
    sender,
    group: inGroup ? community : null,
    key,
    units: true,
    communities: true,
  })
  const names = inGroup ? 0 : namesShown
  // What has not ended yet cannot be confirmed.
  const ended = inGroup || month >= monthOf(at) ? '' : month
  const overview = inGroup || name !== undefined ? '' : month
  // What is lacking now, in private and for the month that runs.
  const sought =
    inGroup || name !== undefined || month !== monthOf(at) ? nothingSought : soughtByKeeper(sender, null)
  return {
    totals: totalsQuery(targets, month, today),
    days: coveredDaysQuery(targets, month),
    top: topQuery(targets, month, inGroup ? 3 : 2),
    behind: behindQuery(targets, yearGone(month, today), today, names),
    confirmed: confirmedQuery(targets, ended, ended === '' ? 0 : endOf(month)),
    unconfirmed: unconfirmedQuery(targets, ended, ended === '' ? 0 : endOf(month), names),
    named: namedPlacesQuery(key ?? ''),
    sums: overviewSumsQuery(sender, overview),
    dutyDays: overviewDaysQuery(sender, overview),
    communities: overviewTopQuery(sender, overview, overview === '' ? 0 : placesShown),
    ledger: wholeSumsQuery(sender, overview),
    calendar: calendarQuery(`${month}-15`),
    ordersOverseen: ordersOverseenQuery(sender, overview, today),
    ...pairsOfTargets(targets, month),
    pairsOverseen: pairsOverseenQuery(sender),
    supportOverseen: supportOverseenQuery(sender, overview),
    ideasOverseen: ideasOverseenQuery(sender, overview, today),
    exchangeOverseen: exchangeOverseenQuery(sender, overview),
    burden: burdenQuery(targets, inGroup ? '' : month),
    burdens: burdenQuery(overseen(sender), overview),
    grades: gradesForQuery(sender, overview),
    needs: needsQuery(sought),
    skills: skillsThereQuery(sought),
    units: unitsThatHelpQuery(sought),
  }
}

/** The instant at which a month is over. */
const endOf = (month: string): number => startOfDay(`${addMonths(month, 1)}-01`)
