import { addDays, dayOf, HOUR, MINUTE, minuteOfDay, startOfDay } from '../calendar/shanghai.ts'

/** How long a letter waits after its first try, its second, … ms. After the last it is given up. */
const waits = [MINUTE / 2, 2 * MINUTE, 8 * MINUTE, 30 * MINUTE, 2 * HOUR]

/** The longest of them, ms. */
export const longestWait = 2 * HOUR

/**
 * When a letter that was tried so often is tried again, ms after now; `undefined`: never. Spread by up to a fifth either
 * way, so that what failed together does not come back together. `chance` lies in 0…1.
 */
export function waitAfter(tries: number, chance: number): number | undefined {
  const wait = waits[tries - 1]
  return wait === undefined ? undefined : Math.round(wait * (0.8 + 0.4 * chance))
}

const opens = 8 * 60
const closes = 21 * 60

/** Whether only what is urgent may be sent at that minute of the Shanghai day: 21:00 to 08:00 (rule 8.12). */
export const isQuiet = (minute: number): boolean => minute < opens || minute >= closes

/** Whether those who chose evenings only (`/提醒 晚上`) may be written to at that minute: 18:00 to 21:00. */
export const isEvening = (minute: number): boolean => minute >= 18 * 60 && minute < closes

/** When something that is not urgent may be sent that is written at an instant, ms: at once, or after the quiet hours. */
export function opensAt(at: number): number {
  const minute = minuteOfDay(at)
  if (!isQuiet(minute)) return at
  return startOfDay(minute < opens ? dayOf(at) : addDays(dayOf(at), 1)) + opens * MINUTE
}
