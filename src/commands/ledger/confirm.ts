import { keptMonth } from '../../domain/calendar/kept-period.ts'
import { addMonths, dayOf, monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import { yearGone } from '../../domain/figures/member-report.ts'
import { refuse } from '../../domain/refusal.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import {
  type Confirmation,
  confirmationsQuery,
  confirmedFigure,
  confirmMonth,
  openMonthsQuery,
} from '../../store/confirmation.ts'
import { fill, otherwise } from '../../store/inbox.ts'
import { memberMonthQuery } from '../../store/member-months.ts'
import { pendingOfQuery } from '../../store/standing.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { doubt } from '../args/doubt.ts'
import { period } from '../args/period.ts'
import { defineCommand, type Who } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOf } from '../outcome.ts'

/** How many months back one that was forgotten is looked for. */
const monthsBack = 12

/**
 * `/确认 [上月]`: the member's yes to the own monthly report to the branch (双报告, R002). Without a month the last one;
 * is that confirmed, an older one with hours is offered and never taken unasked. What was confirmed stays as it was.
 * Refuses with confirm.members, confirm.doubt, confirm.period, confirm.running, confirm.before.
 */
export const confirm = defineCommand({
  name: '确认',
  aliases: ['confirm'],
  topic: 'self',
  usage: '/确认 [上月]',
  example: '/确认',
  args: args({ period: optional(period), doubt: optional(doubt) }),
  hidden: ({ person }) => person?.kind !== 'member',
  who: registered,
  read: ({ args: { period }, sender, at }) => {
    const month = monthMeant(period, at) ?? monthOf(at)
    const before = Array.from({ length: monthsBack }, (_, i) => addMonths(monthOf(at), -1 - i))
    return {
      mine: memberMonthQuery(sender, month, yearGone(month, dayOf(at))),
      confirmed: confirmationsQuery(sender, [month]),
      open: openMonthsQuery(sender, before),
      pending: pendingOfQuery(sender),
    }
  },
  decide: (situation) => {
    const { args, facts, who, at, now, key } = situation
    const month = monthMeant(args.period, at)
    const [mine] = facts.mine
    if (who.person?.kind !== 'member' || !who.person.unit_id || !mine) return refuse('confirm.members')
    if (args.doubt !== undefined) return refuse('confirm.doubt', { text: excerpt(args.doubt) })
    if (month === undefined) return refuse('confirm.period', { text: args.period ?? '' })
    const ends = `${addMonths(month, 1)}-01`
    if (month >= monthOf(at)) return refuse('confirm.running', { month, day: ends })
    if (mine.since >= startOfDay(ends) && mine.times <= 0) return refuse('confirm.before', { month })

    const other = facts.open.find((one) => one.month < month)?.month
    const [before] = facts.confirmed
    if (before) return { say: alreadyLines(before, who, other), offer: offers(other) }

    const person = who.person.id
    const figures = line('confirm.figures', { unit: mine.unit, times: 0, minutes: 0, points: 0 })
    const told = who.inGroup ? [] : [figures]
    const say = [line('confirm.done', { month }), ...told]
    if (!who.inGroup) {
      const [pending] = facts.pending
      if (mine.byHand > 0)
        say.push(line('report.split', { duty: mine.minutes - mine.byHand, byHand: mine.byHand }))
      if (pending && pending.entries > 0) say.push(line('confirm.pending', { ...pending }))
      say.push(line('confirm.kept'))
    }
    const first = outcomeOf(situation, { say: [line('confirm.already', { month, at: now }), ...told] })
    return {
      say,
      offer: offers(other),
      writes: [
        confirmMonth({ person, unit: who.person.unit_id, month, at: now, message: key }),
        otherwise(key, JSON.stringify(first)),
        ...(['times', 'minutes', 'points'] as const).map((figure) =>
          fill(key, `$.say[1].params.${figure}`, confirmedFigure(figure, person, month)),
        ),
      ],
    }
  },
})

/** The month that was typed, or the last one. */
const monthMeant = (typed: string | undefined, at: number): string | undefined =>
  typed === undefined ? addMonths(monthOf(at), -1) : keptMonth(typed, at)

/** What was confirmed and when, and what has changed since; figures in private only. */
function alreadyLines(before: Confirmation, { inGroup }: Who, other: string | undefined): Line[] {
  const { month, at, unit, times, minutes, points, now, later } = before
  const first = line('confirm.already', { month, at })
  if (inGroup) return [first]
  const say = [first, line('confirm.figures', { unit, times, minutes, points })]
  if (now !== minutes) say.push(line('confirm.changed', { month, minutes: now }))
  if (later !== 0) say.push(line('confirm.later', { month, minutes: later }))
  if (other !== undefined) say.push(line('confirm.other', { month: other }))
  return say
}

const offers = (other: string | undefined): Offer[] => [
  ...(other === undefined ? [] : [offer('offer.confirm', `/确认 ${other}`, { month: other })]),
  offer('offer.me', '/我的'),
]
