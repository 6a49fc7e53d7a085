import { addDays } from '../../domain/calendar/shanghai.ts'
import { behindPace, paceOn, targetLessLeave } from '../../domain/figures/pace.ts'
import { leaveDaysWithin } from '../../domain/roster/leave.ts'
import { ledgerOfQuery, personPageQuery, seenPerson } from '../../store/console/people.ts'
import type { RowsOf } from '../../store/d1.ts'
import { ownLeavesQuery } from '../../store/leave.ts'
import { pendingOfQuery, talliesQuery } from '../../store/standing.ts'
import { MonthColumns } from '../chart/month-columns.tsx'
import { YearBar } from '../chart/year-bar.tsx'
import type { View } from '../page.ts'
import { Ledger } from './ledger.tsx'

const linesShown = 50

/** The year that is asked for, this one by default. */
const yearOf = ({ asked, today }: View): string => {
  const year = asked('year') ?? ''
  return /^20\d\d$/.test(year) && year <= today.slice(0, 4) ? year : today.slice(0, 4)
}

const monthsOf = (year: string) =>
  Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)

/** What a person's year is made from; nothing for whom the viewer does not see. */
export function yearQueries(view: View, id: number) {
  const { scope, asked } = view
  const year = yearOf(view)
  const person = seenPerson(scope, id)
  return {
    person: personPageQuery(scope, id),
    tallies: talliesQuery(person, [year, ...monthsOf(year)]),
    pending: pendingOfQuery(person),
    leaves: ownLeavesQuery(person, `${year}-01-01`),
    lines: ledgerOfQuery(scope, id, year, Number(asked('before')) || 0, linesShown + 1),
  }
}

/** One person's year: hours against the target as `/我的` reckons it, by month, and every line of the ledger. */
export const Year = ({
  view,
  facts,
  address,
}: {
  view: View
  facts: RowsOf<ReturnType<typeof yearQueries>>
  /** Where this page is, for its links: `/console/me`. */
  address: string
}) => {
  const { words, today, policy } = view
  const [person] = facts.person
  if (!person) return null
  const year = yearOf(view)
  const current = year === today.slice(0, 4)
  const of = (period: string) =>
    facts.tallies.find((one) => one.period === period) ?? { minutes: 0, points: 0 }
  const { minutes, points } = of(year)
  const away = leaveDaysWithin(facts.leaves, `${year}-01-01`, `${year}-12-31`)
  const target = targetLessLeave(policy.yearlyTargetMinutes, away, year)
  const gone = leaveDaysWithin(facts.leaves, `${year}-01-01`, addDays(today, -1))
  const paced = current && person.kind === 'member'
  const behind = paced ? behindPace(minutes, policy.yearlyTargetMinutes, gone, today) : 0
  const [pending] = facts.pending
  const before = String(Number(year) - 1)
  return (
    <>
      <section>
        <h2>
          {person.name} · {words('console.year', { year })}
        </h2>
        <p class="soft">
          {[
            person.kind && words(`kind.${person.kind}`),
            person.unit,
            person.community,
            person.grid,
            words(`state.${person.state}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <YearBar
          view={view}
          minutes={minutes}
          target={target}
          pace={paced ? paceOn(policy.yearlyTargetMinutes, gone, today) : undefined}
          recommended={policy.recommendMinutes}
        />
        <p>{words('console.year_sum', { minutes, target, points })}</p>
        {away > 0 && <p>{words('console.year_leave', { days: away })}</p>}
        {behind > 0 && <p class="bad">{words('console.behind', { minutes: behind })}</p>}
        {current && (pending?.entries ?? 0) > 0 && (
          <p>
            {words('console.pending', { entries: pending?.entries ?? 0, minutes: pending?.minutes ?? 0 })}
          </p>
        )}
        <p>
          <a class="button" href={`${address}?year=${before}`}>
            {words('console.year', { year: before })}
          </a>
          <a class="button" href={`/console/certificate/${person.id}?year=${year}`}>
            {words('certificate.open')}
          </a>
          {!current && (
            <a class="button" href={address}>
              {words('console.this_year')}
            </a>
          )}
        </p>
      </section>
      <section>
        <h2>{words('console.by_month')}</h2>
        <MonthColumns view={view} year={year} minutes={monthsOf(year).map((month) => of(month).minutes)} />
      </section>
      <Ledger view={view} lines={facts.lines} shown={linesShown} more={`${address}?year=${year}&before=`} />
    </>
  )
}
