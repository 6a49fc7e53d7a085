import { inflationLines } from '../../commands/figures/inflation-lines.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { gradesOfScopeQuery } from '../../store/console/grades.ts'
import { GradeBars } from '../chart/grade-bars.tsx'
import { GradeTable } from '../grades/grade-table.tsx'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage } from '../page.ts'

/**
 * How often each grade was given in a month (R071), by community; by grader, and whose grades tell nothing apart, for
 * administrators only, as in the first working day's letter to them.
 */
export const grades = definePage({
  path: '/grades',
  title: 'console.grades',
  eyes: ['administrator', 'secretary', 'street_officer'],
  read: (view) => ({ grades: gradesOfScopeQuery(view.scope, askedMonth(view)) }),
  render: ({ grades }, view) => {
    const { words } = view
    const month = askedMonth(view)
    const all = isAdministrator(view.viewer.roles)
    const inflated = all ? inflationLines(month, grades) : []
    return (
      <>
        <section>
          <h2>{words('console.year', { year: month })}</h2>
          <MonthChoice view={view} path="/grades" />
          {grades.length === 0 ? (
            <p>{words('console.grades_none', { period: month })}</p>
          ) : (
            <>
              <GradeBars view={view} month={month} grades={grades} />
              <GradeTable view={view} month={month} grades={grades} by="community" />
            </>
          )}
        </section>
        {inflated.length > 0 && (
          <section>
            <h2>{words('console.inflation')}</h2>
            <ul class="rows">
              {inflated.map(({ code, params }) => (
                <li>{words(code, params)}</li>
              ))}
            </ul>
          </section>
        )}
        {all && grades.length > 0 && (
          <section>
            <h2>{words('console.grades_by_grader')}</h2>
            <GradeTable view={view} month={month} grades={grades} by="grader" />
          </section>
        )}
      </>
    )
  },
})
