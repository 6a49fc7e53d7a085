import { scopeTotalQuery } from '../../../store/console/export/ledger.ts'
import { unitLinesQuery } from '../../../store/console/export/units.ts'
import { checkNote } from '../check.ts'
import { defineExport } from '../define.ts'

const share = (part: number, whole: number) => (whole > 0 ? Math.round((part * 1000) / whole) / 10 : null)

/** What units report to the body above them (双报告, R002): a line each, with the check line. */
export const units = defineExport({
  name: 'units',
  title: 'export.units',
  about: 'export.units_about',
  eyes: ['administrator', 'liaison'],
  by: ['month', 'year'],
  begin: ({ scope }, period) => ({
    // A unit's report is of units: somebody who is secretary besides has their community in other tables.
    total: scopeTotalQuery({ ...scope, communities: [], streets: [] }, period),
  }),
  page: ({ scope }, period, after, limit) => unitLinesQuery(scope, period, after, limit),
  key: ({ id }) => ['', id],
  columns: ({ words }) => [
    { title: words('console.col.unit'), type: 'text', of: ({ name }) => name, width: 24 },
    { title: words('console.col.listed'), type: 'whole', of: ({ listed }) => listed, sum: true },
    { title: words('console.col.reported'), type: 'whole', of: ({ reported }) => reported, sum: true },
    {
      title: words('export.col.rate'),
      type: 'decimal',
      of: ({ reported, listed }) => share(reported, listed),
    },
    { title: words('console.col.verified'), type: 'whole', of: ({ verified }) => verified, sum: true },
    { title: words('console.col.served'), type: 'whole', of: ({ people }) => people },
    { title: words('console.col.times'), type: 'whole', of: ({ times }) => times, sum: true },
    { title: words('console.col.minutes'), type: 'minutes', of: ({ minutes }) => minutes, sum: true },
    { title: words('console.col.by_hand'), type: 'minutes', of: ({ by_hand }) => by_hand, sum: true },
    { title: words('console.col.points'), type: 'whole', of: ({ points }) => points, sum: true },
    {
      title: words('export.col.a_head'),
      type: 'decimal',
      of: ({ minutes, verified }) =>
        verified > 0 ? Math.round((minutes * 100) / verified / 60) / 100 : null,
    },
    { title: words('export.col.confirmed'), type: 'whole', of: ({ confirmed }) => confirmed, sum: true },
    { title: words('export.col.duty_days'), type: 'whole', of: ({ duty_days }) => duty_days },
    { title: words('export.col.visits'), type: 'whole', of: ({ visits }) => visits, sum: true },
  ],
  notes: (view, sums, _, { total }) => [
    checkNote(view, total[0], {
      minutes: sums[7] ?? 0,
      points: sums[9] ?? 0,
      entries: total[0]?.entries ?? 0,
    }),
  ],
})
