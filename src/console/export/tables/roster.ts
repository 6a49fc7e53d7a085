import { rosterLinesQuery } from '../../../store/console/export/roster.ts'
import { defineExport } from '../define.ts'

/** The duty roster: every planned shift, and when its person was there. */
export const roster = defineExport({
  name: 'roster',
  title: 'export.roster',
  about: 'export.roster_about',
  eyes: ['person'],
  by: ['month', 'year'],
  begin: () => ({}),
  page: ({ scope }, period, after, limit) => rosterLinesQuery(scope, period, after, limit),
  key: ({ starts_at, id }) => [starts_at, id],
  columns: ({ words }) => [
    { title: words('console.col.community'), type: 'text', of: ({ community }) => community, width: 18 },
    { title: words('console.col.day'), type: 'day', of: ({ day }) => day },
    { title: words('export.col.from'), type: 'moment', of: ({ starts_at }) => starts_at },
    { title: words('export.col.to'), type: 'moment', of: ({ ends_at }) => ends_at },
    { title: words('console.col.name'), type: 'text', of: ({ name }) => name ?? words('export.gone') },
    { title: words('console.col.unit'), type: 'text', of: ({ unit }) => unit, width: 22 },
    {
      title: words('export.col.planned'),
      type: 'minutes',
      of: ({ starts_at, ends_at }) => (ends_at - starts_at) / 60_000,
      sum: true,
    },
    { title: words('export.col.began'), type: 'moment', of: ({ began_at }) => began_at },
    { title: words('export.col.left'), type: 'moment', of: ({ left_at }) => left_at },
  ],
})
