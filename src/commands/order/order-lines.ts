import { dayOf } from '../../domain/calendar/shanghai.ts'
import { growth } from '../../domain/order/difficulty.ts'
import type { OrderRules } from '../../domain/order/rules.ts'
import { isWholeDay } from '../../domain/order/whole-day.ts'
import type { Params } from '../../domain/refusal.ts'
import { type Line, line } from '../../domain/say.ts'
import type { OrderRow } from '../../store/order.ts'
import { classLine } from '../wish/wish-class.ts'

/** What the card of an order shows of it. */
export type ShownOrder = Pick<
  OrderRow,
  | 'id'
  | 'title'
  | 'place'
  | 'starts_at'
  | 'ends_at'
  | 'places'
  | 'taken'
  | 'category'
  | 'urgency'
  | 'base'
  | 'untaken_ms'
  | 'untaken_since'
> &
  Partial<Pick<OrderRow, 'household' | 'grid'>>

/** The number and the title, as parameters: `{title:title}` writes one that was taken back. */
export const named = <Id extends number | string>({
  id,
  title,
}: {
  id: Id
  title: string | null
}): { order: Id; title: string } => ({
  order: id,
  title: title ?? '',
})

/** Base and growth together, hundredths. */
const difficultyOf = (
  order: Pick<ShownOrder, 'base' | 'untaken_ms' | 'untaken_since'>,
  at: number,
  rules: OrderRules,
): number => order.base + growth(order, at, rules)

/** The card: what everybody may know. At most four lines; in one line category and difficulty. */
export function cardLines(
  order: Omit<ShownOrder, 'id'> & { id: number | string },
  at: number,
  rules: OrderRules,
): Line[] {
  // A wish is told by what and for what kind of household (R049): neither hours nor difficulty are its.
  if (order.household)
    return [
      line('wish.card', named(order)),
      ...whenLines(order),
      ...(order.place === null ? [] : [line('order.where', { place: order.place })]),
      classLine({ household: order.household, grid: order.grid ?? null }),
    ]
  const worth: Params = {
    category: [`category.${order.category}`],
    difficulty: difficultyOf(order, at, rules),
  }
  return [
    order.urgency === 'normal'
      ? line('order.card', named(order))
      : line('order.card_urgent', { ...named(order), urgency: [`urgency.${order.urgency}`] }),
    ...whenLines(order),
    ...(order.place === null ? [] : [line('order.where', { place: order.place })]),
    ...placesLines(order, worth),
  ]
}

/** When it is, if that was said. */
export const whenLines = ({ starts_at, ends_at }: Pick<OrderRow, 'starts_at' | 'ends_at'>): Line[] =>
  starts_at === null
    ? []
    : [
        ends_at === null
          ? line('order.from', { at: starts_at })
          : isWholeDay(starts_at, ends_at)
            ? line('order.day', { day: dayOf(starts_at) })
            : line('order.when', { span: [`${starts_at}-${ends_at}`] }),
      ]

const placesLines = ({ places, taken }: Pick<ShownOrder, 'places' | 'taken'>, worth: Params): Line[] => [
  places === null
    ? line('order.places_any', { ...worth, taken })
    : line('order.places', { ...worth, places, left: Math.max(0, places - taken) }),
]

/** What only who serves, asked for it or keeps it may know; never said in a group. */
export const insideLines = ({
  requester,
  contact,
  details,
}: Pick<OrderRow, 'requester' | 'contact' | 'details'>): Line[] => [
  ...(requester === null ? [] : [line('order.requester', { name: requester })]),
  ...(contact === null ? [] : [line('order.contact', { contact })]),
  ...(details === null ? [] : [line('order.details', { text: details })]),
]
