import { dayOfMonth } from '../../text/day-reckoning.ts'
import { findDays } from '../../text/days.ts'
import { folded } from '../../text/fold.ts'
import type { Found } from '../../text/found.ts'
import { type DayFault, invalid, takeOut } from './plan-words.ts'

const SHORT_DAY = /^(\d{1,2})(?:[日号]|(?=\s*[、,]\s*\d)|(?![\d:点时月\p{L}./-]))/u

/** The first day of a line and those that follow it as a list or as a span: 11月25、26日; 11-25到11-27; 11月25日-27日. */
export function takeRun(
  text: string,
  today: string,
): { days: string[]; span: boolean; rest: string } | DayFault {
  const form = folded(text)
  const all = findDays(form.text, today, 'future')
  const [first] = all
  if (!first) return { days: [], span: false, rest: text }
  if (first.value === null) return invalid(text.slice(form.origin[first.from], form.origin[first.to]))
  const days = [first.value]
  let [end, span] = [first.to, false]
  while (!span) {
    const joint = JOINT.exec(form.text.slice(end))?.[0]
    if (joint === undefined) break
    const at = end + joint.length
    const next = followingDay(form.text, at, joint.trim() !== '', days.at(-1) ?? '', all)
    if (!next) break
    const shown = form.text.slice(first.from, next.to).trim()
    if (next.value === null) return invalid(shown)
    span = /[-–—~到至]/.test(joint)
    if (span && (days.length > 1 || next.value < first.value))
      return { fault: 'arg.day.backwards', params: { text: shown } }
    days.push(next.value)
    end = next.to
  }
  return { days, span, rest: takeOut(text, form, first.from, end) }
}

const JOINT = /^(?:\s*[、,和及]\s*|\s*(?:[-–—~]+|到|至)\s*|\s+)/u

/** The day that goes on where another one stopped: a whole one, or behind a sign the number of one (25、26日). */
function followingDay(
  text: string,
  at: number,
  joined: boolean,
  before: string,
  all: readonly Found<string | null>[],
): Found<string | null> | undefined {
  const short = joined ? SHORT_DAY.exec(text.slice(at)) : null
  if (short) {
    const value = dayOfMonth(before.slice(0, 7), short[1] ?? '') ?? null
    return { from: at, to: at + short[0].length, value }
  }
  const next = all.find((day) => day.from === at)
  // 11-25 9-12 张三: the second is a time, unless another one is there.
  const isTime = next && !joined && /^\d{1,2}-\d{1,2}$/.test(text.slice(at, next.to))
  return isTime && !/\d:\d|点|\d时|午/.test(text) ? undefined : next
}
