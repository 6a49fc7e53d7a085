import { lastDayOf } from '../domain/calendar/shanghai.ts'
import { workingDaysBetween } from '../domain/calendar/working-days.ts'
import { line, offer } from '../domain/say.ts'
import { communitiesQuery, thatOne } from '../store/gaps.ts'
import { secretariesOfQuery } from '../store/keepers.ts'
import { poolSizesQuery } from '../store/pairing-pool.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

/**
 * On the 10th at 09:00, or the first working day after it, the secretaries of a community in which both members and
 * volunteers have no partner hear how many (R087). It says no names, and nothing when one side has nobody.
 */
export const unpaired = defineJob({
  name: 'unpaired',
  due: (after, upTo, calendar) =>
    onDays(after, upTo, 9 * 60, (day) => {
      const month = day.slice(0, 7)
      const [first] = workingDaysBetween(`${month}-10`, lastDayOf(month), calendar)
      return first === day ? { period: month, lastDay: lastDayOf(month) } : undefined
    }),
  targets: 'communities',
  read: ({ target, due_at }) => ({
    sizes: poolSizesQuery(target, due_at),
    secretaries: secretariesOfQuery(target),
    communities: communitiesQuery(thatOne(target)),
  }),
  decide: ({ facts, run }) => {
    const { members, volunteers } = facts.sizes[0] ?? { members: 0, volunteers: 0 }
    if (members === 0 || volunteers === 0) return {}
    const community = facts.communities[0]?.name ?? ''
    return {
      mail: facts.secretaries.map(({ person_id }) => ({
        to: person_id,
        say: [line('remind.unpaired', { community, members, volunteers })],
        offer: [offer('offer.pair', '/配对')],
        unasked: true as const,
        dedupe: `unpaired/${run.period}/${run.target}/${person_id}`,
        expiresAt: run.until,
      })),
    }
  },
})
