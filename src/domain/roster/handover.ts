import { DAY } from '../calendar/shanghai.ts'

/** A planned duty of somebody, ms. */
export interface OnDuty {
  person_id: number
  starts_at: number
  ends_at: number
}

/** So long may lie between two shifts of one stint: a weekend does not end it. */
const pause = 3.5 * DAY

/** How many days before somebody's last shift the handover is asked for (R019). */
export const handoverNotice = 7

/** The longest note that is taken, characters. */
export const longestHandover = 500

/**
 * The last shift of the stint that somebody is in, or comes to next, at an instant: shifts with no more than a weekend
 * between them. Without one ahead, their last one. Undefined when there is none at all.
 */
export function lastOfStint<Shift extends OnDuty>(own: readonly Shift[], at: number): Shift | undefined {
  const inOrder = [...own].sort((a, b) => a.starts_at - b.starts_at)
  const begin = inOrder.findIndex(({ ends_at }) => ends_at > at)
  if (begin < 0) return inOrder.at(-1)
  let last = inOrder[begin]
  for (const next of inOrder.slice(begin + 1)) {
    if (last && next.starts_at - last.ends_at > pause) break
    last = next
  }
  return last
}

/** Who comes next on the roster after a shift: the first shift of somebody else that starts once it is over. */
export function successorAfter<Shift extends OnDuty>(
  last: OnDuty,
  others: readonly Shift[],
  at: number,
): Shift | undefined {
  const from = Math.max(last.ends_at, at)
  return others
    .filter(({ person_id, starts_at }) => person_id !== last.person_id && starts_at >= from)
    .sort((a, b) => a.starts_at - b.starts_at)[0]
}
