import { addDays, dayOf, weekdayOf } from '../../domain/calendar/shanghai.ts'
import type { DayPattern } from '../../domain/roster/pattern.ts'
import { NUMBER } from '../../text/numbers.ts'
import { periodOf, takeBounds, takeWeek } from './plan-period.ts'
import { takeRun } from './plan-run.ts'
import { takeWeekdays } from './plan-weekdays.ts'
import { type DayFault, take } from './plan-words.ts'

/** The days that a line of a roster names. A number is a weekday whose week is not said: 1 is Monday. */
export interface LineDays {
  days?: (string | number)[]
  /** The days were said from one to another one (周一到周五): holidays among them are not meant. */
  span?: true
  pattern?: DayPattern
  rest: string
}

const COUNT = new RegExp(
  `(?:共|连续|连排|排|接下来|未来)?\\s*(?<![\\d:第])(${NUMBER})\\s*(周|个?星期|个?礼拜|个月|次)(?![一二三四五六日天1-7])`,
  'u',
)

/**
 * The days of one line: `11-25`, `11月25日（周三）`, `11-25、11-26`, `11-25到11-27`, `周一至周五`, `下周二、四`, `下周`, or a pattern:
 * `每周二 到12月底`, `每周一三五 4周`, `每个工作日`, `12月每周二`. A weekday beside a date must be that date's.
 */
export function takeDays(text: string, now: number): LineDays | DayFault {
  const today = dayOf(now)
  const spoken = takeWeekdays(text, today)
  const { weekdays, every } = spoken
  let { rest } = spoken
  const counted = every || weekdays.length > 0 ? take(rest, COUNT) : undefined
  const repeated = every ?? (counted && weekdays.length > 0 ? { weekdays } : undefined)
  if (repeated) {
    if (counted) rest = counted.rest
    const bounds = takeBounds(rest, today)
    if ('fault' in bounds) return bounds
    const period = periodOf(bounds, counted?.groups, today)
    return { pattern: { ...repeated, ...period, to: notTooFar(period.to, today) }, rest: bounds.rest }
  }

  const run = takeRun(rest, today)
  if ('fault' in run) return run
  if (run.days.length === 0) {
    const days = [...spoken.dated, ...weekdays]
    if (days.length > 0) return { days, ...(spoken.span && { span: true as const }), rest }
    const week = takeWeek(rest, today)
    // 「下周」 above the lines of a week is their title.
    return week && /\p{L}/u.test(week.rest)
      ? { pattern: { from: week.from, to: week.to, working: true }, rest: week.rest }
      : { rest }
  }
  rest = run.rest
  const stray = weekdays.find((weekday) => !run.days.some((day) => weekdayOf(day) === weekday))
  if (stray !== undefined && !run.span) {
    const day = run.days[0] ?? ''
    return { fault: 'arg.shift.weekday', params: { day, weekday: `周${'一二三四五六日'[stray - 1]}` } }
  }
  if (!run.span) return { days: run.days, rest }
  const [from = '', last = ''] = run.days
  const to = notTooFar(last, today)
  return { pattern: { from, to, ...(weekdays.length > 0 ? { weekdays } : { working: true as const }) }, rest }
}

/** A pattern ends some time: a year ahead everything is refused anyway. */
const notTooFar = (to: string, today: string): string => {
  const limit = addDays(today, 400)
  return to < limit ? to : limit
}
