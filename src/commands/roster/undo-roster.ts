import { dayOf, MINUTE } from '../../domain/calendar/shanghai.ts'
import { type Leave, ownLeavesQuery, type ShiftWithin, shiftsWithinQuery } from '../../store/leave.ts'
import { placesOf, secretariesQuery } from '../../store/secretaries.ts'
import { recentSwapQuery, type Swap } from '../../store/swap.ts'
import type { Ask, Decision, Situation } from '../define.ts'
import { withdrawSwap } from './swap-answer.ts'
import { daysToTakeBack, takeLeaveBack } from './take-leave-back.ts'

/** What `/撤销` knows of leave and swaps. */
export interface RosterFacts {
  leaves: Leave[]
  swaps: Swap[]
  shifts: ShiftWithin[]
  told: { community_id: number; person_id: number }[]
}

export const rosterActs = ({ sender, at }: Ask<unknown>) => {
  const today = dayOf(at)
  const days = daysToTakeBack(today)
  return {
    leaves: ownLeavesQuery(sender, today),
    swaps: recentSwapQuery(sender, at - 24 * 60 * MINUTE),
    shifts: shiftsWithinQuery(sender, 'leave', days, at),
    told: secretariesQuery(placesOf(sender, days.from, days.to), sender),
  }
}

/**
 * Takes back the leave or the swap that somebody asked for last, when that was their last act (`heard` and `asked_at` say
 * when the others were) and not too long ago; otherwise undefined.
 */
export function undoRoster(
  situation: Situation<unknown, RosterFacts>,
  others: { heard: number; asked_at: number },
): Decision | undefined {
  const { facts, now, policy } = situation
  const since = now - policy.undoMinutes * MINUTE
  const isLast = ({ heard }: { heard: number | null }, at: number) =>
    (heard ?? 0) > others.heard && at >= others.asked_at && at >= since
  const leave = [...facts.leaves].sort((a, b) => (b.heard ?? 0) - (a.heard ?? 0))[0]
  const [swap] = facts.swaps
  if (swap && (swap.heard ?? 0) > (leave?.heard ?? 0) && isLast(swap, swap.asked_at))
    return withdrawSwap(situation, swap)
  return leave && isLast(leave, leave.at) ? takeLeaveBack(situation, leave, leave) : undefined
}
