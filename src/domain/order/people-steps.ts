import {
  because,
  community,
  doneOrEnded,
  ended,
  inAll,
  people,
  type StepRule,
  unpublished,
} from './step-rule.ts'

const nearly = {
  offered: 'order.accept_first',
  waiting: 'order.waiting_only',
  entrant: 'order.draw_running',
} as const
const served = { server: 'order.served_oneself', claimant: 'order.served_oneself' } as const
const voiced = { reopened: 'order.reopened_already', cancelled: 'order.cancelled' } as const
const finishedOwn = { done: 'order.finished_own' } as const

/** The steps of those who serve, and of those who asked for it. */
export const peopleSteps = {
  claim: {
    by: [...people, 'offered', 'waiting'],
    in: inAll('placed', {
      ...doneOrEnded,
      ...unpublished,
      drawing: 'drawing',
      full: 'full',
      reopened: 'reopened',
    }),
    never: {
      server: finishedOwn,
      claimant: because('order.held_already', ['drawing', 'open', 'full', 'done', 'reopened']),
      waiting: { full: 'order.waiting_already' },
      entrant: { drawing: 'order.entered_already' },
      requester: because('order.own_request', ['drawing', 'open', 'full', 'reopened']),
    },
    others: 'order.not_here',
  },
  release: {
    by: ['claimant', 'offered', 'waiting', 'entrant'],
    in: inAll('placed', {
      ...ended,
      ...unpublished,
      drawing: 'drawing',
      open: 'open',
      done: 'done',
      reopened: 'reopened',
    }),
    never: { server: finishedOwn },
    others: 'order.not_held',
  },
  note: {
    by: ['server', 'claimant', 'requester', 'proposer', ...community],
    in: {
      ...ended,
      requested: 'requested',
      proposed: 'proposed',
      drawing: 'order.draw_running',
      open: 'open',
      full: 'full',
      done: 'done',
      reopened: 'reopened',
    },
    others: 'order.not_held',
    unlike: nearly,
  },
  finish: {
    by: ['server', 'claimant'],
    in: inAll('done', { ...ended, ...unpublished, drawing: 'order.draw_running' }),
    others: 'order.not_held',
    unlike: {
      ...nearly,
      secretary: 'order.verify_instead',
      grid_head: 'order.verify_instead',
      administrator: 'order.verify_instead',
    },
  },
  satisfied: {
    by: ['requester'],
    in: inAll('order.not_done', { ...voiced, done: 'done', verified: 'verified' }),
    never: served,
    others: 'order.requester_only',
  },
  dissatisfied: {
    by: ['requester'],
    in: inAll('order.not_done', { ...voiced, done: 'reopened', verified: 'reopened' }),
    never: served,
    others: 'order.requester_only',
  },
} as const satisfies { [step: string]: StepRule }
