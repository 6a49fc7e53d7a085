import { addDays, dayOf, MINUTE, minuteOfDay, startOfDay, weekdayOf } from '../calendar/shanghai.ts'
import type { DayPart, FreeTime } from '../profile/free-time.ts'

/** How well one of these meets a need, percent: the same word, or one within the other (法律 in 老年法律咨询). */
export const matches = (need: string, keys: readonly string[]): number =>
  keys.includes(need)
    ? 100
    : keys.some((key) => (key.length > 1 && need.includes(key)) || (need.length > 1 && key.includes(need)))
      ? 75
      : 0

/** The parts of weekdays that a time touches: until 12, until 18, and after. */
export function partsBetween(from: number, to: number): FreeTime[] {
  const found: FreeTime[] = []
  for (let day = dayOf(from); startOfDay(day) < to; day = addDays(day, 1)) {
    const starts = day === dayOf(from) ? minuteOfDay(from) : 0
    const ends = Math.min(1440, (to - startOfDay(day)) / MINUTE)
    const bounds: [DayPart, number, number][] = [
      ['morning', 0, 720],
      ['afternoon', 720, 1080],
      ['evening', 1080, 1440],
    ]
    for (const [part, begin, end] of bounds)
      if (starts < end && ends > begin) found.push({ weekday: weekdayOf(day), part })
  }
  return found
}
