import { addDays, addMonths, dayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { behindPace, targetLessLeave } from '../../domain/figures/pace.ts'
import { leaveDaysWithin } from '../../domain/roster/leave.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { openMonthsQuery } from '../../store/confirmation.ts'
import { nothing } from '../../store/d1.ts'
import { openDutyQuery } from '../../store/duty.ts'
import { standingQuery } from '../../store/exchange-standing.ts'
import { ownLeavesQuery } from '../../store/leave.ts'
import { myClaimsQuery } from '../../store/my-claims.ts'
import { mySupportQuery } from '../../store/my-support.ts'
import { openPairingQuery } from '../../store/pairing.ts'
import { servedByMineQuery } from '../../store/served-together.ts'
import { pendingOfQuery, rankQuery, talliesQuery } from '../../store/standing.ts'
import { args } from '../args/args.ts'
import { defineCommand } from '../define.ts'
import { yearOf } from '../exchange/exchange-facts.ts'
import { registered } from '../gates.ts'
import { claimLines } from '../order/me-claims.ts'
import { partnerLine } from '../pairing/partner-lines.ts'

/** So many lines leave room for one that can wait. */
const roomy = 10

const notInGroups = {
  pending: nothing,
  leaves: nothing,
  claims: nothing,
  support: nothing,
  partner: nothing,
  together: nothing,
  unconfirmed: nothing,
  inUnit: nothing,
  inCommunity: nothing,
  standing: nothing,
}

/** `/我的`: in private my year against the target, points, places, what waits; in a group only this month and the running duty (rule 7). */
export const me = defineCommand({
  name: '我的',
  aliases: ['me', 'wd'],
  topic: 'self',
  usage: '/我的',
  example: '/我的',
  args: args({}),
  who: registered,
  read: ({ sender, at, message }) => {
    const [month, year] = [monthOf(at), monthOf(at).slice(0, 4)]
    const both = { tallies: talliesQuery(sender, [month, year]), open: openDutyQuery(sender) }
    if (message.conversation.kind === 'group') return { ...both, ...notInGroups }
    return {
      ...both,
      pending: pendingOfQuery(sender),
      leaves: ownLeavesQuery(sender, `${year}-01-01`),
      claims: myClaimsQuery(sender),
      support: mySupportQuery(sender, month, dayOf(at)),
      partner: openPairingQuery(sender, dayOf(at)),
      together: servedByMineQuery(sender, dayOf(at)),
      unconfirmed: openMonthsQuery(sender, [addMonths(month, -1)]),
      inUnit: rankQuery(sender, 'unit_id', year),
      inCommunity: rankQuery(sender, 'community_id', year),
      standing: standingQuery(sender, yearOf(at)),
    }
  },
  decide: ({ facts, who, at, policy }) => {
    const month = monthOf(at)
    const year = month.slice(0, 4)
    const of = (period: string) =>
      facts.tallies.find((tally) => tally.period === period) ?? { minutes: 0, points: 0 }
    const [open] = facts.open
    const running: Line = open
      ? line('me.running', { community: open.community, at: open.started_at })
      : line('me.not_running')
    const name = who.person?.name ?? ''
    if (who.inGroup) {
      return {
        say: [
          line('me.month', { name, month, minutes: of(month).minutes }),
          running,
          line('private.see_all'),
        ],
        offer: [open ? offer('offer.check_out', '/签退') : offer('offer.check_in', '/报到')],
      }
    }

    const { minutes, points } = of(year)
    const [first, today] = [`${year}-01-01`, dayOf(at)]
    const away = leaveDaysWithin(facts.leaves, first, `${year}-12-31`)
    const target = targetLessLeave(policy.yearlyTargetMinutes, away, year)
    const share = target > 0 ? Math.floor((minutes * 100) / target) : 100
    const gone = leaveDaysWithin(facts.leaves, first, addDays(today, -1))
    const behind = behindPace(minutes, policy.yearlyTargetMinutes, gone, today)
    const [pending] = facts.pending
    const say = [
      line('me.year', { name, year, minutes, target: policy.yearlyTargetMinutes }),
      ...(away > 0 ? [line('me.leave', { days: away, target })] : []),
      line('me.bar', { share, percent: share }),
      minutes >= target ? line('me.reached') : line('me.missing', { minutes: target - minutes }),
      ...(who.person?.kind === 'member' && behind > 0 ? [line('me.behind', { minutes: behind })] : []),
      pointsLine(facts.standing[0], { points, month, minutes: of(month).minutes }),
    ]
    if (minutes >= policy.recommendMinutes)
      say.push(line('me.recommended', { limit: policy.recommendMinutes }))
    const [unit] = facts.inUnit
    const [community] = facts.inCommunity
    if (unit && community) {
      say.push(
        line('me.ranks', {
          unit: unit.rank,
          inUnit: unit.people,
          community: community.rank,
          inCommunity: community.people,
        }),
      )
    }
    if (pending && pending.entries > 0)
      say.push(line('me.pending', { entries: pending.entries, minutes: pending.minutes }))
    const [support] = facts.support
    if (support && support.count > 0) say.push(line('me.support', { ...support }))
    if (who.person) say.push(...partnerLine(facts.partner[0], facts.together, who.person.id, month))
    say.push(...claimLines(facts.claims).slice(0, Math.max(0, roomy - say.length)))
    const [unconfirmed] = facts.unconfirmed
    if (unconfirmed && who.person?.kind === 'member' && say.length < roomy)
      say.push(line('me.unconfirmed', { month: unconfirmed.month }))
    say.push(running)
    if (who.person?.state === 'pending') say.push(line('me.unverified'))
    return {
      say,
      offer: [
        open ? offer('offer.check_out', '/签退') : offer('offer.check_in', '/报到'),
        offer('offer.hours', '/工时'),
        offer('offer.orders', '/订单'),
      ],
    }
  },
})

/** Points of the year; what may still be spent, and hours 折算 apart, once anything was exchanged (R061). */
function pointsLine(
  standing: { earned: number; available: number; minutes: number } | undefined,
  what: { points: number; month: string; minutes: number },
): Line {
  if (!standing || (standing.earned === standing.available && standing.minutes === 0))
    return line('me.points', what)
  const { earned, available, minutes } = standing
  const exchanged = { available: Math.max(0, available), used: earned - available, exchanged: minutes }
  return line('me.points_exchanged', { ...what, ...exchanged })
}
