import { DAY, MINUTE } from '../../domain/calendar/shanghai.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { type RecentClaim, recentClaimed, recentClaimQuery } from '../../store/claim.ts'
import { type OrderRow, orderQuery } from '../../store/order.ts'
import { type OrderPerson, orderPeopleQuery } from '../../store/order-people.ts'
import type { Ask, Decision, Situation } from '../define.ts'
import { giveBack } from './give-back.ts'
import { stepOn } from './order-standing.ts'

/** What `/撤销` knows of the last claim, and of what else might have been the last act. */
interface ClaimFacts {
  claims: RecentClaim[]
  claimed: OrderRow[]
  concerned: OrderPerson[]
  leaves: { heard: number | null }[]
  swaps: { heard: number | null }[]
}

export const claimActs = ({ sender, at }: Ask<unknown>) => {
  const since = at - DAY
  const order = recentClaimed(sender, since)
  return {
    claims: recentClaimQuery(sender, since),
    claimed: orderQuery(order, sender),
    concerned: orderPeopleQuery(order, sender),
  }
}

/**
 * Gives the claim made last back, when that was the last act (`heard` and `asked_at` say when the others were); otherwise
 * undefined. Refuses with undo.claim_late, undo.finished, wish.undo_delivered, and with order.* when it has gone on since.
 */
export function undoClaim(
  situation: Situation<unknown, ClaimFacts>,
  others: { heard: number; asked_at: number },
): Decision | Refusal | undefined {
  const { facts, who, now, policy } = situation
  const [claim] = facts.claims
  const roster = [...facts.leaves, ...facts.swaps].map(({ heard }) => heard ?? 0)
  if (!claim || claim.heard < Math.max(others.heard, ...roster) || claim.changed_at < others.asked_at)
    return undefined
  // A report is changed by another one; what was done before it is not meant.
  const [order] = facts.claimed
  if (claim.state === 'done')
    return refuse(order?.origin === 'wish' ? 'wish.undo_delivered' : 'undo.finished', {
      order: claim.order_id,
    })
  const step = stepOn('release', order, claim.order_id, who)
  if (isRefusal(step)) return step
  return claim.changed_at < now - policy.undoMinutes * MINUTE
    ? refuse('undo.claim_late', { limit: policy.undoMinutes, order: claim.order_id })
    : giveBack(situation, step.order, facts.concerned, { why: 'undone' })
}
