import { addDays, startOfDay } from '../domain/calendar/shanghai.ts'
import { rulesIn } from '../domain/rally/mode.ts'
import { gapLines } from '../domain/reminders/gap-lines.ts'
import { daysAhead } from '../domain/reminders/moments.ts'
import { offer } from '../domain/say.ts'
import { atWarQuery } from '../store/area.ts'
import { communitiesQuery, hasRosterQuery, onRosterQuery, thatOne } from '../store/gaps.ts'
import { secretariesOfQuery } from '../store/keepers.ts'
import { defineJob } from './define.ts'
import { friday, readAhead } from './friday.ts'

/** A community that has planned nothing for so many days has no roster: its secretary is not asked every week. */
export const rosterLives = 60

/** On Friday the secretaries of a community that has a roster hear on which days of the next week it is empty (R012). */
export const gapsOfCommunities = defineJob({
  name: 'gaps-of-communities',
  due: friday,
  targets: 'communities',
  read: ({ target, period }) => ({
    secretaries: secretariesOfQuery(target),
    war: atWarQuery(target),
    communities: communitiesQuery(thatOne(target)),
    planned: hasRosterQuery(target, addDays(period, -rosterLives)),
    roster: onRosterQuery(thatOne(target), addDays(period, 1), addDays(period, readAhead)),
  }),
  decide: ({ facts: { secretaries, communities, planned, roster, war }, run, calendar, policy }) => {
    const days = daysAhead(run.period, calendar)
    const say = gapLines(communities, days, roster, calendar, rulesIn(war.length > 0, policy))
    if (say.length === 0 || planned.length === 0) return {}
    return {
      mail: secretaries.map(({ person_id }) => ({
        to: person_id,
        say,
        offer: [offer('offer.shifts', '/值班表 下周')],
        unasked: true as const,
        dedupe: `gaps/${run.period}/community/${run.target}/${person_id}`,
        expiresAt: startOfDay(addDays(days.at(-1) ?? run.period, 1)),
      })),
    }
  },
})
