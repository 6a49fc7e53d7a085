import { type JointDay, jointService, type ServedLine } from './served-together.ts'

/** A line of one of the two of a pair. */
export interface ServedTogether extends ServedLine {
  pairing_id: number
  is_member: number
}

/** What each of some pairs served together, by day; of a pair without joint service nothing. */
export function togetherByPair(lines: readonly ServedTogether[]): Map<number, JointDay[]> {
  const found = new Map<number, JointDay[]>()
  for (const [pair, own] of Map.groupBy(lines, (one) => one.pairing_id)) {
    const of = (member: number) => own.filter((one) => one.is_member === member)
    const days = jointService(of(1), of(0))
    if (days.length > 0) found.set(pair, days)
  }
  return found
}

/** Times and minutes together, and the last day. */
export const sumOf = (
  days: readonly JointDay[],
): { times: number; minutes: number; last: string | undefined } => ({
  times: days.reduce((sum, { times }) => sum + times, 0),
  minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
  last: days.at(-1)?.day,
})
