import { keeperSteps } from './keeper-steps.ts'
import { peopleSteps } from './people-steps.ts'
import type { OrderRefusal } from './refusals.ts'
import type { Standing } from './standing.ts'
import type { Step, Target } from './state.ts'
import { community, inAll, people, type StepRule } from './step-rule.ts'

const nothing = inAll('order.nothing_due')
const clock = { by: ['clock'], others: 'order.by_clock' } as const

/** Every step with an order (product §3, §4): the one table behind commands, buttons, jobs and docs. */
export const stepRules: { [K in Step]: StepRule } = {
  ...keeperSteps,
  ...peopleSteps,
  draw: { ...clock, in: { ...nothing, drawing: 'placed' } },
  promote: { ...clock, in: { ...nothing, open: 'placed', full: 'placed', reopened: 'reopened' } },
  escalate: { ...clock, in: { ...nothing, requested: 'requested', open: 'open' } },
}

/** What starts an order: the command, who may, the first state, and why the others may not. */
export interface Birth {
  command: string
  by: readonly Standing[]
  to: Target
  others: OrderRefusal
}

/** A need may be told where one has no part in the community; an idea comes from who serves there (R035). */
export const births: { [K in 'request' | 'propose' | 'push']: Birth } = {
  request: {
    command: '点单',
    by: [...people, 'outsider', ...community, 'street_officer'],
    to: 'requested',
    others: 'order.by_people',
  },
  propose: {
    command: '创单',
    by: ['member', 'volunteer', 'secretary', 'grid_head'],
    to: 'proposed',
    others: 'order.resident_requests',
  },
  push: { command: '派单 标题', by: community, to: 'published', others: 'order.keepers_only' },
}
