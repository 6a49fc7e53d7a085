import { addDays, startOfDay } from '../domain/calendar/shanghai.ts'
import { gapLines } from '../domain/reminders/gap-lines.ts'
import { daysAhead } from '../domain/reminders/moments.ts'
import { communitiesQuery, linkedWith, onRosterQuery } from '../store/gaps.ts'
import { liaisonsOfQuery } from '../store/keepers.ts'
import { defineJob } from './define.ts'
import { friday, readAhead } from './friday.ts'

/**
 * On Friday a unit's liaisons hear on which days of the next week nobody is on duty in the communities that the unit is
 * linked with (R012): one letter for all of them, none when there is no gap.
 */
export const gapsOfUnits = defineJob({
  name: 'gaps-of-units',
  due: friday,
  targets: 'units',
  read: ({ target, period }) => ({
    liaisons: liaisonsOfQuery(target),
    communities: communitiesQuery(linkedWith(target)),
    roster: onRosterQuery(linkedWith(target), addDays(period, 1), addDays(period, readAhead)),
  }),
  decide: ({ facts: { liaisons, communities, roster }, run, calendar, policy }) => {
    const days = daysAhead(run.period, calendar)
    const say = gapLines(communities, days, roster, calendar, policy)
    if (say.length === 0) return {}
    return {
      mail: liaisons.map(({ person_id }) => ({
        to: person_id,
        say,
        unasked: true as const,
        dedupe: `gaps/${run.period}/unit/${run.target}/${person_id}`,
        expiresAt: startOfDay(addDays(days.at(-1) ?? run.period, 1)),
      })),
    }
  },
})
