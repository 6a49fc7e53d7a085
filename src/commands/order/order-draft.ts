import { addDays, DAY, MINUTE, startOfDay } from '../../domain/calendar/shanghai.ts'
import { type Category, categoryNamed, categoryOf } from '../../domain/order/category.ts'
import { baseDifficulty } from '../../domain/order/difficulty.ts'
import { type OrderRules, type Urgency, urgencyNamed } from '../../domain/order/rules.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { OrderTextPart } from '../../store/tables/order.ts'
import { fold } from '../../text/fold.ts'
import type { OrderForm } from '../args/order-fields.ts'
import type { PlanTime } from '../args/plan-time.ts'
import { openWords } from './order-private.ts'

/** An order as it was described; times in ms, `places` null where everybody may come, `base` in hundredths. */
export interface OrderDraft {
  texts: { part: OrderTextPart; text: string }[]
  needs: { key: string; name: string }[]
  category: Category
  urgency: Urgency
  base: number
  starts_at: number | null
  ends_at: number | null
  /** How long it takes, as typed, where its times do not tell. */
  length: string | undefined
  places: number | null
  /** Whether the number of a door was kept from what everybody may read. */
  hidesDoor: boolean
}

/** Titles are short: a longer one is cut, and the whole stands in the details. */
const longestTitle = 40
const longestText = 500
const morePlaces = 500

/** When a part of a day begins if no clock time was said, minutes since midnight. */
const partStarts: { [part: string]: number } = {
  凌晨: 5 * 60,
  清晨: 7 * 60,
  早上: 8 * 60,
  早晨: 8 * 60,
  上午: 9 * 60,
  中午: 12 * 60,
  下午: 14 * 60,
  傍晚: 17 * 60,
  晚上: 19 * 60,
  晚间: 19 * 60,
  夜里: 20 * 60,
}

/**
 * What a form comes to (rule 8.16): 人数 1, 紧急 一般, the category by the words of the title. Refuses with
 * order.past, order.too_long, order.too_many.
 */
export function draftOf(form: OrderForm, at: number, rules: OrderRules): OrderDraft | Refusal {
  const { starts_at, ends_at, length } = timesOf(form.when)
  const title = openWords(form.title)
  const place = openWords(form.place ?? '')
  const said = length === undefined ? title.open : `${title.open} ${length}`
  const characters = [...said]
  const short = characters.length > longestTitle ? `${characters.slice(0, longestTitle).join('')}…` : said
  // What is not for everybody stands in the details, for who serves.
  const details = [
    ...(title.door ? [title.door] : short === said ? [] : [said]),
    ...(place.door && !title.door?.includes(place.door) ? [place.door] : []),
    ...(form.details ? [form.details] : []),
  ].join('\n')
  const contact = [...(form.contact ? [form.contact] : []), ...title.phones, ...place.phones].join(' ')
  const over = ends_at ?? starts_at
  if (over !== null && over <= at) return refuse('order.past', { at: over })
  const texts: OrderDraft['texts'] = []
  const all = { title: short, place: place.open, details, contact }
  for (const [part, text] of Object.entries(all)) {
    if (!text) continue
    const most = part === 'details' ? longestText : 100
    if ([...text].length > most)
      return refuse('order.too_long', { part: [`order_part.${part}`], limit: most })
    texts.push({ part: part as OrderTextPart, text })
  }
  const places = form.people === 0 ? null : (form.people ?? 1)
  if (places !== null && places > morePlaces) return refuse('order.too_many', { limit: morePlaces })
  const category = (form.category && categoryNamed(form.category)) || categoryOf(fold(said))
  return {
    texts,
    needs: (form.skills ?? []).slice(0, 10).map((name) => ({ key: fold(name), name })),
    category,
    urgency: urgencyNamed[form.urgency ?? '一般'] ?? 'normal',
    base: baseDifficulty(category, rules),
    starts_at,
    ends_at,
    length,
    places,
    hidesDoor: (title.door ?? place.door) !== undefined,
  }
}

/** A time as it was planned, ms: clock times, else the usual beginning of a part of the day, else the whole day. */
function timesOf(when: PlanTime | undefined): Pick<OrderDraft, 'starts_at' | 'ends_at' | 'length'> {
  if (when?.day === undefined) return { starts_at: null, ends_at: null, length: when?.length }
  const { day, to, minutes, part } = when
  const from = when.from ?? (part === undefined ? undefined : partStarts[part])
  // No hours are made up for 周六 3小时: the length stands in the title.
  if (from === undefined)
    return { starts_at: startOfDay(day), ends_at: startOfDay(addDays(day, 1)), length: when.length }
  const starts_at = startOfDay(day) + from * MINUTE
  const end =
    to !== undefined
      ? startOfDay(day) + to * MINUTE
      : minutes !== undefined
        ? starts_at + minutes * MINUTE
        : null
  const ends_at = end !== null && end > starts_at && end - starts_at <= 31 * DAY ? end : null
  return { starts_at, ends_at, length: ends_at === null ? when.length : undefined }
}
