import { addDays, DAY, dayOf, weekdayOf } from '../domain/calendar/shanghai.ts'
import { rulesIn } from '../domain/rally/mode.ts'
import { restOfWeek } from '../domain/reminders/moments.ts'
import { gaps } from '../domain/roster/coverage.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { atWarQuery } from '../store/area.ts'
import { communitiesQuery, hasRosterQuery, onRosterQuery, thatOne } from '../store/gaps.ts'
import { secretariesOfQuery } from '../store/keepers.ts'
import { ordersAtRiskQuery, type Risk } from '../store/orders-at-risk.ts'
import { pairCountsQuery } from '../store/pairing.ts'
import { supportOfWeekQuery } from '../store/support-watch.ts'
import { backlogOfQuery, deskOfWeekQuery, lostLettersQuery, mutedGroupsQuery } from '../store/week.ts'
import { defineJob } from './define.ts'
import { deskDigest } from './desk-digest.ts'
import { rosterLives } from './gaps-of-communities.ts'
import { monday } from './monday.ts'
import { supportDigest } from './support-digest.ts'

const [groupsNamed, ordersNamed, linesShown] = [4, 6, 11]

const riskLine: { [K in Risk]: string } = {
  unpublished: 'remind.orders_unpublished',
  untaken: 'remind.orders_untaken',
  overdue: 'remind.orders_overdue',
  unverified: 'remind.orders_unverified',
}

/**
 * On Monday a community's secretaries hear what waits in the week: approvals, days without anybody on the roster, orders
 * at risk, suggestions and goods, groups that cannot be spoken to, letters that did not arrive. Nothing waits: nothing is sent. It is their work: not counted in
 * the weekly budget.
 */
export const weekDigest = defineJob({
  name: 'week-digest',
  due: monday,
  targets: 'communities',
  read: ({ target, period, due_at }) => ({
    secretaries: secretariesOfQuery(target),
    war: atWarQuery(target),
    communities: communitiesQuery(thatOne(target)),
    backlog: backlogOfQuery(target),
    planned: hasRosterQuery(target, addDays(period, -rosterLives)),
    roster: onRosterQuery(thatOne(target), period, addDays(period, 7 - weekdayOf(period))),
    groups: mutedGroupsQuery(target, groupsNamed),
    lost: lostLettersQuery(target, due_at - 7 * DAY),
    risks: ordersAtRiskQuery(target, due_at, ordersNamed),
    pairs: pairCountsQuery(target, addDays(period, 14)),
    support: supportOfWeekQuery(target, { today: period, since: due_at - 7 * DAY }),
    desk: deskOfWeekQuery(target, period, addDays(period, 6)),
  }),
  decide: ({ facts, run, now, calendar, policy }) => {
    const [{ entries, people, units } = { entries: 0, people: 0, units: 0 }] = facts.backlog
    const waits = entries + people + units > 0
    // A digest that is made up for does not ask for people for a day that is over.
    const days = restOfWeek(run.period, calendar).filter((day) => day >= dayOf(now))
    const { empty } = gaps(days, facts.roster, calendar, rulesIn(facts.war.length > 0, policy))
    const [group] = facts.groups
    const lost = facts.lost[0]?.count ?? 0
    const found: Line[] = []
    if (waits) found.push(line('remind.week_waiting', { people, units, entries }))
    if (empty.length > 0 && facts.planned.length > 0) found.push(line('remind.week_gaps', { days: empty }))
    for (const [risk, orders] of Map.groupBy(facts.risks, (one) => one.risk)) {
      const numbers = orders.map(({ id }) => `${id}`)
      found.push(line(riskLine[risk], { count: orders[0]?.count ?? 0, orders: numbers }))
    }
    const [{ asked, ending } = { asked: 0, ending: 0 }] = facts.pairs
    if (asked + ending > 0) found.push(line('remind.week_pairs', { asked, ending }))
    found.push(...supportDigest(facts.support), ...facts.desk.flatMap(deskDigest))
    if (group) {
      const names = facts.groups.map(({ title, community }) => title ?? community)
      found.push(line('remind.week_groups', { count: group.count, groups: names }))
      // What waits comes before how it is done.
      if (found.length < linesShown - 1) found.push(line('remind.week_bind'))
    }
    if (lost > 0) found.push(line('remind.week_lost', { count: lost }))
    if (found.length === 0) return {}
    const say = [line('remind.week', { community: facts.communities[0]?.name ?? '' }), ...found]
    return {
      mail: facts.secretaries.map(({ person_id }) => ({
        to: person_id,
        say,
        offer: waits ? [offer('offer.review', '/审核')] : [],
        dedupe: `week/${run.period}/${run.target}/${person_id}`,
        expiresAt: run.due_at + 7 * DAY,
      })),
    }
  },
})
