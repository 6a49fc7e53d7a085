import { addDays, dayOf, MINUTE, startOfDay } from '../domain/calendar/shanghai.ts'
import type { Due } from './define.ts'

/** The instant of a minute of a Shanghai day, ms. */
export const momentOf = (day: string, minute: number): number => startOfDay(day) + minute * MINUTE

/**
 * The moments at a minute of those Shanghai days that `match`, after one instant and up to another. `match` gives the
 * period that a day is for and the day at whose end it is of no use any more.
 */
export function onDays(
  after: number,
  upTo: number,
  minute: number,
  match: (day: string) => { period: string; lastDay: string } | undefined,
): Due[] {
  const found: Due[] = []
  for (let day = dayOf(after); day <= dayOf(upTo); day = addDays(day, 1)) {
    const at = momentOf(day, minute)
    const fit = at > after && at <= upTo ? match(day) : undefined
    if (!fit) continue
    const until = startOfDay(addDays(fit.lastDay, 1))
    if (until > upTo) found.push({ period: fit.period, at, until })
  }
  return found
}
