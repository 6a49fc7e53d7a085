import { MINUTE } from '../../domain/calendar/shanghai.ts'
import { type Category, categoryNamed } from '../../domain/order/category.ts'
import { baseDifficulty } from '../../domain/order/difficulty.ts'
import { type OrderRules, type Urgency, urgencyNamed } from '../../domain/order/rules.ts'
import { isWholeDay } from '../../domain/order/whole-day.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { OrderRow } from '../../store/order.ts'
import type { OrderForm } from '../args/order-fields.ts'
import type { NeedNamed } from './fit-people.ts'
import { draftOf, type OrderDraft } from './order-draft.ts'

/** As much as the table takes. */
const mostText = 1000

/** A request or an idea as it is published: what was typed with it goes before what was said first. */
interface ToPublish {
  category: Category
  urgency: Urgency
  base: number
  starts_at: number | null
  ends_at: number | null
  places: number | null
  /** Words and needs that were typed now. */
  texts: OrderDraft['texts']
  newNeeds: OrderDraft['needs']
  hidesDoor: boolean
  /** All that count. */
  needs: readonly NeedNamed[]
}

/** What `/派单 7｜人数：3` makes of a request. Refuses with order.past_known and as a draft does. */
export function changesOf(
  order: OrderRow,
  form: OrderForm | undefined,
  { at, now, rules }: { at: number; now: number; rules: OrderRules },
): ToPublish | Refusal {
  const typed = form && draftOf({ ...form, title: '—' }, at, rules)
  if (isRefusal(typed)) return typed
  const category = (form?.category && categoryNamed(form.category)) || order.category
  const { starts_at, ends_at, length } = timesOf(order, form, typed)
  const over = ends_at ?? starts_at
  if (over !== null && over <= now) return refuse('order.past_known', { order: order.id, at: over })
  const newNeeds = typed?.needs ?? []
  return {
    category,
    urgency: (form?.urgency && urgencyNamed[form.urgency]) || order.urgency,
    base: category === order.category ? order.base : baseDifficulty(category, rules),
    starts_at,
    ends_at,
    places: form?.people !== undefined && typed ? typed.places : order.places,
    texts: added(typed?.texts ?? [], length, order),
    hidesDoor: typed?.hidesDoor ?? false,
    newNeeds,
    needs: newNeeds.length > 0 ? newNeeds : (JSON.parse(order.needs) as NeedNamed[]),
  }
}

/** The times that were typed now; a length alone is counted from the beginning that is known, or stays in words. */
function timesOf(
  { starts_at, ends_at }: OrderRow,
  form: OrderForm | undefined,
  typed: OrderDraft | undefined,
): Pick<OrderDraft, 'starts_at' | 'ends_at' | 'length'> {
  const when = form?.when
  if (!when || !typed) return { starts_at, ends_at, length: undefined }
  if (when.day !== undefined) return typed
  if (starts_at === null || isWholeDay(starts_at, ends_at) || when.minutes === undefined)
    return { starts_at, ends_at, length: when.length }
  return { starts_at, ends_at: starts_at + when.minutes * MINUTE, length: undefined }
}

/** The title stays; what was said of it before is not lost, nor a length that its times do not tell. */
function added(
  typed: OrderDraft['texts'],
  length: string | undefined,
  { details }: OrderRow,
): OrderDraft['texts'] {
  const said = [
    ...typed.flatMap(({ part, text }) => (part === 'details' ? [text] : [])),
    ...(length ? [length] : []),
  ]
  const news = said.filter((text) => !details?.includes(text))
  const all = [...(details === null ? [] : [details]), ...news].join('\n')
  return [
    ...typed.filter(({ part }) => part !== 'title' && part !== 'details'),
    ...(news.length > 0 ? [{ part: 'details' as const, text: all.slice(0, mostText) }] : []),
  ]
}
