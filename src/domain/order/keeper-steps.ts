import {
  community,
  doneOrEnded,
  ended,
  inAll,
  keepers,
  type StepRule,
  toPublish,
  underWay,
} from './step-rule.ts'

const verifying = { ...ended, ...toPublish, verified: 'order.graded_already' } as const
const grader = {
  by: community,
  never: { server: 'order.served_oneself', claimant: 'order.served_oneself' },
  others: 'order.keepers_only',
  unlike: { requester: 'order.voice_instead' },
} as const
const keeper = { by: keepers, others: 'order.keepers_only' } as const

/** The steps of those who answer for a community. */
export const keeperSteps = {
  publish: {
    by: community,
    in: inAll('order.published_already', { ...doneOrEnded, requested: 'published', proposed: 'published' }),
    others: 'order.keepers_only',
  },
  recommend: {
    ...keeper,
    in: { ...toPublish, ...doneOrEnded, ...underWay, requested: 'requested' },
  },
  assign: {
    ...keeper,
    in: { ...toPublish, ...doneOrEnded, ...underWay, open: 'placed', full: 'order.no_place' },
  },
  reassign: { ...keeper, in: { ...toPublish, ...doneOrEnded, ...underWay, drawing: 'order.draw_running' } },
  nudge: {
    ...keeper,
    in: { ...toPublish, ...ended, ...underWay, drawing: 'order.draw_running', done: 'order.verify_next' },
  },
  verify: { ...grader, in: inAll('order.not_done', { ...verifying, done: 'verified' }) },
  verify_named: { ...grader, in: inAll('verified', { ...verifying, drawing: 'order.draw_running' }) },
  cancel: {
    by: [...community, 'requester', 'proposer'],
    in: inAll('cancelled', { verified: 'order.credited', cancelled: 'order.cancelled' }),
    but: {
      requester: { done: 'order.voice_instead', reopened: 'order.keepers_only' },
      proposer: { done: 'order.done_already', reopened: 'order.keepers_only' },
    },
    others: 'order.keepers_only',
  },
  ask_loan: {
    by: ['secretary', 'administrator', 'street_officer'],
    in: { ...toPublish, ...doneOrEnded, ...underWay, drawing: 'order.draw_running', full: 'order.no_need' },
    others: 'order.keepers_only',
    unlike: { grid_head: 'order.secretary_only' },
  },
  answer_loan: {
    by: ['lender'],
    in: inAll('order.not_asked', { ...doneOrEnded, ...underWay }),
    others: 'order.not_asked',
  },
} as const satisfies { [step: string]: StepRule }
