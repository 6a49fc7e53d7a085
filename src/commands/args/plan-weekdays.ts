import { addDays, weekdayOf } from '../../domain/calendar/shanghai.ts'
import type { DayPattern } from '../../domain/roster/pattern.ts'
import { folded } from '../../text/fold.ts'
import { take, takeOut } from './plan-words.ts'

const WEEK = '(?:周|星期|礼拜)'
const WEEKDAY = '[一二三四五六日天1-7]'
const TO = '\\s*(?:[-–—~]+|到|至)\\s*'
const FIRST_WEEKDAY = new RegExp(
  `(每个?一?|逢|下下|下|本|这)?个?${WEEK}(末|${WEEKDAY})(?!\\d|个|次|[:.]\\d)`,
  'u',
)
const NEXT_WEEKDAY = new RegExp(
  `^(${TO}|\\s*[、,和及/]\\s*|)(?:每?${WEEK})?(${WEEKDAY})(?!\\d|[点月个次号楼:])`,
  'u',
)
const WORKDAYS = /(?:每个?|各)?工作日/u
const EVERY_DAY = /每(?:一)?[天日]/u

const weekdayNumber = (word: string): number => '一二三四五六日'.indexOf(word) + 1 || Number(word) || 7

/** All weekdays that a line names, whether they repeat (每周二), and whether some were said as a span (周一到周五). */
export function takeWeekdays(text: string, today: string) {
  const weekdays: number[] = []
  const dated: string[] = []
  let every: Omit<DayPattern, 'from' | 'to'> | undefined
  let span = false
  let rest = text
  for (let form = folded(rest); ; form = folded(rest)) {
    const found = FIRST_WEEKDAY.exec(form.text)
    if (!found) break
    const [whole, lead = '', word = ''] = found
    const named = word === '末' ? [6, 7] : [weekdayNumber(word)]
    let end = found.index + whole.length
    for (
      let next = NEXT_WEEKDAY.exec(form.text.slice(end));
      next;
      next = NEXT_WEEKDAY.exec(form.text.slice(end))
    ) {
      const last = weekdayNumber(next[2] ?? '')
      if (/[-–—~到至]/.test(next[1] ?? '')) {
        span = true
        for (let day = (named.at(-1) ?? 0) + 1; day < last; day++) named.push(day)
      }
      named.push(last)
      end += next[0].length
    }
    rest = takeOut(rest, form, found.index, end)
    if (/^[每逢]/.test(lead)) every = { weekdays: [...(every?.weekdays ?? []), ...named] }
    else if (lead === '') weekdays.push(...named)
    else {
      const weeks = { 下下: 2, 下: 1 }[lead] ?? 0
      dated.push(...named.map((day) => addDays(today, 7 * weeks + day - weekdayOf(today))))
    }
  }
  const working = take(rest, WORKDAYS)
  if (working) return { weekdays, dated, span, every: { working: true as const }, rest: working.rest }
  const daily = take(rest, EVERY_DAY)
  return daily
    ? { weekdays, dated, span, every: {}, rest: daily.rest }
    : { weekdays, dated, span, every, rest }
}
