import { answerOffers } from '../commands/ideas/suggestion-make.ts'
import { addDays, DAY, dayOf } from '../domain/calendar/shanghai.ts'
import { daysLeft, suggestionNumber } from '../domain/ideas/suggestion.ts'
import { line, offer } from '../domain/say.ts'
import type { Mail } from '../store/mail.ts'
import { dueSuggestionsQuery } from '../store/suggestion-watch.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const [ahead, past, atOnce] = [2, 7, 100]

/**
 * Every day at 09:00 secretaries are reminded of suggestions that are due in two days and today (R085); of one that is
 * overdue the street’s officer hears, where there is none the administrator, once. It is their work: not counted as unasked.
 */
export const suggestionsDue = defineJob({
  name: 'suggestions-due',
  due: (after, upTo) => onDays(after, upTo, 9 * 60, (day) => ({ period: day, lastDay: addDays(day, 1) })),
  targets: 'all',
  read: ({ period, cursor }) => ({ due: dueSuggestionsQuery(period, { ahead, past }, cursor, atOnce) }),
  decide: ({ facts: { due }, run }) => ({
    mail: due.flatMap(({ id, community, due_day, idea, name, keepers, above }): Mail[] => {
      const days = daysLeft(due_day, dayOf(run.due_at))
      const what = { number: suggestionNumber(id), id, community, name, days: Math.abs(days), day: due_day }
      const text = idea === null ? [] : [line('suggest.text', { text: idea })]
      if (days < 0)
        return (JSON.parse(above) as number[]).map((to) => ({
          to,
          say: [line('remind.suggest_overdue', what), ...text, line('remind.suggest_overdue_how', what)],
          offer: [offer('offer.suggestion', `/建议 ${id}`, what)],
          dedupe: `suggestion/${id}/overdue/${to}`,
          expiresAt: run.due_at + 30 * DAY,
        }))
      return (JSON.parse(keepers) as number[]).map((to) => ({
        to,
        say: [line(days === 0 ? 'remind.suggest_today' : 'remind.suggest_due', what), ...text],
        offer: answerOffers(id),
        dedupe: `suggestion/${id}/due${days}/${to}`,
        expiresAt: run.due_at + ahead * DAY,
      }))
    }),
    ...(due.length === atOnce && { next: due.at(-1)?.id ?? 0 }),
  }),
})
