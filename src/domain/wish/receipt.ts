import { DAY } from '../calendar/shanghai.ts'
import type { Standing } from '../order/standing.ts'
import type { OrderState } from '../order/state.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** After so long without a receipt the beneficiary is reminded, ms; so long they have in any case. */
export const remindAfter = 2 * DAY
const patience = DAY

/** A wish as its receipt is judged; times in ms. */
export interface Delivered {
  id: number
  state: OrderState
  requester_id: number | null
  done_at: number | null
  /** Whether the beneficiary was reminded since it was delivered. */
  reminded: boolean
}

/**
 * Who may say that a wish has arrived (R048): who asked for it; the community in their place once they were reminded, and
 * not on the day it was delivered, or when they have left; never who delivered it. `remind`: they are reminded first.
 * Refuses with order.cancelled, receipt.*.
 */
export function receipt(
  { id, state, requester_id, done_at, reminded }: Delivered,
  standings: readonly Standing[],
  at: number,
): 'receive' | 'remind' | Refusal {
  const is = (...some: Standing[]) => some.some((one) => standings.includes(one))
  if (is('server', 'claimant')) return refuse('receipt.own', { order: id })
  const keeps = is('secretary', 'grid_head', 'administrator')
  if (!is('requester') && !keeps) return refuse('receipt.beneficiary_only', { order: id })
  if (state === 'cancelled') return refuse('order.cancelled', { order: id })
  if (state === 'verified') return refuse('receipt.already', { order: id })
  if (state !== 'done') return refuse('receipt.not_delivered', { order: id })
  if (is('requester') || requester_id === null) return 'receive'
  if (!reminded) return 'remind'
  return at - (done_at ?? at) >= patience ? 'receive' : refuse('receipt.wait', { order: id })
}
