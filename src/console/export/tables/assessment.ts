import { targetLessLeave } from '../../../domain/figures/pace.ts'
import { type Policy, policyOf } from '../../../domain/policy.ts'
import { type AssessmentLine, assessmentLinesQuery } from '../../../store/console/export/assessment.ts'
import { scopeTotalQuery } from '../../../store/console/export/ledger.ts'
import { policyQuery } from '../../../store/policy.ts'
import type { View } from '../../page.ts'
import { checkNote } from '../check.ts'
import { defineExport } from '../define.ts'

/** A member's target of a year, less leave; nobody else has one. */
const targetOf = (policy: Policy, year: string, { kind, leave_days }: AssessmentLine) =>
  kind === 'member' ? targetLessLeave(policy.yearlyTargetMinutes, leave_days, year) : null

/** The day whose rules a year goes by: its last, or today while it runs (R069). */
const ruledBy = ({ today }: View, year: string) => (today < `${year}-12-31` ? today : `${year}-12-31`)

/**
 * The year by person (R057, R058, R064): hours against the target, what others said of the services. Hours that were
 * exchanged for points stand apart. 计入本表 is what of them lies within the viewer's scope, by which the check line adds up.
 */
export const assessment = defineExport({
  name: 'assessment',
  title: 'export.assessment',
  about: 'export.assessment_about',
  eyes: ['person'],
  by: ['year'],
  begin: (view, year) => ({
    total: scopeTotalQuery(view.scope, year),
    rules: policyQuery(ruledBy(view, year)),
  }),
  page: ({ scope }, year, after, limit) => assessmentLinesQuery(scope, year, after, limit),
  key: ({ id }) => ['', id],
  columns: ({ words }, year, { rules }) => {
    const policy = policyOf(rules)
    const yes = (holds: boolean) => words(holds ? 'export.yes' : 'export.no')
    return [
      { title: words('console.col.name'), type: 'text', of: ({ name }) => name ?? words('export.gone') },
      { title: words('console.col.kind'), type: 'text', of: ({ kind }) => kind && words(`kind.${kind}`) },
      { title: words('console.col.unit'), type: 'text', of: ({ unit }) => unit, width: 22 },
      { title: words('console.col.community'), type: 'text', of: ({ community }) => community, width: 18 },
      { title: words('console.col.state'), type: 'text', of: ({ state }) => words(`state.${state}`) },
      { title: words('export.col.year_minutes'), type: 'minutes', of: ({ minutes }) => minutes, sum: true },
      { title: words('export.col.here'), type: 'minutes', of: ({ here }) => here, sum: true },
      { title: words('console.col.by_hand'), type: 'minutes', of: ({ by_hand }) => by_hand, sum: true },
      { title: words('console.col.times'), type: 'whole', of: ({ times }) => times, sum: true },
      { title: words('console.col.points'), type: 'whole', of: ({ points }) => points, sum: true },
      { title: words('export.col.leave'), type: 'whole', of: ({ leave_days }) => leave_days },
      { title: words('export.col.target'), type: 'minutes', of: (row) => targetOf(policy, year, row) },
      {
        title: words('export.col.met'),
        type: 'text',
        of: (row) => {
          const target = targetOf(policy, year, row)
          return target === null ? null : yes(row.minutes >= target)
        },
      },
      {
        title: words('export.col.recommended'),
        type: 'text',
        of: ({ minutes }) => yes(minutes >= policy.recommendMinutes),
      },
      { title: words('grade.excellent'), type: 'whole', of: ({ excellent }) => excellent, sum: true },
      { title: words('grade.good'), type: 'whole', of: ({ good }) => good, sum: true },
      { title: words('grade.fair'), type: 'whole', of: ({ fair }) => fair, sum: true },
      { title: words('export.col.visits'), type: 'whole', of: ({ visits }) => visits, sum: true },
      { title: words('export.col.exchanged'), type: 'minutes', of: ({ exchanged }) => exchanged, sum: true },
    ]
  },
  notes: (view, sums, _, { total }) => [
    checkNote(view, total[0] && { ...total[0], points: 0, entries: 0 }, {
      minutes: sums[6] ?? 0,
      points: 0,
      entries: 0,
    }),
  ],
})
