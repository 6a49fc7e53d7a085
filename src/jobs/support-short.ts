import { addMonths, dayOf, lastDayOf, startOfDay } from '../domain/calendar/shanghai.ts'
import { line, offer } from '../domain/say.ts'
import { missing } from '../domain/support/rhythm.ts'
import { shortMembersQuery } from '../store/support-watch.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const [atOnce, named] = [100, 6]

/**
 * On the 25th at 09:00 members who are short of this month’s visits are reminded in private, and nobody else (R079): which
 * households, how many visits; not who is on leave. It counts as unasked (R128).
 */
export const supportShort = defineJob({
  name: 'support-short',
  due: (after, upTo) =>
    onDays(after, upTo, 9 * 60, (day) =>
      day.endsWith('-25') ? { period: day.slice(0, 7), lastDay: lastDayOf(day.slice(0, 7)) } : undefined,
    ),
  targets: 'communities',
  read: ({ target, period, due_at, cursor }) => ({
    members: shortMembersQuery(target, { month: period, today: dayOf(due_at), after: cursor, limit: atOnce }),
  }),
  decide: ({ facts, run, policy }) => ({
    mail: facts.members.map(({ member_id, pairs, count }) => {
      const short = JSON.parse(pairs) as { code: string; made: number; quota: number }[]
      const few = policy.householdsAMember
      return {
        to: member_id,
        say: [
          line('remind.support_short', { count: short.length }),
          ...short
            .slice(0, named)
            .map(({ code, made, quota }) =>
              line('remind.support_short_one', { code, made, missing: missing({ quota, visits: made }) }),
            ),
          ...(count < few ? [line('remind.support_few', { quota: few, count })] : []),
          line('remind.support_short_how'),
        ],
        offer: short.slice(0, 2).map(({ code }) => offer('offer.visit', `/走访 ${code}`, { code })),
        unasked: true as const,
        dedupe: `support/short/${run.period}/${member_id}`,
        expiresAt: startOfDay(`${addMonths(run.period, 1)}-01`),
      }
    }),
    ...(facts.members.length === atOnce && { next: facts.members.at(-1)?.member_id ?? 0 }),
  }),
})
