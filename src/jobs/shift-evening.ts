import { addDays, dayOf, startOfDay } from '../domain/calendar/shanghai.ts'
import { line, offer } from '../domain/say.ts'
import { shiftLetter, shiftsOfDayQuery } from '../store/shift-reminders.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

const evening = 20 * 60 + 30
const atOnce = 200

/**
 * At 20:30 the evening before, everybody on the next day's roster hears when and where (rule 8.13). What is planned later
 * has the reminder before the start only. A letter that comes too late for the evening goes the next morning.
 */
export const shiftEvening = defineJob({
  name: 'shift-evening',
  due: (after, upTo) => onDays(after, upTo, evening, (day) => ({ period: day, lastDay: day })),
  targets: 'all',
  read: ({ period, due_at, cursor }) => {
    const day = addDays(period, 1)
    return {
      shifts: shiftsOfDayQuery(startOfDay(day), startOfDay(addDays(day, 1)), due_at, cursor, atOnce),
    }
  },
  decide: ({ facts: { shifts } }) => ({
    mail: shifts.map(({ id, person_id, community, starts_at, ends_at }) => {
      const date = dayOf(starts_at).slice(5)
      return {
        to: person_id,
        say: [line('remind.shift', { day: dayOf(starts_at), from: starts_at, to: ends_at, community })],
        offer: [offer('offer.remind_leave', `/请假 ${date}`)],
        dedupe: shiftLetter.evening(id),
        expiresAt: starts_at,
      }
    }),
    ...(shifts.length === atOnce && { next: shifts.at(-1)?.id ?? 0 }),
  }),
})
