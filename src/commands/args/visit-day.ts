import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { cut } from '../../text/cut.ts'
import { findDays } from '../../text/days.ts'
import { folded } from '../../text/fold.ts'
import type { Taken } from './arg.ts'

const PART = '(?:上午|下午|中午|早上|晚上|傍晚)?'

/**
 * The day of a visit (`昨天`, `11-20`, `上周二下午`), where it is the first word of what is said: 昨天摔了一跤 says when
 * something happened. Refused: arg.day.invalid { text }.
 */
export function takeVisitDay(text: string, now: number): Taken<string> | Refusal | undefined {
  const form = folded(text)
  const [first] = findDays(form.text, dayOf(now), 'past')
  if (!first || !/^[\s,，]*$/u.test(form.text.slice(0, first.from))) return undefined
  const part = new RegExp(`^${PART}(?=[\\s,，。:;]|$)`, 'u').exec(form.text.slice(first.to))
  if (!part) return undefined
  const to = first.to + part[0].length
  if (first.value === null)
    return refuse('arg.day.invalid', { text: form.text.slice(first.from, first.to).trim() })
  return { value: first.value, rest: cut(text, form, 0, to) }
}
