import { dayOf } from '../../domain/calendar/shanghai.ts'
import { refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import { dayOfMonth } from '../../text/day-reckoning.ts'
import { findDays } from '../../text/days.ts'
import { folded } from '../../text/fold.ts'
import { type Found, freeLeft, freeRight } from '../../text/found.ts'
import type { ArgType } from './arg.ts'

const BETWEEN = /^ ?(?:[-–—~]+|到|至) ?$/

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
    const next =
      second && BETWEEN.test(form.text.slice(first.to, second.from)) ? second : sameMonth(form.text, first)
    const last = next ?? first
    const typed = { text: original(text, form, first.from, last.to).trim() }
    if (first.value === null || last.value === null) return refuse('arg.day.invalid', typed)
    if (last.value < first.value) return refuse('arg.day.backwards', typed)
    return { value: { from: first.value, to: last.value }, rest: cut(text, form, first.from, last.to) }
  },
}

/** The second half of 11月25日-27日. */
function sameMonth(text: string, { to, value }: Found<string | null>): Found<string | null> | undefined {
  const found = /^ ?(?:[-–—~]+|到|至) ?(\d{1,2})(?:[日号]|(?![\p{L}\d]))/u.exec(text.slice(to))
  if (!found || value === null) return undefined
  return { from: to, to: to + found[0].length, value: dayOfMonth(value.slice(0, 7), found[1] ?? '') ?? null }
}
