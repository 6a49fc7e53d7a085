import { openMonth } from '../../domain/calendar/booking.ts'
import { monthOf } from '../../domain/calendar/shanghai.ts'
import { refuse } from '../../domain/refusal.ts'
import { offer } from '../../domain/say.ts'
import { nothing } from '../../store/d1.ts'
import { monthQuery } from '../../store/ledger.ts'
import { args, optional, requiredIfTyped } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { workTime } from '../args/when.ts'
import { defineCommand } from '../define.ts'
import { monthLines } from '../figures/month-lines.ts'
import { registered } from '../gates.ts'
import { recordTypedWork, typedWorkQueries } from './typed-work.ts'

/** More lines than a month can have in earnest. */
const wholeMonth = 200

/** `/工时 2小时 事由 [日期]`: hours by hand, which wait for the secretary; without anything, mine of this month. */
export const hours = defineCommand({
  name: '工时',
  aliases: ['hours', 'gs'],
  topic: 'hours',
  usage: '/工时 2小时 做了什么 [日期]',
  example: '/工时 昨天 14:00-16:30 社区图书整理',
  args: args({ work: requiredIfTyped(workTime, 'arg.duration.missing'), note: optional(rest) }),
  who: registered,
  read: (ask) => ({
    ...typedWorkQueries(ask, ask.args.work),
    month: ask.args.work ? nothing : monthQuery(ask.sender, monthOf(ask.at), openMonth(ask.at), wholeMonth),
  }),
  decide: (situation) => {
    const { who, facts, at, args } = situation
    if (!args.work)
      return { say: monthLines(facts.month, monthOf(at), who.inGroup), offer: [offer('offer.me', '/我的')] }
    if (!args.note) return refuse('hours.no_reason', { minutes: args.work.minutes })
    return recordTypedWork('manual', args.work, args.note, situation)
  },
})
