import { checkLine } from '../domain/figures/check-line.ts'
import { policyOf } from '../domain/policy.ts'
import { yearClosedLines } from '../domain/reminders/year-closed.ts'
import { offer } from '../domain/say.ts'
import { ledgerSumsQuery } from '../store/board.ts'
import { administratorsQuery } from '../store/keepers.ts'
import { unitYearsQuery, yearQuery } from '../store/month-end.ts'
import { policyQuery } from '../store/policy.ts'
import { defineJob } from './define.ts'
import { onDays } from './due.ts'

/** On 6 January at 09:00, when the year before has closed, the administrators get its figures for the assessment. */
export const yearClosed = defineJob({
  name: 'year-closed',
  due: (after, upTo) =>
    onDays(after, upTo, 9 * 60, (day) =>
      day.endsWith('-01-06')
        ? { period: String(Number(day.slice(0, 4)) - 1), lastDay: `${day.slice(0, 7)}-31` }
        : undefined,
    ),
  targets: 'all',
  read: ({ period }) => ({
    administrators: administratorsQuery(),
    year: yearQuery(period),
    units: unitYearsQuery(period),
    sums: ledgerSumsQuery(period),
    // The year's own target, whatever was set since.
    policy: policyQuery(`${period}-12-31`),
  }),
  decide: ({ facts, run }) => {
    const { yearlyTargetMinutes } = policyOf(facts.policy)
    const [year = { times: 0, minutes: 0, points: 0, people: 0 }] = facts.year
    const say = yearClosedLines(run.period, year, facts.units, checkLine(facts.sums), yearlyTargetMinutes)
    return {
      mail: facts.administrators.map(({ person_id }) => ({
        to: person_id,
        say,
        offer: [offer('offer.rank_units', '/排行 单位 去年')],
        unasked: true as const,
        dedupe: `year-closed/${run.period}/${person_id}`,
      })),
    }
  },
})
