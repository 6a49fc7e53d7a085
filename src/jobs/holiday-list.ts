import { holidayListDue } from '../domain/calendar/holiday-due.ts'
import { addDays } from '../domain/calendar/shanghai.ts'
import { isWorkingDay } from '../domain/calendar/working-days.ts'
import { offer } from '../domain/say.ts'
import { administratorsQuery } from '../store/keepers.ts'
import { defineJob } from './define.ts'
import { momentOf, onDays } from './due.ts'

const morning = 9 * 60

/** Each week, on its first working day at 09:00, the administrators are asked for the holiday list that is missing (rule 8.20). */
export const holidayList = defineJob({
  name: 'holiday-list',
  due: (after, upTo, calendar) =>
    onDays(after, upTo, morning, (day) => {
      const due = isWorkingDay(day, calendar) ? holidayListDue(momentOf(day, morning), calendar) : undefined
      return due && { period: due.period, lastDay: addDays(day, 6) }
    }),
  targets: 'all',
  read: () => ({ administrators: administratorsQuery() }),
  decide: ({ facts: { administrators }, run, now, calendar }) => {
    // The list may have come since.
    const due = holidayListDue(now, calendar)
    if (!due) return {}
    return {
      mail: administrators.map(({ person_id }) => ({
        to: person_id,
        say: due.say,
        offer: [offer('offer.remind_holidays', '/节假日')],
        unasked: true as const,
        dedupe: `holidays/${run.period}/${person_id}`,
        expiresAt: run.until,
      })),
    }
  },
})
