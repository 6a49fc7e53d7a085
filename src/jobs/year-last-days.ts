import { startOfDay } from '../domain/calendar/shanghai.ts'
import { line, offer } from '../domain/say.ts'
import { groupsOfQuery, registeredQuery } from '../store/month-end.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const atOnce = 200

/**
 * On 31 December at 09:00 everybody who is registered, and each group, hears that the year's services can be reported
 * until it closes on 5 January at 24:00 (rule 4). One text for all, so that DingTalk carries it to twenty at once.
 */
export const yearLastDays = defineJob({
  name: 'year-last-days',
  due: (after, upTo) =>
    onDays(after, upTo, 9 * 60, (day) =>
      day.endsWith('-12-31') ? { period: day.slice(0, 4), lastDay: day } : undefined,
    ),
  targets: 'communities',
  read: ({ target, cursor }) => ({
    people: registeredQuery(target, cursor, atOnce),
    groups: groupsOfQuery(target),
  }),
  decide: ({ facts: { people, groups }, run }) => {
    const year = run.period
    const text = { say: [line('remind.last_days', { year }), line('remind.last_days_how', { year })] }
    const expiresAt = startOfDay(`${Number(year) + 1}-01-06`)
    return {
      mail: people.map(({ id }) => ({
        ...text,
        to: id,
        offer: [offer('offer.hours', '/工时')],
        unasked: true as const,
        dedupe: `last-days/${year}/${id}`,
        expiresAt,
      })),
      tell:
        run.cursor > 0
          ? []
          : groups.map(({ id }) => ({ ...text, group: id, dedupe: `last-days/${year}/g${id}` })),
      ...(people.length === atOnce && { next: people.at(-1)?.id ?? 0 }),
    }
  },
})
