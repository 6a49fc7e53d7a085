import { addDays, dayOf, minuteOfDay, weekdayOf } from '../../domain/calendar/shanghai.ts'
import type { Sorted } from '../../domain/roster/plan.ts'
import { type Line, line } from '../../domain/say.ts'
import type { Slot } from './plan-slots.ts'

const shown = 5
const spanOf = ({ from, to }: { from: number; to: number }): string => `${from}-${to}`

/** What is planned, in a few lines: shifts of one time and the same people are one line with their days. */
export function plannedLines(slots: readonly Slot[]): Line[] {
  const places = new Map<string, { slot: Slot; names: string[] }>()
  for (const slot of slots) {
    const place = places.get(spanOf(slot)) ?? { slot, names: [] }
    place.names.push(slot.name)
    places.set(spanOf(slot), place)
  }
  const series = new Map<string, { slots: Slot[]; names: string[] }>()
  for (const { slot, names } of places.values()) {
    const key = `${minuteOfDay(slot.from)} ${slot.to - slot.from} ${[...names].sort().join()}`
    const one = series.get(key) ?? { slots: [], names }
    one.slots.push(slot)
    series.set(key, one)
  }
  const lines = [...series.values()].map(({ slots, names }) => {
    const [first] = slots
    const people = names.length > 12 ? [...names.slice(0, 12), '…'] : names
    if (!first || slots.length === 1) return line('plan.shift', { shift: slots.map(spanOf), names: people })
    const days = slots.map(({ day }) => day)
    return line(days.length > 4 ? 'plan.series_long' : 'plan.series', {
      days: days.length > 4 ? days.slice(0, 3) : days,
      last: days.at(-1) ?? '',
      count: days.length,
      from: first.from,
      to: first.to,
      names: people,
    })
  })
  return lines.length > shown + 1
    ? [...lines.slice(0, shown), line('plan.more', { count: lines.length - shown })]
    : lines
}

/** What was not planned, and why: there already, another shift in the way, on leave. */
export function unplannedLines({ same, busy, away }: Sorted<Slot>, isPlanned: boolean): Line[] {
  const few = <T>(all: readonly T[]): T[] => all.slice(0, 3)
  return [
    ...(same.length > 0 && isPlanned
      ? [line('plan.same', { count: same.length, people: few(same).map(({ name }) => name) })]
      : []),
    ...few(busy).map(({ shift, by }) =>
      line('plan.busy', {
        name: shift.name,
        shift: [spanOf(shift)],
        other: [`${by.starts_at}-${by.ends_at}`],
      }),
    ),
    ...(busy.length > 3 ? [line('plan.busy_more', { count: busy.length - 3 })] : []),
    ...(away.length > 0
      ? [
          line('plan.away', {
            people: [
              ...new Set(
                away.map(({ name, day }) => `${name} ${Number(day.slice(5, 7))}-${Number(day.slice(8))}`),
              ),
            ].slice(0, 6),
          }),
        ]
      : []),
  ]
}

/** The word after `/值班表` that shows a day. */
export function periodWith(day: string, at: number): string {
  const today = dayOf(at)
  const monday = addDays(today, 1 - weekdayOf(today))
  if (day < addDays(monday, 7)) return '/值班表'
  if (day < addDays(monday, 14)) return '/值班表 下周'
  return day.slice(0, 7) === today.slice(0, 7) ? '/值班表 本月' : `/值班表 ${day.slice(0, 7)}`
}
