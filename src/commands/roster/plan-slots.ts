import { addDays, dayOf, MINUTE, startOfDay, weekdayOf } from '../../domain/calendar/shanghai.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { daysOfPattern, daysOfSpan } from '../../domain/roster/pattern.ts'
import { eachOnce, type Standing, type Wanted } from '../../domain/roster/plan.ts'
import { type Line, line } from '../../domain/say.ts'
import type { RosterPerson } from '../../store/roster-people.ts'
import type { TypedPlan } from '../args/shifts.ts'

/** A shift that is wanted, with the words of its person and of whom it takes over from. */
export interface Slot extends Wanted {
  name: string
  from_person?: RosterPerson
}

/** How far ahead a shift may lie, in days; how long one may be, in minutes (the schema holds it). */
const farthest = 366
const longest = 12 * 60

/** The days that a typed roster is about, with the whole weeks of its first and last one. */
export function weeksOf({ lines }: TypedPlan, at: number): { from: string; to: string } {
  const limit = addDays(dayOf(at), farthest)
  const days = lines
    .flatMap(({ days, pattern }) => [...days, ...(pattern ? [pattern.from, pattern.to] : [])])
    .sort()
  const first = days[0] ?? dayOf(at)
  const last = days.at(-1) ?? dayOf(at)
  const end = last < limit ? last : limit
  return { from: addDays(first, 1 - weekdayOf(first)), to: addDays(end, 7 - weekdayOf(end)) }
}

/**
 * All shifts that a roster asks for, one for each person, day and time; the holidays that its patterns leave out; and
 * what makes a line impossible: over already, too far, too long, two at one time, nobody there to take over from.
 */
export function slotsOf(
  { lines }: TypedPlan,
  meant: ReadonlyMap<string, RosterPerson>,
  around: { at: number; calendar: Calendar; shifts: readonly Standing[]; communityId: number },
): { slots: Slot[]; left: string[]; faults: Line[] } {
  const { at, calendar, shifts, communityId } = around
  const wanted: Slot[] = []
  const left: string[] = []
  const faults: Line[] = []
  for (const { text, days, span, pattern, times, names, replaces } of lines) {
    const named = span ? daysOfSpan(days, calendar) : { days, left: [] }
    const expanded = pattern ? daysOfPattern(pattern, calendar) : named
    left.push(...expanded.left)
    if (replaces.length > 0 && replaces.length !== names.length) {
      faults.push(line('plan.pairs', { text }))
      continue
    }
    for (const day of expanded.days) {
      if (day > addDays(dayOf(at), farthest)) {
        faults.push(line('plan.far', { text, day }))
        break
      }
      for (const [i, name] of names.entries()) {
        const person = meant.get(name)
        const leaver = meant.get(replaces[i] ?? '')
        const gone =
          leaver &&
          shifts.filter((s) => s.person_id === leaver.id && s.community_id === communityId && s.day === day)
        const midnight = startOfDay(day)
        const spans =
          times.length > 0
            ? times.map(({ from, to }) => ({ from: midnight + from * MINUTE, to: midnight + to * MINUTE }))
            : (gone ?? []).map((s) => ({ from: s.starts_at, to: s.ends_at }))
        if (gone && gone.length === 0) faults.push(line('plan.not_on', { name: leaver.name ?? '', day }))
        for (const { from, to } of person ? spans : []) {
          if (to <= at) {
            if (!pattern) faults.push(line('plan.past', { text, day }))
            continue
          }
          if (to - from > longest * MINUTE) {
            faults.push(line('plan.long', { text, minutes: (to - from) / MINUTE }))
            continue
          }
          const old = gone?.find((s) => s.starts_at < to && s.ends_at > from)
          if (gone && gone.length > 0 && !old)
            faults.push(line('plan.not_on', { name: leaver.name ?? '', day }))
          wanted.push({
            person: person?.id ?? 0,
            name: person?.name ?? '',
            day,
            from,
            to,
            ...(old && leaver && { replaces: old.id, from_person: leaver }),
          })
        }
      }
    }
  }
  const { shifts: slots, clash } = eachOnce(wanted)
  if (clash) {
    const [a, b] = clash
    faults.push(line('plan.clash', { name: a.name, shifts: [`${a.from}-${a.to}`, `${b.from}-${b.to}`] }))
  }
  const said = new Map(faults.map((fault) => [JSON.stringify(fault), fault]))
  return { slots, left: [...new Set(left)].sort(), faults: [...said.values()] }
}
