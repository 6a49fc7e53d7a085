import { DAY } from '../domain/calendar/shanghai.ts'
import { pairsNowLine } from '../domain/figures/pairs-of-month.ts'
import { type Line, line } from '../domain/say.ts'
import { brokenQuery } from '../store/channel.ts'
import { administratorsQuery } from '../store/keepers.ts'
import { pairsNowQuery } from '../store/pair-count.ts'
import { lostGroupLettersQuery, lostLettersQuery, mutedGroupsQuery } from '../store/week.ts'
import { defineJob } from './define.ts'
import { monday } from './monday.ts'

const groupsNamed = 4
const channelsCounted = 100

/**
 * On Monday the administrators hear what is broken: ways out that the platform refuses, letters given up, groups without a
 * way. Nothing is broken: nothing is sent. A missing holiday list has a weekly letter of its own (holiday-list.ts).
 */
export const weekAdministrators = defineJob({
  name: 'week-administrators',
  due: monday,
  targets: 'all',
  read: ({ due_at }) => ({
    administrators: administratorsQuery(),
    broken: brokenQuery(channelsCounted),
    pairs: pairsNowQuery(),
    groups: mutedGroupsQuery(null, groupsNamed),
    lost: lostLettersQuery(null, due_at - 7 * DAY),
    lostByGroups: lostGroupLettersQuery(due_at - 7 * DAY),
  }),
  decide: ({ facts, run }) => {
    const { administrators, broken, groups } = facts
    const [toPeople, toGroups] = [facts.lost[0]?.count ?? 0, facts.lostByGroups[0]?.count ?? 0]
    const [group] = groups
    const found: Line[] = []
    if (broken.length > 0) found.push(line('remind.broken', { count: broken.length }))
    if (group) {
      const names = groups.map(({ title, community }) => (title ? `${community} ${title}` : community))
      found.push(line('remind.week_groups', { count: group.count, groups: names }))
    }
    if (broken.length > 0 || group) found.push(line('remind.week_bind'))
    if (toPeople + toGroups > 0) found.push(line('remind.given_up', { people: toPeople, groups: toGroups }))
    if (found.length === 0) return {}
    // How the pairs stand is news of no hurry: it goes along.
    found.push(...pairsNowLine(facts.pairs[0], false))
    return {
      mail: administrators.map(({ person_id }) => ({
        to: person_id,
        say: [line('remind.week_broken'), ...found],
        dedupe: `week/${run.period}/administrators/${person_id}`,
        expiresAt: run.due_at + 7 * DAY,
      })),
    }
  },
})
