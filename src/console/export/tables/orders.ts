import { type OrderLine, orderLinesQuery } from '../../../store/console/export/orders.ts'
import type { View } from '../../page.ts'
import { defineExport } from '../define.ts'
import type { SheetColumn } from '../sheet.ts'

const eyes = ['administrator', 'secretary', 'street_officer', 'grid_head', 'liaison', 'person'] as const

const key = ({ id }: OrderLine) => ['', id] as const

const what = ({ words }: View): SheetColumn<OrderLine>[] => [
  { title: words('console.col.line'), type: 'text', of: ({ id }) => `#${id}` },
  {
    title: words('export.col.title'),
    type: 'text',
    of: ({ title }) => title ?? words('order.untitled'),
    width: 30,
  },
  { title: words('console.col.community'), type: 'text', of: ({ community }) => community, width: 18 },
  { title: words('export.col.grid'), type: 'text', of: ({ grid }) => grid },
]

const whenAndWho = ({ words }: View): SheetColumn<OrderLine>[] => [
  { title: words('console.col.state'), type: 'text', of: ({ state }) => words(`order_state.${state}`) },
  { title: words('export.col.asked'), type: 'moment', of: ({ asked_at }) => asked_at },
  { title: words('export.col.published'), type: 'moment', of: ({ published_at }) => published_at },
  { title: words('export.col.served'), type: 'text', of: ({ names }) => names, width: 24 },
  { title: words('console.col.minutes'), type: 'minutes', of: ({ minutes }) => minutes, sum: true },
]

const ends = ({ words }: View): SheetColumn<OrderLine>[] => [
  { title: words('export.col.done'), type: 'moment', of: ({ done_at }) => done_at },
  { title: words('export.col.closed'), type: 'moment', of: ({ closed_at }) => closed_at },
  {
    title: words('export.col.grade'),
    type: 'text',
    of: ({ grade }) => (grade === null ? null : words(`grade.${grade}`)),
  },
]

/** Orders: published in the period or, where they never were, asked for in it. Contacts and details are never handed out. */
export const orders = defineExport({
  name: 'orders',
  title: 'export.orders',
  about: 'export.orders_about',
  eyes,
  by: ['month', 'year'],
  begin: () => ({}),
  page: ({ scope }, period, after, limit) => orderLinesQuery(scope, period, 'orders', after, limit),
  key,
  columns: (view) => {
    const { words } = view
    return [
      ...what(view),
      { title: words('console.col.kind'), type: 'text', of: ({ category }) => words(`category.${category}`) },
      { title: words('export.col.urgency'), type: 'text', of: ({ urgency }) => words(`urgency.${urgency}`) },
      { title: words('export.col.from'), type: 'moment', of: ({ starts_at }) => starts_at },
      { title: words('export.col.to'), type: 'moment', of: ({ ends_at }) => ends_at },
      { title: words('export.col.places'), type: 'whole', of: ({ places }) => places },
      ...whenAndWho(view),
      ...ends(view),
    ]
  },
})

/** Wishes (微心愿), with what they are worth; for what kind of household, never for whom. */
export const wishes = defineExport({
  name: 'wishes',
  title: 'export.wishes',
  about: 'export.wishes_about',
  eyes,
  by: ['month', 'year'],
  begin: () => ({}),
  page: ({ scope }, period, after, limit) => orderLinesQuery(scope, period, 'wishes', after, limit),
  key,
  columns: (view) => {
    const { words } = view
    return [
      ...what(view),
      {
        title: words('export.col.yuan'),
        type: 'decimal',
        of: ({ cents }) => (cents ?? 0) / 100,
        sum: true,
      },
      {
        title: words('export.col.household'),
        type: 'text',
        of: ({ household }) => words(`household.${household ?? 'other'}`),
      },
      ...whenAndWho(view),
      ...ends(view),
    ]
  },
})
