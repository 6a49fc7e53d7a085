import { addDays, daysBetween } from '../calendar/shanghai.ts'

/** Days of leave, the first and the last one. */
export interface DaySpan {
  from: string
  to: string
}

/** Leave lies ahead at most so many days. */
export const leaveAhead = 366

/** How many days a span has. */
export const lengthOf = ({ from, to }: DaySpan): number => daysBetween(from, to) + 1

/** Whether two spans have a day in common. */
export const meet = (a: DaySpan, b: DaySpan): boolean => a.from <= b.to && b.from <= a.to

/** How many days between two days, both inclusive, are days of leave; a day counts once. */
export function leaveDaysWithin(leaves: readonly DaySpan[], from: string, to: string): number {
  let days = 0
  let next = from
  for (const leave of [...leaves].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const span = { from: leave.from > next ? leave.from : next, to: leave.to < to ? leave.to : to }
    if (span.to < span.from) continue
    days += lengthOf(span)
    next = addDays(span.to, 1)
  }
  return days
}

/** What is left of a leave when some days of it are taken out: nothing, one piece or two. */
export const without = (leave: DaySpan, out: DaySpan): DaySpan[] =>
  meet(leave, out)
    ? [
        { from: leave.from, to: addDays(out.from, -1) },
        { from: addDays(out.to, 1), to: leave.to },
      ].filter(({ from, to }) => from <= to)
    : [leave]
