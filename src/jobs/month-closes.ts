import { dayOf } from '../domain/calendar/shanghai.ts'
import { closingOn } from '../domain/reminders/moments.ts'
import { line, offer } from '../domain/say.ts'
import { secretariesOfQuery } from '../store/keepers.ts'
import { pendingOfMonthQuery } from '../store/month-end.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

/**
 * On the 5th at 09:00, or on the last working day before it, secretaries with pending hours of the month that closes hear
 * how many wait, and that what is approved later counts in the open month (R069). Approvals are not in the weekly budget.
 */
export const monthCloses = defineJob({
  name: 'month-closes',
  due: (after, upTo, calendar) =>
    onDays(after, upTo, 9 * 60, (day) => {
      const closing = closingOn(day, calendar)
      return closing && { period: closing.month, lastDay: closing.fifth }
    }),
  targets: 'communities',
  read: ({ target, period }) => ({
    secretaries: secretariesOfQuery(target),
    pending: pendingOfMonthQuery(target, period),
  }),
  decide: ({ facts: { secretaries, pending }, run }) => {
    const [waiting] = pending
    if (!waiting) return {}
    const { name, entries } = waiting
    const closing = { month: run.period, day: dayOf(run.until - 1) }
    const say = [
      line('remind.closing', { ...closing, community: name, count: entries }),
      line('remind.closing_how', closing),
    ]
    return {
      mail: secretaries.map(({ person_id }) => ({
        to: person_id,
        say,
        offer: [offer('offer.review', '/审核')],
        dedupe: `closing/${run.period}/${run.target}/${person_id}`,
        expiresAt: run.until,
      })),
    }
  },
})
