/** When a person has time: a part of a weekday. 1 is Monday, 7 is Sunday. */
export interface FreeTime {
  weekday: number
  part: DayPart
}

export type DayPart = 'morning' | 'afternoon' | 'evening'

export const dayParts: readonly DayPart[] = ['morning', 'afternoon', 'evening']

export const workdays: readonly number[] = [1, 2, 3, 4, 5]
export const weekend: readonly number[] = [6, 7]
export const everyDay: readonly number[] = [...workdays, ...weekend]

/** Weekdays with the same parts of the day free. */
export interface FreeGroup {
  days: readonly number[]
  parts: readonly DayPart[]
}

/**
 * Free times in as few groups as people would say: all days alike, else workdays alike and the weekend alike, else
 * single days; each day is in one group.
 */
export function groupFreeTimes(times: readonly FreeTime[]): FreeGroup[] {
  const partsOn = (weekday: number) =>
    dayParts.filter((part) => times.some((time) => time.weekday === weekday && time.part === part))
  const alike = (days: readonly number[]) => new Set(days.map((day) => partsOn(day).join())).size === 1
  const stretches = alike(everyDay)
    ? [everyDay]
    : [workdays, weekend].flatMap((days) => (alike(days) ? [days] : days.map((day) => [day])))
  return stretches.flatMap((days) => {
    const parts = partsOn(days[0] ?? 1)
    return parts.length > 0 ? [{ days, parts }] : []
  })
}
