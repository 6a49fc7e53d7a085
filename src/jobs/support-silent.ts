import { addDays, DAY, dayOf, daysBetween } from '../domain/calendar/shanghai.ts'
import { line, offer } from '../domain/say.ts'
import { subjectsOf } from '../domain/support/household.ts'
import { silentPairsQuery } from '../store/support-watch.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const atOnce = 200

/**
 * Every day at 09:00 members hear in private of a household that has been without contact for 30 days, once for each such
 * time (R090); a week later it stands in the secretary’s digest of Monday. It counts as unasked (R128).
 */
export const supportSilent = defineJob({
  name: 'support-silent',
  due: (after, upTo) => onDays(after, upTo, 9 * 60, (day) => ({ period: day, lastDay: addDays(day, 1) })),
  targets: 'all',
  read: ({ due_at, cursor }) => ({ pairs: silentPairsQuery(dayOf(due_at), cursor, atOnce) }),
  decide: ({ facts, run }) => ({
    mail: facts.pairs.flatMap(({ id, member_id, code, subjects, contact_day, away }) => {
      const names = subjectsOf(subjects).map((subject) => `subject.${subject}`)
      const what = {
        code,
        subjects: names.length > 0 ? names : ['subject.none'],
        days: daysBetween(contact_day, dayOf(run.due_at)),
      }
      if (away) return []
      return [
        {
          to: member_id,
          say: [line('remind.support_silent', what), line('remind.support_short_how')],
          offer: [offer('offer.visit', `/走访 ${code}`, { code })],
          unasked: true as const,
          dedupe: `support/silent/${id}/${contact_day}`,
          expiresAt: run.due_at + 14 * DAY,
        },
      ]
    }),
    ...(facts.pairs.length === atOnce && { next: facts.pairs.at(-1)?.id ?? 0 }),
  }),
})
