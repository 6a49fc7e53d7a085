import { addDays, addMonths, dayOf, lastDayOf, startOfDay } from '../domain/calendar/shanghai.ts'
import { workingDaysBetween } from '../domain/calendar/working-days.ts'
import { expectedBy, yearGone } from '../domain/figures/member-report.ts'
import { rulesOf } from '../domain/order/rules.ts'
import { gaps } from '../domain/roster/coverage.ts'
import { line, offer } from '../domain/say.ts'
import { freeOrdersQuery } from '../store/fitting-orders.ts'
import { hasRosterQuery, onRosterQuery, thatOne } from '../store/gaps.ts'
import { memberMonths } from '../store/member-months.ts'
import { memberWaysQuery } from '../store/member-ways.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'
import { fittingOrders, ordersWeighed } from './fitting-orders.ts'
import { rosterLives } from './gaps-of-communities.ts'

const atOnce = 200

/**
 * On the 25th at 09:00 members who are behind the year's pace (rule 8.13) hear how far, which two open orders fit them,
 * and on which days of the month people are still wanted. Nobody who is on leave today, or registered this month.
 */
export const paceNudge = defineJob({
  name: 'pace-nudge',
  due: (after, upTo) =>
    onDays(after, upTo, 9 * 60, (day) =>
      day.endsWith('-25') ? { period: day.slice(0, 7), lastDay: lastDayOf(day.slice(0, 7)) } : undefined,
    ),
  targets: 'communities',
  read: ({ target, period, due_at, cursor }) => {
    const today = dayOf(due_at)
    return {
      members: memberMonths(target, period, cursor, atOnce, yearGone(period, today)),
      ways: memberWaysQuery(target, cursor, atOnce, today),
      planned: hasRosterQuery(target, addDays(today, -rosterLives)),
      roster: onRosterQuery(thatOne(target), today, lastDayOf(period)),
      orders: freeOrdersQuery(target, due_at, ordersWeighed),
    }
  },
  decide: ({ facts, run, policy, calendar }) => {
    const today = dayOf(run.due_at)
    const gone = yearGone(run.period, today)
    const begins = startOfDay(`${run.period}-01`)
    const aside = new Set(facts.ways.flatMap(({ id, away, since }) => (away || since >= begins ? [id] : [])))
    const days = workingDaysBetween(addDays(today, 1), lastDayOf(run.period), calendar)
    const { empty } = gaps(days, facts.roster, calendar, policy)
    const wanted =
      empty.length > 0 && facts.planned.length > 0 ? [line('remind.wanted', { days: empty })] : []

    return {
      mail: facts.members.flatMap(({ id, yearMinutes, leaveGone }) => {
        const pace = expectedBy(gone, policy.yearlyTargetMinutes, leaveGone)
        if (aside.has(id) || yearMinutes >= pace) return []
        const params = { minutes: yearMinutes, pace, behind: pace - yearMinutes }
        const profile = facts.ways.find((one) => one.id === id)
        const fitting = fittingOrders(facts.orders, profile, params.behind, rulesOf(policy).openClaims)
        return [
          {
            to: id,
            say: [line('remind.behind', params), ...fitting.say, ...wanted, line('remind.behind_how')],
            offer: [...fitting.offer, offer('offer.me', '/我的')],
            unasked: true as const,
            dedupe: `pace/${run.period}/${id}`,
            expiresAt: startOfDay(`${addMonths(run.period, 1)}-01`),
          },
        ]
      }),
      ...(facts.members.length === atOnce && { next: facts.members.at(-1)?.id ?? 0 }),
    }
  },
})
