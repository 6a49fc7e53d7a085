import { lastVerdictQuery, ledgerLinesQuery, scopeTotalQuery } from '../../../store/console/export/ledger.ts'
import { kinds } from '../../person/ledger.tsx'
import { checkNote } from '../check.ts'
import { defineExport } from '../define.ts'

/** The ledger of a month or a year: every approved line that counts in it, with its sums and the check line. */
export const ledger = defineExport({
  name: 'ledger',
  title: 'export.ledger',
  about: 'export.ledger_about',
  eyes: ['person'],
  by: ['month', 'year'],
  begin: ({ scope }, period) => ({
    last: lastVerdictQuery(),
    total: scopeTotalQuery(scope, period),
  }),
  page: ({ scope }, period, after, limit, { last }) =>
    ledgerLinesQuery(scope, period, after, limit, last[0]?.id ?? 0),
  key: ({ booking_month, id }) => [booking_month, id],
  columns: ({ words }) => [
    { title: words('console.col.line'), type: 'text', of: ({ id }) => `T${id}` },
    { title: words('export.col.service_day'), type: 'day', of: ({ service_day }) => service_day },
    { title: words('console.col.name'), type: 'text', of: ({ name }) => name ?? words('export.gone') },
    { title: words('console.col.unit'), type: 'text', of: ({ unit }) => unit, width: 22 },
    { title: words('console.col.community'), type: 'text', of: ({ community }) => community, width: 18 },
    { title: words('export.col.grid'), type: 'text', of: ({ grid }) => grid },
    { title: words('console.col.kind'), type: 'text', of: ({ of_kind }) => words(kinds[of_kind]) },
    {
      title: words('export.col.corrects'),
      type: 'text',
      of: ({ corrects }) => (corrects === null ? null : `T${corrects}`),
    },
    { title: words('export.col.from'), type: 'moment', of: ({ started_at }) => started_at },
    { title: words('export.col.to'), type: 'moment', of: ({ ended_at }) => ended_at },
    { title: words('console.col.minutes'), type: 'minutes', of: ({ minutes }) => minutes, sum: true },
    {
      title: words('console.col.by_hand'),
      type: 'minutes',
      of: ({ of_kind, minutes }) => (of_kind === 'manual' || of_kind === 'makeup' ? minutes : 0),
      sum: true,
    },
    { title: words('console.col.points'), type: 'whole', of: ({ points }) => points, sum: true },
    { title: words('export.col.difficulty'), type: 'decimal', of: ({ difficulty }) => difficulty / 100 },
    { title: words('export.col.grade'), type: 'decimal', of: ({ grade }) => grade / 100 },
    { title: words('export.col.booked'), type: 'text', of: ({ booking_month }) => booking_month },
    { title: words('console.col.what'), type: 'text', of: ({ text }) => text, width: 40 },
  ],
  notes: (view, sums, entries, { total }) => [
    checkNote(view, total[0], { minutes: sums[10] ?? 0, points: sums[12] ?? 0, entries }),
  ],
})
