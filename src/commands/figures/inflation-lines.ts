import { type Inflated, inflation } from '../../domain/order/inflation.ts'
import { type Line, line } from '../../domain/say.ts'
import type { NamedGrades } from '../../store/order-figures.ts'

const [shown, shownShort] = [8, 3]

interface Row {
  name: string
  count: number
  share: number
  others: number | null
}

/** Whose grades of a month tell nothing apart (R071), the most conspicuous first. */
const found = (grades: readonly NamedGrades[]): Row[] =>
  inflation(grades).map((one) => ({
    name: nameOf(one, grades),
    count: one.grades,
    share: one.share,
    others: one.others,
  }))

const nameOf = ({ of, id }: Inflated, grades: readonly NamedGrades[]): string =>
  of === 'community'
    ? (grades.find(({ community_id }) => community_id === id)?.community ?? '')
    : (grades.find(({ grader_id }) => grader_id === id)?.grader ?? '')

/** The letter to an administrator about a month; none when everybody’s grades tell something. */
export function inflationLines(month: string, grades: readonly NamedGrades[]): Line[] {
  const rows = found(grades)
  if (rows.length === 0) return []
  return [
    line('inflation.title', { month }),
    ...rows
      .slice(0, shown)
      .map(({ others, ...row }) =>
        others === null ? line('inflation.row', row) : line('inflation.row_others', { ...row, others }),
      ),
    ...(rows.length > shown ? [line('inflation.more', { count: rows.length - shown })] : []),
    line('inflation.how'),
  ]
}

/** The same in one line, below other figures. */
export function inflationLine(grades: readonly NamedGrades[]): Line[] {
  const rows = found(grades)
  if (rows.length === 0) return []
  const said = rows
    .slice(0, shownShort)
    .map(({ name, count, share }) => JSON.stringify(line('inflation.short', { name, count, share })))
  return [
    rows.length > shownShort
      ? line('inflation.line_more', { rows: said, count: rows.length })
      : line('inflation.line', { rows: said }),
  ]
}
