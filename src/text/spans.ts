import { type Clock, minuteOf } from './times.ts'

/** Minutes since the midnight of the day named; `to` is above 1440 when it ends after that day. */
export interface Span {
  from: number
  to: number
  /** The half of the day was not said and was taken from working hours (两点到四点 → 14:00). */
  assumed: boolean
}

const EVENING = 17 * 60
const HALF_DAY = 720
const DAY = 1440

const isOpen = (clock: Clock): boolean => clock.part === '' && !clock.fixed

/**
 * What two times mean together, `undefined` when the second does not come after the first. The second inherits
 * 上午/下午 where that makes it later (下午两点到四点半, 上午11点到1点). Only what starts in the evening runs past
 * midnight unless the second time has its own day, `nights` days after the first.
 */
export function spanOf(first: Clock, second: Clock, nights: number | undefined): Span | undefined {
  const start = startOf(first, nights === undefined ? second : undefined)
  if (nights !== undefined) {
    const end = minuteOf(second) + nights * DAY
    return end > start.from ? { ...start, to: end } : undefined
  }
  const said = isOpen(second)
    ? [0, HALF_DAY, DAY].map((shift) => clockMinute(second) + shift)
    : [minuteOf(second)]
  const end = [...said, minuteOf(second) + DAY].find((minute) => minute > start.from)
  if (end === undefined) return undefined
  const crosses = end > DAY && start.from < DAY
  return crosses && (start.from < EVENING || end - start.from > HALF_DAY) ? undefined : { ...start, to: end }
}

/**
 * When something starts. An open time is read as working hours (两点 is 14:00, 八点 is 08:00), unless the second time
 * is on the 24-hour clock or would then come first (2点到上午10点).
 */
export function startOf(clock: Clock, second?: Clock): Omit<Span, 'to'> {
  if (!isOpen(clock)) return { from: minuteOf(clock), assumed: false }
  const at = clockMinute(clock)
  const end = second && !isOpen(second) ? minuteOf(second) : undefined
  const asWritten =
    clock.hour >= 6 || (second?.fixed && second.part === '') || (end !== undefined && at + HALF_DAY >= end)
  const assumed = !asWritten || (clock.spoken && (!second || isOpen(second)))
  return { from: asWritten ? at : at + HALF_DAY, assumed }
}

const clockMinute = (clock: Clock): number => clock.hour * 60 + clock.minute
