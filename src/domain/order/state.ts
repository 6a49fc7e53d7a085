/** The life of an order (R027), in its order; what each state means stands in the docs (picture.ts). */
export const orderStates = {
  requested: 'a need (点单) that the community has not published',
  proposed: 'a member’s own idea (创单) that the community has not approved',
  drawing: 'open; who wants a place enters the draw',
  open: 'there are free places',
  full: 'all places are taken; who comes now waits',
  done: 'somebody said that it is done (完成)',
  verified: 'graded and credited (核销)',
  reopened: 'the requester was not satisfied: it is to be done again',
  cancelled: 'called off; nobody is credited',
} as const

export type OrderState = keyof typeof orderStates

export const allStates = Object.keys(orderStates) as OrderState[]

/** Where a step leads: a state, or one that the places or the draw decide. */
export type Target = OrderState | 'placed' | 'published'

/** Whether an order opens with a draw: an easy one, not urgent, with limited places (rule 4, R032, R038). */
export const opensWithDraw = (order: { easy: boolean; urgency: string; places: number | null }): boolean =>
  order.easy && order.urgency === 'normal' && order.places !== null

/** The state that a target comes to: `placed` is full once all places are taken, `published` may begin with a draw. */
export function settle(
  target: Target,
  order: { places: number | null; taken: number; draws: boolean },
): OrderState {
  if (target === 'published' && order.draws) return 'drawing'
  if (target === 'published' || target === 'placed')
    return order.places !== null && order.taken >= order.places ? 'full' : 'open'
  return target
}

/** What may be done with an order, by the command that does it; the last three by the clock. */
export const orderSteps = {
  publish: '派单',
  recommend: '推荐',
  claim: '接单',
  release: '退单',
  note: '进度',
  finish: '完成',
  verify: '核销',
  verify_named: '核销（写明工时）',
  satisfied: '满意 1、2',
  dissatisfied: '满意 3',
  assign: '指派',
  reassign: '改派',
  nudge: '催单',
  cancel: '取消单',
  ask_loan: '调剂',
  answer_loan: '调剂 同意、婉拒',
  draw: '(draw)',
  promote: '(promotion)',
  escalate: '(escalation)',
} as const

export type Step = keyof typeof orderSteps

export const allSteps = Object.keys(orderSteps) as Step[]
