import { addDays, DAY, startOfDay } from '../domain/calendar/shanghai.ts'
import { handoverNotice } from '../domain/roster/handover.ts'
import { line, offer } from '../domain/say.ts'
import { handoversDueQuery } from '../store/handovers-due.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const atOnce = 200
/** What was handed over within so many days before counts for this time. */
const stillGood = 30

/** Seven days before the last planned shift of somebody whom another follows, the handover is asked for (R019). */
export const handoverDue = defineJob({
  name: 'handover-due',
  due: (after, upTo) => onDays(after, upTo, 9 * 60, (day) => ({ period: day, lastDay: addDays(day, 3) })),
  targets: 'all',
  read: ({ period, cursor, due_at }) => {
    const day = addDays(period, handoverNotice)
    const lastDay = { from: startOfDay(day), to: startOfDay(addDays(day, 1)) }
    return {
      due: handoversDueQuery({ lastDay, since: due_at - stillGood * DAY, after: cursor, limit: atOnce }),
    }
  },
  decide: ({ facts: { due }, run }) => ({
    mail: due.map(({ person_id, community_id, community, starts_at, ends_at, next }) => ({
      to: person_id,
      say: [
        line('remind.handover', { community, shifts: `${starts_at}-${ends_at}`, name: next ?? '' }),
        line('remind.handover_how'),
      ],
      offer: [offer('offer.handovers', '/交接')],
      dedupe: `handover/${run.period}/${community_id}/${person_id}`,
      expiresAt: ends_at,
    })),
    // Somebody's second community may lie behind the page's end.
    ...(due.length === atOnce && { next: (due.at(-1)?.person_id ?? 1) - 1 }),
  }),
})
