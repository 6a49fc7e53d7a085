import { isClosed } from '../../domain/calendar/booking.ts'
import { keptMonth } from '../../domain/calendar/kept-period.ts'
import { dayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { checkLine } from '../../domain/figures/check-line.ts'
import { workingDaysGone } from '../../domain/figures/coverage.ts'
import { exchangeGiven } from '../../domain/figures/exchange-of-month.ts'
import { ideasGiven } from '../../domain/figures/ideas-of-month.ts'
import { ordersGiven } from '../../domain/figures/orders-of-month.ts'
import { pairsOfMonth } from '../../domain/figures/pairs-of-month.ts'
import { supportGiven } from '../../domain/figures/support-of-month.ts'
import { refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { type Offer, offer } from '../../domain/say.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { period } from '../args/period.ts'
import { place } from '../args/place.ts'
import { defineCommand, type Who } from '../define.ts'
import { seesFigures } from '../gates.ts'
import { noPlace } from '../no-place.ts'
import { privateMonthLines } from './month-private-lines.ts'
import { groupMonthLines, overviewMonthLines, severalMonthLines } from './month-report-lines.ts'
import { monthReportQueries } from './month-report-queries.ts'

/**
 * `/月报 [上月|11月|2026-10] [名称]`: the month of a secretary's community, a liaison's unit, an officer's street or, for
 * an administrator, of all (R115, R116). In a group the public half; in private also who is behind, what waits, and who
 * has not confirmed the report (R002). A closed month's figures never change (R069). Refuses with report.period, report.ahead,
 * report.no_such.
 */
export const monthlyReport = defineCommand({
  name: '月报',
  aliases: [],
  topic: 'figures',
  usage: '/月报 [上月] [单位或社区]',
  example: '/月报 上月',
  args: args({ period: optional(period), name: optional(place) }),
  who: seesFigures,
  read: monthReportQueries,
  decide: ({ args: { period, name }, facts, who, at, now }) => {
    const month = keptMonth(period, at)
    if (month === undefined) return refuse('report.period', { text: period ?? '' })
    if (month > monthOf(at)) return refuse('report.ahead', { month })
    const about = {
      month,
      state: isClosed(month, now) ? 'closed' : month < monthOf(now) ? 'closing' : 'running',
      workingDays: workingDaysGone(month, dayOf(at), calendarOf(facts.calendar)),
    } as const
    const [sums] = facts.sums
    const overview = sums && overviewMeant(name, who, facts.totals.length)
    const next = offers(month, at, who, overview === true)
    if (overview) {
      if (sums.communities === 0 && !isAdministrator(who.roles)) return refuse('rate.empty_street')
      const check = isAdministrator(who.roles) ? checkLine(facts.ledger) : undefined
      return { say: overviewMonthLines(about, { ...facts, sums }, check), offer: next }
    }
    const [total] = facts.totals
    if (!total && name !== undefined && facts.named.length === 0)
      return refuse('report.no_such', { text: excerpt(name) })
    if (!total) return noPlace('/月报', name, facts.named, who)
    if (facts.totals.length > 1) return { say: severalMonthLines(about, facts.totals), offer: next }
    const group = {
      ...about,
      total,
      days: facts.days,
      top: facts.top,
      orders: ordersGiven(total.orders),
      pairings: pairsOfMonth(facts.pairs, facts.served),
      support: supportGiven(total.support),
      ideas: ideasGiven(total.ideas),
      exchange: exchangeGiven(total.exchange),
    }
    return { say: who.inGroup ? groupMonthLines(group) : privateMonthLines(group, facts), offer: next }
  },
})

/** Whether all communities are meant, or those of a street: in private, without a name, and without a place of their own. */
const overviewMeant = (name: string | undefined, { inGroup, roles }: Who, own: number): boolean =>
  !inGroup &&
  name === undefined &&
  (isAdministrator(roles) || (own === 0 && roles.some(({ role }) => role === 'street_officer')))

/** Before the sixth the month that is about to close. */
function offers(month: string, at: number, { inGroup }: Who, overview: boolean): Offer[] {
  const closing = month === monthOf(at) && Number(dayOf(at).slice(8)) < 6
  return [
    ...(closing ? [offer('offer.last_month', '/月报 上月')] : []),
    inGroup
      ? offer('offer.rank', '/排行')
      : overview
        ? offer('offer.heat', '/冷热')
        : offer('offer.silent', '/沉默'),
  ]
}
