import { inflationLines } from '../commands/figures/inflation-lines.ts'
import { DAY } from '../domain/calendar/shanghai.ts'
import { administratorsQuery } from '../store/keepers.ts'
import { gradesOfMonthQuery } from '../store/order-figures.ts'
import { defineJob } from './define.ts'
import { reportDay } from './report-day.ts'

/**
 * On the first working day of a month the administrators, and nobody else, hear whose grades of the last month have become
 * too good to tell anything apart (R067, R071). Nobody's: nothing is sent.
 */
export const gradeInflation = defineJob({
  name: 'grade-inflation',
  due: reportDay,
  targets: 'all',
  read: ({ period }) => ({ administrators: administratorsQuery(), grades: gradesOfMonthQuery(period) }),
  decide: ({ facts: { administrators, grades }, run }) => {
    const say = inflationLines(run.period, grades)
    if (say.length === 0) return {}
    return {
      mail: administrators.map(({ person_id }) => ({
        to: person_id,
        say,
        dedupe: `grade-inflation/${run.period}/${person_id}`,
        expiresAt: run.due_at + 30 * DAY,
      })),
    }
  },
})
