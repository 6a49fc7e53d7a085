import { DAY, dayOf, MINUTE, startOfDay } from '../domain/calendar/shanghai.ts'

/**
 * The minutes of a Shanghai day at which the bot's jobs fall due. A test compares this with the jobs: one at another
 * time of day wants its minute here.
 */
export const MOMENTS = [9 * 60, 16 * 60, 20 * 60 + 30]

/** The first of those moments after an instant, ms. */
function momentAfter(at: number): number {
  const midnight = startOfDay(dayOf(at))
  const moments = [midnight, midnight + DAY].flatMap((day) => MOMENTS.map((minute) => day + minute * MINUTE))
  return Math.min(...moments.filter((moment) => moment > at))
}

/** Each minute is ticked of so much time before the clock stands still again. */
const EVERY_MINUTE = 3 * MINUTE

/**
 * When the cron is run next after `reached` while the clock goes to `to`; `undefined`: not before it is there. Leaves
 * out only minutes in which nothing can fall due: `ahead` is the first instant at which something that the bot has in
 * its database does, ms. The last minutes are all run.
 */
export function nextTick(reached: number, to: number, ahead: number | undefined): number | undefined {
  const next = Math.floor(reached / MINUTE) * MINUTE + MINUTE
  const wholeMinutes = [
    momentAfter(reached),
    Math.ceil((to - EVERY_MINUTE) / MINUTE) * MINUTE,
    ...(ahead === undefined ? [] : [Math.ceil(ahead / MINUTE) * MINUTE]),
  ]
  const at = Math.min(...wholeMinutes.map((moment) => Math.max(moment, next)))
  return at <= to ? at : undefined
}
