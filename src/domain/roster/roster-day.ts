import { addDays, weekdayOf } from '../calendar/shanghai.ts'
import { type Calendar, isWorkingDay, nameOfDay } from '../calendar/working-days.ts'
import type { ShiftSpan } from './near-shift.ts'

/** Who is on at one time of a day. */
export interface Slot extends ShiftSpan {
  names: string[]
}

/** A day of the roster: worked or off, by which name (codes), who is on when, and how many people. */
export interface RosterDay {
  day: string
  kind: 'working' | 'makeup' | 'holiday' | 'weekend'
  names: string[]
  slots: Slot[]
  people: number
}

interface OnShift extends ShiftSpan {
  day: string
  person_id: number
  name: string | null
}

/** The roster by day; the shifts come in the order in which they are to be shown. */
export const rosterDays = (
  days: readonly string[],
  shifts: readonly OnShift[],
  calendar: Calendar,
): RosterDay[] =>
  days.map((day) => {
    const own = shifts.filter((shift) => shift.day === day)
    const slots: Slot[] = []
    for (const { starts_at, ends_at, name } of own) {
      const slot = slots.find((one) => one.starts_at === starts_at && one.ends_at === ends_at)
      if (slot) slot.names.push(name ?? '')
      else slots.push({ starts_at, ends_at, names: [name ?? ''] })
    }
    return {
      day,
      kind: kindOf(day, calendar),
      names: nameOfDay(day, calendar),
      slots,
      people: new Set(own.map(({ person_id }) => person_id)).size,
    }
  })

function kindOf(day: string, calendar: Calendar): RosterDay['kind'] {
  const isWeekend = weekdayOf(day) > 5
  if (isWorkingDay(day, calendar)) return isWeekend ? 'makeup' : 'working'
  return isWeekend && nameOfDay(day, calendar).length === 0 ? 'weekend' : 'holiday'
}

/** The seven days of the week of a day, so many weeks on. */
export const weekFrom = (day: string, weeks = 0): string[] => {
  const monday = addDays(day, 7 * weeks + 1 - weekdayOf(day))
  return Array.from({ length: 7 }, (_, i) => addDays(monday, i))
}
