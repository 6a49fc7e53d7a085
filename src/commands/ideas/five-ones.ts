import { keptPeriod } from '../../domain/calendar/kept-period.ts'
import { monthOf } from '../../domain/calendar/shanghai.ts'
import { filledBy } from '../../domain/ideas/five-ones.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { fiveOfUnitsQuery, fiveRecordsQuery } from '../../store/five-ones.ts'
import { args, optional } from '../args/args.ts'
import { period } from '../args/period.ts'
import { year } from '../args/year.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { itemLines, unitLines } from './five-ones-lines.ts'

const namesShown = 6

/**
 * `/五个一 [去年]`: what a member does once a year (R074), ticked by records alone: each ✔ names its record, each ✘ says what
 * to type. A liaison sees how many of the unit have what, names in private. Refuses with five.year, five.members_only.
 */
export const five = defineCommand({
  name: '五个一',
  aliases: ['five'],
  topic: 'self',
  usage: '/五个一 [去年]',
  example: '/五个一',
  args: args({ year: optional(year), period: optional(period) }),
  who: registeredOrAppointed,
  read: ({ args, sender, message, at }) => {
    const year = yearOf(args, at) ?? ''
    const inGroup = message.conversation.kind === 'group'
    return {
      // In a group nobody is told what somebody lacks.
      records: fiveRecordsQuery(sender, inGroup ? '' : year),
      units: fiveOfUnitsQuery(sender, year, inGroup ? 0 : namesShown),
    }
  },
  decide: ({ args, facts, who, at }): Decision | Refusal => {
    const year = yearOf(args, at)
    if (year === undefined) return refuse('five.year')
    const counts = facts.units.flatMap((unit) => unitLines(unit, year))
    if (who.inGroup) return { say: [...counts.slice(0, 6), line('five.private')] }
    const isMember = who.person?.kind === 'member'
    if (!isMember && counts.length === 0) return refuse('five.members_only')
    const items = filledBy(facts.records)
    const done = items.filter(({ record }) => record?.counts).length
    const own = isMember
      ? [
          line(done === items.length ? 'five.all' : 'five.title', { year, done, of: items.length }),
          ...itemLines(items),
        ]
      : []
    return {
      say: [...own, ...counts].slice(0, 11),
      offer: isMember && done < items.length ? [offer('offer.orders', '/订单')] : [],
    }
  },
})

/** The year that is asked for, this one without a word; undefined for a month or a week. */
function yearOf(
  typed: { year?: string | undefined; period?: string | undefined },
  at: number,
): string | undefined {
  const year = typed.year ?? keptPeriod(typed.period, at, 'year')
  return year !== undefined && /^\d{4}$/.test(year) && year <= monthOf(at).slice(0, 4) ? year : undefined
}
