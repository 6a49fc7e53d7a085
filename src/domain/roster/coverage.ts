import { type Calendar, isWorkingDay } from '../calendar/working-days.ts'
import type { Policy } from '../policy.ts'

/** Somebody on duty on a day, planned or really there. */
export interface OnDay {
  day: string
  person_id: number
}

/** How many different people are on duty on each of these days. */
function peopleByDay(on: readonly OnDay[]): Map<string, number> {
  const people = new Map<string, Set<number>>()
  for (const { day, person_id } of on) people.set(day, (people.get(day) ?? new Set()).add(person_id))
  return new Map([...people].map(([day, ids]) => [day, ids.size]))
}

type Wanted = Pick<Policy, 'dutyMinimum' | 'dutyTarget'>

/** Working days with fewer people than there must be, and those with fewer than there should be (R012). */
export interface Gaps {
  empty: string[]
  thin: string[]
}

/** The gaps among these days (R012): only working days can have any; make-up days are working days, holidays are none. */
export function gaps(
  days: readonly string[],
  on: readonly OnDay[],
  calendar: Calendar,
  { dutyMinimum, dutyTarget }: Wanted,
): Gaps {
  const people = peopleByDay(on)
  const working = days.filter((day) => isWorkingDay(day, calendar))
  const count = (day: string) => people.get(day) ?? 0
  return {
    empty: working.filter((day) => count(day) < dutyMinimum),
    thin: working.filter((day) => count(day) >= dutyMinimum && count(day) < dutyTarget),
  }
}

/** `值守达标 20/22天` (R012): of so many working days so many had enough people; the others by name. */
export interface Coverage {
  covered: number
  working: number
  missing: string[]
}

/** The coverage of these days. */
export function coverage(
  days: readonly string[],
  on: readonly OnDay[],
  calendar: Calendar,
  policy: Wanted,
): Coverage {
  const working = days.filter((day) => isWorkingDay(day, calendar)).length
  const { empty } = gaps(days, on, calendar, policy)
  return { covered: working - empty.length, working, missing: empty }
}
