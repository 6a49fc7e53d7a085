import { dayOf } from '../../../domain/calendar/shanghai.ts'
import { partnersLinesQuery, supportLinesQuery } from '../../../store/console/export/pairs.ts'
import { defineExport } from '../define.ts'

const eyes = ['administrator', 'secretary', 'street_officer', 'liaison'] as const

const ends = {
  term: 'export.end_term',
  secretary: 'export.end_secretary',
  partner: 'export.end_partner',
  gone: 'export.end_gone',
} as const

const dayOrNone = (at: number | null) => (at === null ? null : dayOf(at))

/** Pairs of partners (1+1红色搭档); why one of the two ended it is the secretary's to know, and not handed out. */
export const partners = defineExport({
  name: 'partners',
  title: 'export.partners',
  about: 'export.partners_about',
  eyes,
  by: ['month', 'year'],
  begin: () => ({}),
  page: ({ scope }, period, after, limit) => partnersLinesQuery(scope, period, after, limit),
  key: ({ id }) => ['', id],
  columns: ({ words }) => [
    { title: words('export.col.member'), type: 'text', of: ({ member }) => member ?? words('export.gone') },
    { title: words('export.col.volunteer'), type: 'text', of: ({ volunteer }) => volunteer },
    { title: words('console.col.unit'), type: 'text', of: ({ unit }) => unit, width: 22 },
    { title: words('console.col.community'), type: 'text', of: ({ community }) => community, width: 18 },
    { title: words('export.col.since'), type: 'day', of: ({ began_at }) => dayOf(began_at) },
    { title: words('export.col.term'), type: 'day', of: ({ term_to }) => term_to },
    { title: words('export.col.ended'), type: 'day', of: ({ ended_at }) => dayOrNone(ended_at) },
    {
      title: words('export.col.end_reason'),
      type: 'text',
      of: ({ end_reason }) => (end_reason === null ? null : words(ends[end_reason])),
    },
    { title: words('export.col.goal'), type: 'text', of: ({ goal }) => goal, width: 30 },
  ],
})

/** Support pairs (1+1结对服务), another kind: the household by its code only. */
export const support = defineExport({
  name: 'support',
  title: 'export.support',
  about: 'export.support_about',
  eyes,
  by: ['month', 'year'],
  begin: () => ({}),
  page: ({ scope }, period, after, limit) => supportLinesQuery(scope, period, after, limit),
  key: ({ id }) => ['', id],
  columns: ({ words, policy }) => [
    { title: words('export.col.code'), type: 'text', of: ({ code }) => code },
    { title: words('export.col.member'), type: 'text', of: ({ member }) => member ?? words('export.gone') },
    { title: words('console.col.unit'), type: 'text', of: ({ unit }) => unit, width: 22 },
    { title: words('console.col.community'), type: 'text', of: ({ community }) => community, width: 18 },
    {
      title: words('export.col.needs'),
      type: 'text',
      of: ({ subjects }) =>
        (subjects === '' ? ['none'] : subjects.split(' ')).map((one) => words(`subject.${one}`)).join('、'),
    },
    { title: words('export.col.since'), type: 'day', of: ({ consent_at }) => dayOf(consent_at) },
    { title: words('export.col.wanted'), type: 'whole', of: ({ wanted }) => wanted ?? policy.visitsAMonth },
    { title: words('export.col.visits'), type: 'whole', of: ({ visits }) => visits, sum: true },
    { title: words('export.col.last_visit'), type: 'day', of: ({ last_day }) => last_day },
    { title: words('export.col.ended'), type: 'day', of: ({ ended_at }) => dayOrNone(ended_at) },
  ],
})
