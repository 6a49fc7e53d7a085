import { type GradeSum, gradesBy } from '../../domain/figures/grades.ts'
import { tenthsOf } from '../../domain/figures/rate.ts'
import { inflation } from '../../domain/order/inflation.ts'
import type { NamedGrades } from '../../store/order-figures.ts'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

/** Every community or grader with the three grades; for administrators it is marked whose grades tell nothing apart. */
export const GradeTable = ({
  view: { words, scope },
  month,
  grades,
  by,
}: {
  view: View
  month: string
  grades: readonly NamedGrades[]
  by: 'community' | 'grader'
}) => {
  const sums = gradesBy(grades, by)
  const marked = new Set(
    scope.everywhere ? inflation(grades).flatMap(({ of, id }) => (of === by ? [id] : [])) : [],
  )
  const share = ({ excellent, all }: GradeSum) =>
    words('console.percent', { share: tenthsOf(excellent, all) })
  const total = (of: 'excellent' | 'good' | 'fair' | 'all') => sums.reduce((sum, row) => sum + row[of], 0)
  const whole = {
    id: 0,
    excellent: total('excellent'),
    good: total('good'),
    fair: total('fair'),
    all: total('all'),
  }
  return (
    <Table
      caption={`${words(by === 'community' ? 'console.by_community' : 'console.grades_by_grader')} · ${words('console.grades_caption', { period: month })}`}
      columns={[
        {
          title: words(by === 'community' ? 'console.col.community' : 'console.col.grader'),
          of: ({ id }: GradeSum) => (
            <>
              {nameOf(grades, by, id)}{' '}
              {marked.has(id) && <span class="bad">{words('console.grades_flag')}</span>}
            </>
          ),
        },
        { title: words('console.col.grades'), of: ({ all }) => all, number: true },
        { title: words('console.col.excellent'), of: ({ excellent }) => excellent, number: true },
        { title: words('console.col.good'), of: ({ good }) => good, number: true },
        { title: words('console.col.fair'), of: ({ fair }) => fair, number: true },
        { title: words('console.col.excellent_share'), of: share, number: true },
      ]}
      rows={sums}
      foot={[words('console.sum'), whole.all, whole.excellent, whole.good, whole.fair, share(whole)]}
    />
  )
}

/** What a community or a grader is called; a grader who has left has no name. */
const nameOf = (grades: readonly NamedGrades[], by: 'community' | 'grader', id: number): string => {
  const found = grades.find((one) => one[`${by}_id`] === id)
  return found === undefined ? '' : found[by]
}
