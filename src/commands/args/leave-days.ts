import { addDays, dayOf, weekdayOf } from '../../domain/calendar/shanghai.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { DaySpan } from '../../domain/roster/leave.ts'
import { readNumber } from '../../text/numbers.ts'
import type { ArgType } from './arg.ts'
import { daysAhead } from './days-ahead.ts'
import { match } from './match.ts'

/** Days of a leave; `part` where only a part of a day was said (上午): it is understood as the whole day. */
export interface LeaveDays extends DaySpan {
  part?: string
}

const PART = /(?<=[\d日号天一二三四五六末底])\s?(上午|下午|早上|中午|傍晚|晚上|半天)/gu
const WHOLE = /(?<=[\d日号天一二三四五六末底])\s?(?:全天|一整天)/gu
const COUNT = /^\s*(?:起|开始)?\s?([\d一二两三四五六七八九十]{1,3})\s?天(?![\p{L}\p{N}])/du
const WEEK = /(?<![\p{L}\p{N}上下])(下下|下|本|这)个?(?:周|星期|礼拜)(?![一二三四五六日天末\d])/du

/**
 * `11-25`, `下周三`, `11-25到11-27`, `11-25上午`, `明天起3天`, `下周` (Monday to Sunday). Refused as `daysAhead`.
 */
export const leaveDays: ArgType<LeaveDays> = {
  take(text, context) {
    const part = [...text.matchAll(PART)].map(([, word = '']) => word)[0]
    const found = daysAhead.take(text.replace(PART, '').replace(WHOLE, ''), context)
    if (isRefusal(found)) return found
    if (!found) return wholeWeek(text, context.now)
    const { from, to } = found.value
    const counted = from === to ? match(found.rest, COUNT) : undefined
    const days = readNumber(counted?.groups[0] ?? '')
    const span = counted && days && days <= 400 ? { from, to: addDays(from, days - 1) } : { from, to }
    return {
      value: part === undefined ? span : { ...span, part },
      rest: counted && days ? counted.rest : found.rest,
    }
  },
}

const WEEKS: { [word: string]: number } = { 本: 0, 这: 0, 下: 1, 下下: 2 }

function wholeWeek(text: string, now: number) {
  const found = match(text, WEEK)
  if (!found) return undefined
  const today = dayOf(now)
  const weeks = WEEKS[found.groups[0] ?? ''] ?? 0
  const monday = addDays(today, 7 * weeks + 1 - weekdayOf(today))
  return { value: { from: weeks === 0 ? today : monday, to: addDays(monday, 6) }, rest: found.rest }
}

/** 取消 in front of the days, or all that stands behind them: `取消 11-25`, `11-25 取消`. */
export const takenBack: ArgType<true> = {
  take(text) {
    const found =
      match(text, /^\s*(?:取消|撤回|撤销|销假)(?![\p{L}])/du) ??
      match(text, /\s(?:取消|撤回|撤销|销假)\s*$/du)
    return found && { value: true, rest: found.rest }
  },
}
