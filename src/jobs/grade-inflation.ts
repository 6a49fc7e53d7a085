import { DAY } from '../domain/calendar/shanghai.ts'
import { type Inflated, inflation } from '../domain/order/inflation.ts'
import { type Line, line } from '../domain/say.ts'
import { administratorsQuery } from '../store/keepers.ts'
import { gradesOfMonthQuery } from '../store/order-figures.ts'
import { defineJob } from './define.ts'
import { reportDay } from './report-day.ts'

const shown = 8

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
    const found = inflation(grades)
    if (found.length === 0) return {}
    const nameOf = ({ of, id }: Inflated): string =>
      of === 'community'
        ? (grades.find(({ community_id }) => community_id === id)?.community ?? '')
        : (grades.find(({ grader_id }) => grader_id === id)?.grader ?? '')
    const rowOf = (one: Inflated): Line => {
      const what = { name: nameOf(one), count: one.grades, share: one.share }
      return one.others === null
        ? line('inflation.row', what)
        : line('inflation.row_others', { ...what, others: one.others })
    }
    const say = [
      line('inflation.title', { month: run.period }),
      ...found.slice(0, shown).map(rowOf),
      ...(found.length > shown ? [line('inflation.more', { count: found.length - shown })] : []),
      line('inflation.how'),
    ]
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
