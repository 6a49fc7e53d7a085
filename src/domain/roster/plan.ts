import type { ShiftSpan } from './near-shift.ts'

/** A shift that somebody wants to plan; instants in ms. */
export interface Wanted {
  person: number
  day: string
  from: number
  to: number
  /** The shift that it takes over. */
  replaces?: number
}

/** A planned shift as it stands. */
export interface Standing extends ShiftSpan {
  id: number
  person_id: number
  community_id: number
  day: string
}

export interface Away {
  person_id: number
  from_day: string
  to_day: string
}

/** What becomes of each wanted shift: planned, there already, in the way of another one, on a day of leave. */
export interface Sorted<Shift extends Wanted> {
  plan: Shift[]
  same: Shift[]
  busy: { shift: Shift; by: Standing }[]
  away: Shift[]
}

const meets = (a: { from: number; to: number }, b: ShiftSpan): boolean =>
  a.from < b.ends_at && a.to > b.starts_at

/** Sorts what is wanted at a community by what stands there and elsewhere. */
export function sortWanted<Shift extends Wanted>(
  wanted: readonly Shift[],
  shifts: readonly Standing[],
  leaves: readonly Away[],
  communityId: number,
): Sorted<Shift> {
  const sorted: Sorted<Shift> = { plan: [], same: [], busy: [], away: [] }
  for (const shift of wanted) {
    const by = shifts.find((one) => one.person_id === shift.person && meets(shift, one))
    const isSame = by?.community_id === communityId && by.starts_at === shift.from && by.ends_at === shift.to
    const isAway = leaves.some(
      ({ person_id, from_day, to_day }) =>
        person_id === shift.person && from_day <= shift.day && shift.day <= to_day,
    )
    if (isSame) sorted.same.push(shift)
    else if (by) sorted.busy.push({ shift, by })
    else if (isAway) sorted.away.push(shift)
    else sorted.plan.push(shift)
  }
  return sorted
}

/** Each shift once, and the first two of one person that meet each other, if any do. */
export function eachOnce<Shift extends Wanted>(
  wanted: readonly Shift[],
): { shifts: Shift[]; clash?: [Shift, Shift] } {
  const once = new Map(wanted.map((shift) => [`${shift.person} ${shift.from} ${shift.to}`, shift]))
  const shifts = [...once.values()].sort((a, b) => a.person - b.person || a.from - b.from)
  for (const [i, shift] of shifts.entries()) {
    const next = shifts[i + 1]
    if (next && next.person === shift.person && next.from < shift.to) return { shifts, clash: [shift, next] }
  }
  return { shifts: shifts.sort((a, b) => a.from - b.from || a.to - b.to) }
}
