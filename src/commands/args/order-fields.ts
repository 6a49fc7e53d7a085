import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { findDurations } from '../../text/durations.ts'
import { fold } from '../../text/fold.ts'
import { readNumber } from '../../text/numbers.ts'
import { people } from './amounts.ts'
import type { ArgContext, ArgType } from './arg.ts'
import { excerpt } from './args.ts'
import { category, urgency } from './choices.ts'
import type { FieldKey } from './fields.ts'
import { type PlanTime, planTime } from './plan-time.ts'
import { words } from './words.ts'

/** A need as somebody describes it; what was not said is left out (defaults: rule 8.16). */
export interface OrderForm {
  title: string
  when?: PlanTime
  place?: string
  /** 0: everybody may come. */
  people?: number
  skills?: string[]
  category?: string
  urgency?: '一般' | '较急' | '紧急' | '特急'
  /** Private: only for who holds a claim. */
  contact?: string
  details?: string
}

export type Draft = Partial<OrderForm>

/** Takes the whole value of a field; what is left over makes it wrong. */
export function whole<T>(type: ArgType<T>, text: string, context: ArgContext): T | Refusal | undefined {
  const taken = type.take(text, context)
  if (taken === undefined || isRefusal(taken)) return taken
  return /[\p{L}\p{N}]/u.test(taken.rest) ? undefined : taken.value
}

/** Words that set no number of people. */
const isEverybody = (text: string): boolean =>
  /^(?:人数)?(?:不限|不定|都可以|都行|越多越好)(?:人数)?$/u.test(fold(text))

/** A length that leaves open how long (2-3小时): it is kept as it was typed. */
function isAbout(text: string): boolean {
  const [length] = findDurations(fold(text))
  return length?.value === null && length.from === 0 && length.to === fold(text).length
}

/** What each key makes of its value; a Refusal when it makes nothing. */
export const readField: { [K in FieldKey]: (text: string, context: ArgContext) => Draft | Refusal } = {
  title: (title) => ({ title }),
  place: (place) => ({ place }),
  contact: (contact) => ({ contact }),
  details: (details) => ({ details }),
  time: (text, context) => {
    const taken = planTime.take(text, context)
    if (taken === undefined && isAbout(text)) return { when: { length: text } }
    if (taken === undefined) return refuse('arg.time.unclear', { text: excerpt(text) })
    if (isRefusal(taken)) return taken
    // What the time leaves over (后天也行) is not lost.
    return { when: taken.value, ...(/[\p{L}\p{N}]/u.test(taken.rest) && { details: text }) }
  },
  people: (text, context) => {
    if (isEverybody(text)) return { people: 0 }
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
export function recognise(text: string, context: ArgContext): Draft | Refusal | undefined {
  const when = whole(planTime, text, context)
  if (when) return isRefusal(when) ? when : { when }
  if (isAbout(text)) return { when: { length: text } }
  if (isEverybody(text)) return { people: 0 }
  const number = whole(people, text, context)
  if (number) return isRefusal(number) ? number : { people: number }
  const level = whole(urgency, text, context)
  if (level && !isRefusal(level)) return { urgency: level }
  const kind = whole(category, text, context)
  return kind && !isRefusal(kind) ? { category: kind } : undefined
}

/** A last word behind a comma: 想有人陪我去医院，急！ */
const LAST_WORD = /^(.*[^\s,，、;；。])\s*[,，、;；。]\s*([^\s,，、;；。!！]{1,8})[!！。]*$/su

/** Words of the title that can only be a number of people or an urgency: 楼道清洁 5人 紧急, 老人断药，急. */
export function withoutMarks(title: string, context: ArgContext): [string, Draft] {
  const said: Draft = {}
  const isMark = (word: string): boolean => {
    const number = whole(people, word, context)
    const level = whole(urgency, word, context)
    if (number !== undefined && !isRefusal(number)) said.people = number
    else if (word.includes('人') && isEverybody(word)) said.people = 0
    else if (level !== undefined && !isRefusal(level) && level !== '一般') said.urgency = level
    else return false
    return true
  }
  let text = title
  for (let last = LAST_WORD.exec(text); last && isMark(last[2] ?? ''); last = LAST_WORD.exec(text))
    text = last[1] ?? ''
  const [first = '', ...words] = text.split(/[ \u3000]+/)
  const left = words.filter((word) => !isMark(word))
  return [left.length === words.length ? text : [first, ...left].join(' '), said]
}
