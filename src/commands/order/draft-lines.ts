import { type Line, line } from '../../domain/say.ts'
import type { Who } from '../define.ts'
import type { OrderDraft } from './order-draft.ts'
import { whenLines } from './order-lines.ts'

/** What an order is told of as long as nobody has published it. At most three lines. */
export const draftLines = (draft: OrderDraft): Line[] => {
  const place = draft.texts.find(({ part }) => part === 'place')?.text
  const kind = { category: [`category.${draft.category}`], urgency: [`urgency.${draft.urgency}`] }
  return [
    ...whenLines(draft),
    ...(place === undefined ? [] : [line('order.where', { place })]),
    draft.places !== null && draft.places > 1
      ? line('order.kind_people', { ...kind, places: draft.places })
      : line('order.kind', kind),
  ]
}

export const textOf = (draft: Pick<OrderDraft, 'texts'>, part: string): string | undefined =>
  draft.texts.find((text) => text.part === part)?.text

/** What was kept from the card: that only who serves gets it, or that the group has seen the telephone number. */
export const keptLines = (
  { texts, hidesDoor }: Pick<OrderDraft, 'texts' | 'hidesDoor'>,
  { inGroup }: Who,
): Line[] => [
  ...(textOf({ texts }, 'contact') === undefined
    ? []
    : [line(inGroup ? 'order.contact_seen' : 'order.contact_kept')]),
  ...(hidesDoor ? [line('order.door_kept')] : []),
]
