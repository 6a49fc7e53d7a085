import { addDays, dayOf, daysBetween } from '../domain/calendar/shanghai.ts'
import { findDays, type Reading } from './days.ts'
import { findDurations } from './durations.ts'
import { type Found, freeLeft, freeRight, Taken } from './found.ts'
import { NUMBER } from './numbers.ts'
import { spanOf, startOf } from './spans.ts'
import { CLOCK, GLUED_FROM, GLUED_TO, PART, readClock } from './times.ts'

/** A day, a time or both, as one phrase says it. `to` above 1440 ends after the day; without `to` it is one time. */
export interface Moment {
  day?: string
  from?: number
  to?: number
  assumed?: boolean
  /** 上午, where a part of the day was said without a time. */
  part?: string
}

/** Why a phrase that looks like a day or a time cannot be one. */
export type MomentFault = 'day' | 'days' | 'time' | 'backwards'

// Days and durations are found first and stand as these signs, one for each character.
const [FIRST, REST, LENGTH] = ['\u0001', '\u0002', '\u0003']
const DAY = `${FIRST}${REST}*`
const TO = '(?:[-–—―−‐~〜]+|到|至)'
// 12点前送餐 names a limit, not when it is.
const NOT_UNTIL = '(?!(?:半|一刻|三刻|整|钟|\\d{1,2}分?)?(?:[之以]?前|[之以]?后(?!勤)))'
const PATTERN = new RegExp(
  [
    `(?<days>${DAY} ?${TO} ?(?:${DAY}(?! ?的?${PART}? ?(?:${CLOCK}))|${NUMBER}[日号]))`,
    `(?:从|自)?(?:(?<day>${DAY}) ?[的,，]? ?从? ?)?(?:(?<part>${PART})的? ?)?(?:(?<clock>${CLOCK}|${GLUED_FROM})|(?<![\\d.:])(?<bare>${NUMBER})(?= ?${TO} ?(?:${PART})? ?(?:${CLOCK})))` +
      `(?: ?${TO} ?(?:(?<endDay>${DAY}|次日|翌日|第二天)的? ?)?(?:(?<endPart>${PART})的? ?)?(?:(?<endClock>${CLOCK}|${GLUED_TO})|(?<endBare>\\d{1,2})(?![\\p{L}\\p{N}:.])))?(?:左右|整|开始|起)?${NOT_UNTIL}`,
    `(?<onlyDay>${DAY})(?: ?的?(?<dayPart>${PART}))?`,
  ].join('|'),
  'gu',
)

/** The days and times in a folded text, in order. A fault is a value too: nothing that looks like a time is skipped. */
export function findMoments(text: string, now: number, reading: Reading): Found<Moment | MomentFault>[] {
  const lengths = findDurations(text)
  const taken = new Taken(text.length)
  for (const { from, to } of lengths) taken.take(from, to)
  const days = findDays(text, dayOf(now), reading).filter(({ from, to }) => taken.isFree(from, to))
  const signs = text.split('')
  for (const { from, to } of days) signs.fill(REST, from, to)
  for (const { from } of days) signs[from] = FIRST
  for (const { from, to } of lengths) signs.fill(LENGTH, from, to)
  const masked = signs.join('')
  let nextDay = 0
  // Asked for in their order, so that none is looked at twice.
  const dayFrom = (start: number) => {
    while ((days[nextDay]?.from ?? start) < start) nextDay += 1
    return days[nextDay]?.value
  }
  const found: Found<Moment | MomentFault>[] = []
  for (const match of masked.matchAll(PATTERN)) {
    const [from, to, groups] = [match.index, match.index + match[0].length, match.groups ?? {}]
    const dayAt = (sign: string | undefined, start: number): string | null | undefined =>
      sign?.startsWith(FIRST) ? dayFrom(start) : undefined
    if (groups.days) found.push({ from, to, value: 'days' })
    else if (groups.onlyDay) {
      const day = dayAt(groups.onlyDay, from)
      found.push({ from, to, value: day ? { day, ...(groups.dayPart && { part: groups.dayPart }) } : 'day' })
    } else {
      const alone = !groups.day && !groups.part && !groups.endClock && !groups.endBare
      // 「有一点忙」「两点建议」 are no times.
      if (alone && !(freeLeft(masked, from) && freeRight(masked, to))) continue
      const day = dayAt(groups.day, from)
      const endDay = dayAt(groups.endDay, from + match[0].search(new RegExp(TO)))
      found.push({ from, to, value: read(groups, day, endDay) })
    }
  }
  return found
}

type Groups = { [name: string]: string | undefined }

function read(
  groups: Groups,
  day: string | null | undefined,
  endDay: string | null | undefined,
): Moment | MomentFault {
  if (day === null || endDay === null) return 'day'
  const first = readClock(groups.clock ?? groups.bare ?? '', groups.part ?? '')
  if (!first) return 'time'
  const endText = groups.endClock ?? groups.endBare
  const known = (day ?? endDay) ? { day: day ?? endDay ?? '' } : {}
  if (endText === undefined) return { ...known, ...startOf(first) }
  const second = readClock(endText, groups.endPart ?? '')
  if (!second) return 'time'
  const nights = !groups.endDay ? undefined : endDay ? daysBetween(day ?? endDay, endDay) : 1
  const span = spanOf(first, second, nights)
  return span ? { ...known, ...span } : 'backwards'
}

/**
 * A moment with the day that was left unsaid: today, unless that lies on the wrong side of now (hours that would
 * still be ahead were yesterday's, an order's time that is over is tomorrow's).
 */
export function withDay(
  moment: Moment,
  now: number,
  reading: Reading,
  minuteNow: number,
): Moment & { day: string } {
  if (moment.day !== undefined) return { ...moment, day: moment.day }
  const today = dayOf(now)
  if (reading === 'past')
    return { ...moment, day: (moment.from ?? 0) > minuteNow ? addDays(today, -1) : today }
  return { ...moment, day: (moment.to ?? moment.from ?? 1440) <= minuteNow ? addDays(today, 1) : today }
}
