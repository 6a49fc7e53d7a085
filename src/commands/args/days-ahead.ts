import { dayOf } from '../../domain/calendar/shanghai.ts'
import { refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import { findDays } from '../../text/days.ts'
import { folded } from '../../text/fold.ts'
import { freeLeft, freeRight } from '../../text/found.ts'
import type { ArgType } from './arg.ts'

/** Days of a leave or a swap, the first and the last one. */
export interface DaysAhead {
  from: string
  to: string
}

/** `11-25`, `月底`, `下周三`, `11-25到11-27`. Refused: `arg.day.invalid`, `arg.day.backwards`, with `{ text }`. */
export const daysAhead: ArgType<DaysAhead> = {
  take(text, { now }) {
    const form = folded(text)
    const [first, second] = findDays(form.text, dayOf(now), 'future').filter(
      ({ from, to }) => freeLeft(form.text, from) || freeRight(form.text, to),
    )
    if (!first) return undefined
    const last =
      second && /^ ?(?:[-–—~]+|到|至) ?$/.test(form.text.slice(first.to, second.from)) ? second : first
    const typed = { text: original(text, form, first.from, last.to).trim() }
    if (first.value === null || last.value === null) return refuse('arg.day.invalid', typed)
    if (last.value < first.value) return refuse('arg.day.backwards', typed)
    return { value: { from: first.value, to: last.value }, rest: cut(text, form, first.from, last.to) }
  },
}
