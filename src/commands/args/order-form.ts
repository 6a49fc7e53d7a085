import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { fold } from '../../text/fold.ts'
import { readNumber } from '../../text/numbers.ts'
import { people } from './amounts.ts'
import type { ArgContext, ArgType } from './arg.ts'
import { excerpt } from './args.ts'
import { category, urgency } from './choices.ts'
import { type FieldKey, fieldsOf } from './fields.ts'
import { type PlanTime, planTime } from './plan-time.ts'
import { words } from './words.ts'

/** A need as somebody describes it; what was not said is left out (defaults: rule 8.16). */
export interface OrderForm {
  title: string
  when?: PlanTime
  place?: string
  people?: number
  skills?: string[]
  category?: string
  urgency?: '一般' | '较急' | '紧急' | '特急'
  /** Private: only for who holds a claim. */
  contact?: string
  details?: string
}

type Draft = Partial<OrderForm>

/** Takes the whole value of a field; what is left over makes it wrong. */
function whole<T>(type: ArgType<T>, text: string, context: ArgContext): T | Refusal | undefined {
  const taken = type.take(text, context)
  if (taken === undefined || isRefusal(taken)) return taken
  return /[\p{L}\p{N}]/u.test(taken.rest) ? undefined : taken.value
}

/** What each key makes of its value; a Refusal when it makes nothing. */
const read: { [K in FieldKey]: (text: string, context: ArgContext) => Draft | Refusal } = {
  title: (title) => ({ title }),
  place: (place) => ({ place }),
  contact: (contact) => ({ contact }),
  details: (details) => ({ details }),
  time: (text, context) => {
    const taken = planTime.take(text, context)
    if (taken === undefined) return refuse('arg.time.unclear', { text: excerpt(text) })
    return isRefusal(taken) ? taken : { when: taken.value }
  },
  people: (text, context) => {
    const number = readNumber(fold(text))
    const value = number === undefined ? whole(people, text, context) : people.take(`${number}人`, context)
    if (value === undefined || isRefusal(value))
      return value ?? refuse('arg.people.invalid', { text: excerpt(text) })
    return { people: typeof value === 'number' ? value : value.value }
  },
  skills: (text, context) => {
    const value = whole(words, text, context)
    return value && !isRefusal(value) ? { skills: value } : {}
  },
  category: (text, context) => {
    const value = whole(category, text, context)
    return value && !isRefusal(value)
      ? { category: value }
      : refuse('arg.category.invalid', { text: excerpt(text) })
  },
  urgency: (text, context) => {
    const value = whole(urgency, text, context)
    return value && !isRefusal(value)
      ? { urgency: value }
      : refuse('arg.urgency.invalid', { text: excerpt(text) })
  },
}

/** A field without a key, by what it is: a time, a number of people, an urgency, a category. */
function recognise(text: string, context: ArgContext): Draft | Refusal | undefined {
  const when = whole(planTime, text, context)
  if (when) return isRefusal(when) ? when : { when }
  const number = whole(people, text, context)
  if (number) return isRefusal(number) ? number : { people: number }
  const level = whole(urgency, text, context)
  if (level && !isRefusal(level)) return { urgency: level }
  const kind = whole(category, text, context)
  return kind && !isRefusal(kind) ? { category: kind } : undefined
}

/**
 * A long command (rules 3.6, 8.16): the first field without a key is the title, the others are recognised by what
 * they are, the last unknown one between `|` is the place. In a text without fields the time is taken out of the
 * title. Refused: `arg.title.missing`, `arg.*.invalid { text }`.
 */
export const orderForm: ArgType<OrderForm> = {
  take(text, context) {
    const fields = fieldsOf(text)
    if (fields.length === 0) return undefined
    const draft: Draft = {}
    const unknown: string[] = []
    for (const { key, text: value } of fields) {
      const known = key
        ? read[key](value, context)
        : draft.title === undefined
          ? { title: value }
          : recognise(value, context)
      if (isRefusal(known)) return known
      if (known)
        Object.assign(draft, {
          ...known,
          ...(draft.details && known.details && { details: `${draft.details}\n${known.details}` }),
        })
      else unknown.push(value)
    }
    if (/[|｜]/.test(text) && draft.place === undefined) {
      const place = unknown.pop()
      if (place !== undefined) draft.place = place
    }
    if (unknown.length > 0) draft.details = [...unknown, ...(draft.details ? [draft.details] : [])].join('\n')
    return titled(draft, context)
  },
}

function titled(draft: Draft, context: ArgContext): ReturnType<ArgType<OrderForm>['take']> {
  if (draft.title === undefined) return refuse('arg.title.missing')
  const taken = draft.when ? undefined : planTime.take(draft.title, context)
  if (isRefusal(taken)) return taken
  if (taken && !/[\p{L}\p{N}]/u.test(taken.rest)) return refuse('arg.title.missing')
  const [title, said] = withoutMarks(taken?.rest ?? draft.title, context)
  return { value: { ...said, ...draft, title, ...(taken && { when: taken.value }) }, rest: '' }
}

/** Words of the title that can only be a number of people or an urgency: 楼道清洁 5人 紧急. */
function withoutMarks(title: string, context: ArgContext): [string, Draft] {
  const said: Draft = {}
  const [first = '', ...words] = title.split(/[ \u3000]+/)
  const left = words.filter((word) => {
    const number = whole(people, word, context)
    const level = whole(urgency, word, context)
    if (number !== undefined && !isRefusal(number)) said.people = number
    else if (level !== undefined && !isRefusal(level) && level !== '一般') said.urgency = level
    else return true
    return false
  })
  return left.length === words.length ? [title, said] : [[first, ...left].join(' '), said]
}
