import { monthOf } from '../domain/calendar/shanghai.ts'
import { quotaLeft } from '../domain/outbox/quota.ts'
import { reportWay, reportWays } from '../domain/reminders/report-way.ts'
import { line } from '../domain/say.ts'
import { usageQuery } from '../store/channel.ts'
import { administratorsQuery } from '../store/keepers.ts'
import { pushedMembersQuery } from '../store/member-ways.ts'
import { defineJob } from './define.ts'
import { reportDay } from './report-day.ts'

/**
 * Decides before the monthly reports whether DingTalk's quota bears one for every member there, and tells the
 * administrators which way was taken. The run's cursor keeps the decision, for `month-report` to read: the place of the way
 * in `reportWays`, from 1.
 */
export const reportWayJob = defineJob({
  name: 'report-way',
  due: reportDay,
  targets: 'all',
  read: (_, now) => ({
    administrators: administratorsQuery(),
    members: pushedMembersQuery(),
    usage: usageQuery(monthOf(now)),
  }),
  decide: ({ facts, run, policy }) => {
    if (run.cursor > 0) return {}
    const members = facts.members[0]?.count ?? 0
    const { left } = quotaLeft(facts.usage, policy).call
    const way = reportWay(members, left)
    const params = { month: run.period, count: members, left }
    const say =
      way === 'all'
        ? [line('remind.way_all', params)]
        : [line('remind.way_behind', params), line('remind.way_others')]
    return {
      mail:
        members === 0
          ? []
          : facts.administrators.map(({ person_id }) => ({
              to: person_id,
              say,
              dedupe: `report-way/${run.period}/${person_id}`,
              expiresAt: run.until,
            })),
      next: reportWays.indexOf(way) + 1,
    }
  },
})
