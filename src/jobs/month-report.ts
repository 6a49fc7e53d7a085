import { isClosed } from '../domain/calendar/booking.ts'
import { addMonths, dayOf, lastDayOf, startOfDay } from '../domain/calendar/shanghai.ts'
import { workingDaysGone } from '../domain/figures/coverage.ts'
import { exchangeGiven } from '../domain/figures/exchange-of-month.ts'
import { groupReport } from '../domain/figures/group-report.ts'
import { ideasGiven } from '../domain/figures/ideas-of-month.ts'
import { expectedBy, memberReport, yearGone } from '../domain/figures/member-report.ts'
import { ordersGiven } from '../domain/figures/orders-of-month.ts'
import { pairsOfMonth } from '../domain/figures/pairs-of-month.ts'
import { supportGiven } from '../domain/figures/support-of-month.ts'
import { rulesOf } from '../domain/order/rules.ts'
import { type ReportWay, reportWays } from '../domain/reminders/report-way.ts'
import { line, offer } from '../domain/say.ts'
import { freeOrdersQuery } from '../store/fitting-orders.ts'
import { memberMonths } from '../store/member-months.ts'
import { memberWaysQuery } from '../store/member-ways.ts'
import { reportFrameQuery } from '../store/month-end.ts'
import { monthFactsOfCommunity, theCommunity } from '../store/report.ts'
import { pairsOfTargets } from '../store/served-together.ts'
import { defineJob } from './define.ts'
import { fittingOrders, ordersWeighed } from './fitting-orders.ts'
import { reportDay } from './report-day.ts'

const atOnce = 200

/**
 * On the first working day of a month every group of a community gets the last month's report, its public half, and each
 * member the own one to confirm for the branch (双报告, R002), with how far behind they are, if so, and two open orders
 * that fit. Who is reached through DingTalk and is not behind gets it on request only, where the quota does not bear all
 * (see report-way.ts).
 */
export const monthReport = defineJob({
  name: 'month-report',
  due: reportDay,
  targets: 'communities',
  read: ({ target, period, due_at, cursor }) => {
    const today = dayOf(due_at)
    return {
      ...monthFactsOfCommunity(target, period, today),
      // The month's own target, whatever was set since.
      frame: reportFrameQuery(target, period, lastDayOf(period)),
      members: memberMonths(target, period, cursor, atOnce, yearGone(period, today)),
      ways: memberWaysQuery(target, cursor, atOnce, today),
      orders: freeOrdersQuery(target, due_at, ordersWeighed),
      ...pairsOfTargets(theCommunity(target), period),
    }
  },
  decide: ({ facts, run, now, calendar, policy }) => {
    const month = run.period
    const today = dayOf(run.due_at)
    const ends = startOfDay(`${addMonths(month, 1)}-01`)
    const { target = policy.yearlyTargetMinutes, groups = '[]', way: decided } = facts.frame[0] ?? {}
    // Without a decision nobody spends what may not be there.
    const way: ReportWay = reportWays[(decided ?? 0) - 1] ?? 'behind'
    const gone = yearGone(month, today)
    const pushed = new Set(facts.ways.flatMap((one) => (one.pushed ? [one.id] : [])))

    const mail = facts.members
      .filter(({ since, times }) => since < ends || times > 0)
      .filter(({ id, yearMinutes, leaveGone }) => {
        const isBehind = yearMinutes < expectedBy(gone, target, leaveGone)
        return way === 'all' || isBehind || !pushed.has(id)
      })
      .map((member) => {
        const behind = expectedBy(gone, target, member.leaveGone) - member.yearMinutes
        const profile = behind > 0 ? facts.ways.find(({ id }) => id === member.id) : undefined
        const fitting = fittingOrders(facts.orders, profile, behind, rulesOf(policy).openClaims)
        const confirm = member.confirmed === null ? [offer('offer.confirm', `/确认 ${month}`, { month })] : []
        return {
          to: member.id,
          say: [...memberReport({ ...member, month, gone }, target), ...fitting.say],
          offer: [...confirm, ...fitting.offer],
          unasked: true as const,
          dedupe: `month-report/${month}/${member.id}`,
          // Until the next one.
          expiresAt: startOfDay(`${addMonths(month, 2)}-01`),
        }
      })

    const [total] = facts.total
    const say = total
      ? groupReport({
          month,
          state: isClosed(month, now) ? 'closed' : 'closing',
          total,
          days: facts.days,
          workingDays: workingDaysGone(month, today, calendar),
          top: facts.top,
          orders: ordersGiven(total.orders),
          pairings: pairsOfMonth(facts.pairs, facts.served),
          support: supportGiven(total.support),
          ideas: ideasGiven(total.ideas),
          exchange: exchangeGiven(total.exchange),
        })
      : []
    const free = facts.orders.filter(({ community_id }) => community_id === run.target).length
    if (free > 0) say.push(line('report.orders_free', { count: free }))
    return {
      mail,
      tell:
        run.cursor > 0
          ? []
          : (JSON.parse(groups) as number[]).map((group) => ({
              group,
              say,
              dedupe: `month-report/${month}/g${group}`,
            })),
      ...(facts.members.length === atOnce && { next: facts.members.at(-1)?.id ?? 0 }),
    }
  },
})
