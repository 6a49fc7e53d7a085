import fc from 'fast-check'
import { describe, test } from 'vitest'
import { judgeStep } from '../../src/domain/order/judge-step.ts'
import { stateDiagram, stateMoves, stepTables } from '../../src/domain/order/picture.ts'
import { orderRefusals } from '../../src/domain/order/refusals.ts'
import { allStandings, type Standing } from '../../src/domain/order/standing.ts'
import { allStates, allSteps, type OrderState, type Step } from '../../src/domain/order/state.ts'
import { births, stepRules } from '../../src/domain/order/steps.ts'
import { isRefusal } from '../../src/domain/refusal.ts'

/**
 * Every step in every state (requested, proposed, drawing, open, full, done, verified, reopened, cancelled), whoever tries
 * it; `!` is a refusal. Who has no part in an order is told nothing of it, and the clock does only what is the clock's:
 * both are left out here.
 */
const life: { [K in Step]: { [who: string]: string } } = {
  publish: {
    'server claimant offered waiting entrant requester proposer street_officer lender member volunteer resident':
      '!keepers_only until it is over',
    'secretary grid_head administrator':
      'published published !published_already !published_already !published_already !done_already !closed !published_already !cancelled',
  },
  recommend: {
    'server claimant offered waiting entrant requester proposer lender member volunteer resident':
      '!keepers_only until it is over',
    'secretary grid_head street_officer administrator':
      'requested !publish_first drawing open full !done_already !closed reopened !cancelled',
  },
  claim: {
    server: '!not_here !not_here !not_here !not_here !not_here !finished_own !closed !not_here !cancelled',
    claimant:
      '!not_here !not_here !held_already !held_already !held_already !held_already !closed !held_already !cancelled',
    'offered member volunteer resident':
      '!not_published !not_published drawing placed full !done_already !closed reopened !cancelled',
    waiting:
      '!not_published !not_published drawing placed !waiting_already !done_already !closed reopened !cancelled',
    entrant:
      '!not_here !not_here !entered_already !not_here !not_here !not_here !closed !not_here !cancelled',
    requester:
      '!not_here !not_here !own_request !own_request !own_request !not_here !closed !own_request !cancelled',
    'proposer secretary grid_head street_officer administrator lender': '!not_here until it is over',
  },
  release: {
    server: '!not_held !not_held !not_held !not_held !not_held !finished_own !closed !not_held !cancelled',
    'claimant offered waiting entrant':
      '!not_published !not_published drawing open placed done !closed reopened !cancelled',
    'requester proposer secretary grid_head street_officer administrator lender member volunteer resident':
      '!not_held until it is over',
  },
  note: {
    'server claimant requester proposer secretary grid_head administrator':
      'requested proposed !draw_running open full done !closed reopened !cancelled',
    offered: '!accept_first until it is over',
    waiting: '!waiting_only until it is over',
    entrant: '!draw_running until it is over',
    'street_officer lender member volunteer resident': '!not_held until it is over',
  },
  finish: {
    'server claimant': '!not_published !not_published !draw_running done done done !closed done !cancelled',
    offered: '!accept_first until it is over',
    waiting: '!waiting_only until it is over',
    entrant: '!draw_running until it is over',
    'requester proposer street_officer lender member volunteer resident': '!not_held until it is over',
    'secretary grid_head administrator': '!verify_instead until it is over',
  },
  verify: {
    'server claimant': '!served_oneself',
    'offered waiting entrant proposer street_officer lender member volunteer resident':
      '!keepers_only until it is called off',
    requester: '!voice_instead until it is called off',
    'secretary grid_head administrator':
      '!publish_first !publish_first !not_done !not_done !not_done verified !graded_already !not_done !cancelled',
  },
  verify_named: {
    'server claimant': '!served_oneself',
    'offered waiting entrant proposer street_officer lender member volunteer resident':
      '!keepers_only until it is called off',
    requester: '!voice_instead until it is called off',
    'secretary grid_head administrator':
      '!publish_first !publish_first !draw_running verified verified verified !graded_already verified !cancelled',
  },
  satisfied: {
    'server claimant': '!served_oneself',
    'offered waiting entrant proposer secretary grid_head street_officer administrator lender member volunteer resident':
      '!requester_only until it is called off',
    requester: '!not_done !not_done !not_done !not_done !not_done done verified !reopened_already !cancelled',
  },
  dissatisfied: {
    'server claimant': '!served_oneself',
    'offered waiting entrant proposer secretary grid_head street_officer administrator lender member volunteer resident':
      '!requester_only until it is called off',
    requester:
      '!not_done !not_done !not_done !not_done !not_done reopened reopened !reopened_already !cancelled',
  },
  assign: {
    'server claimant offered waiting entrant requester proposer lender member volunteer resident':
      '!keepers_only until it is over',
    'secretary grid_head street_officer administrator':
      '!publish_first !publish_first drawing placed !no_place !done_already !closed reopened !cancelled',
  },
  reassign: {
    'server claimant offered waiting entrant requester proposer lender member volunteer resident':
      '!keepers_only until it is over',
    'secretary grid_head street_officer administrator':
      '!publish_first !publish_first !draw_running open full !done_already !closed reopened !cancelled',
  },
  nudge: {
    'server claimant offered waiting entrant requester proposer lender member volunteer resident':
      '!keepers_only until it is over',
    'secretary grid_head street_officer administrator':
      '!publish_first !publish_first !draw_running open full !verify_next !closed reopened !cancelled',
  },
  cancel: {
    'server claimant offered waiting entrant street_officer lender member volunteer resident':
      '!keepers_only until it is called off',
    requester:
      'cancelled cancelled cancelled cancelled cancelled !voice_instead !credited !keepers_only !cancelled',
    proposer:
      'cancelled cancelled cancelled cancelled cancelled !done_already !credited !keepers_only !cancelled',
    'secretary grid_head administrator':
      'cancelled cancelled cancelled cancelled cancelled cancelled !credited cancelled !cancelled',
  },
  ask_loan: {
    'server claimant offered waiting entrant requester proposer lender member volunteer resident':
      '!keepers_only until it is over',
    'secretary street_officer administrator':
      '!publish_first !publish_first !draw_running open !no_need !done_already !closed reopened !cancelled',
    grid_head: '!secretary_only until it is over',
  },
  answer_loan: {
    'server claimant offered waiting entrant requester proposer secretary grid_head street_officer administrator member volunteer resident':
      '!not_asked until it is over',
    lender: '!not_asked !not_asked drawing open full !done_already !closed reopened !cancelled',
  },
  draw: {
    'server claimant offered waiting entrant requester proposer secretary grid_head street_officer administrator lender member volunteer resident':
      '!by_clock',
    clock:
      '!nothing_due !nothing_due placed !nothing_due !nothing_due !nothing_due !nothing_due !nothing_due !nothing_due',
  },
  promote: {
    'server claimant offered waiting entrant requester proposer secretary grid_head street_officer administrator lender member volunteer resident':
      '!by_clock',
    clock:
      '!nothing_due !nothing_due !nothing_due placed placed !nothing_due !nothing_due reopened !nothing_due',
  },
  escalate: {
    'server claimant offered waiting entrant requester proposer secretary grid_head street_officer administrator lender member volunteer resident':
      '!by_clock',
    clock:
      'requested !nothing_due !nothing_due open !nothing_due !nothing_due !nothing_due !nothing_due !nothing_due',
  },
}

const strangers: readonly Standing[] = ['other_secretary', 'liaison', 'outsider']

function expected(step: Step, who: Standing, state: OrderState): string {
  if (strangers.includes(who)) return '!not_here'
  const found = Object.entries(life[step]).find(([names]) => names.split(' ').includes(who))
  if (!found) return who === 'clock' ? '!by_people' : 'missing'
  const cells = found[1].split(' ')
  if (cells.length === allStates.length) return cells[allStates.indexOf(state)] ?? ''
  if (cells.length > 1 && state === 'cancelled') return '!cancelled'
  return found[1].endsWith('until it is over') && state === 'verified' ? '!closed' : (cells[0] ?? '')
}

const said = (step: Step, state: OrderState, standings: readonly Standing[]): string => {
  const judged = judgeStep(step, state, standings)
  return isRefusal(judged) ? judged.refused.replace('order.', '!') : judged.to
}

describe('the life of an order', () => {
  test.for(allSteps)('%s, for everybody in every state', (step, { expect }) => {
    const cells = allStates.flatMap((state) => allStandings.map((who) => ({ state, who })))
    expect(cells.map(({ state, who }) => `${state}, ${who}: ${said(step, state, [who])}`)).toEqual(
      cells.map(({ state, who }) => `${state}, ${who}: ${expected(step, who, state)}`),
    )
  })

  test.for<[what: string, step: Step, state: OrderState, who: Standing[], outcome: string]>([
    ['a secretary who served does not grade', 'verify', 'done', ['server', 'secretary'], '!served_oneself'],
    ['nor who holds a place of it', 'verify_named', 'full', ['claimant', 'administrator'], '!served_oneself'],
    ['a secretary who asked for it grades', 'verify', 'done', ['requester', 'secretary'], 'verified'],
    ['who asked and served has no voice', 'dissatisfied', 'done', ['server', 'requester'], '!served_oneself'],
    ['a secretary may take a place', 'claim', 'open', ['secretary', 'member'], 'placed'],
    ['who holds one does not take a second', 'claim', 'open', ['claimant', 'member'], '!held_already'],
    ['who waits goes on waiting', 'claim', 'full', ['waiting', 'member'], '!waiting_already'],
    ['who waits takes a place that is free', 'claim', 'open', ['waiting', 'member'], 'placed'],
    ['who was promoted takes the place', 'claim', 'full', ['offered', 'member'], 'full'],
    ['nobody takes what they asked for', 'claim', 'open', ['requester', 'resident'], '!own_request'],
    ['who had the idea takes part', 'claim', 'open', ['proposer', 'member'], 'placed'],
    ['a liaison from elsewhere hears nothing', 'assign', 'open', ['liaison', 'outsider'], '!not_here'],
    ['who has moved away still gives back', 'release', 'full', ['claimant', 'outsider'], 'placed'],
    ['of two refusals the nearer one', 'finish', 'full', ['waiting', 'secretary', 'member'], '!waiting_only'],
    ['it is over for everybody', 'finish', 'verified', ['secretary', 'member'], '!closed'],
    ['nobody is nobody', 'claim', 'open', [], '!not_here'],
  ])('%s', ([, step, state, who, outcome], { expect }) => {
    expect(said(step, state, who)).toBe(outcome)
  })

  test('who is more may never do less, but for what is forbidden to them', ({ expect }) => {
    const property = fc.property(
      fc.constantFrom(...allSteps),
      fc.constantFrom(...allStates),
      fc.subarray(allStandings.filter((one) => one !== 'clock')),
      fc.constantFrom(...allStandings),
      (step, state, who, more) => {
        if (isRefusal(judgeStep(step, state, who)) || stepRules[step].never?.[more]) return
        expect(judgeStep(step, state, [...who, more])).toHaveProperty('to')
        expect(judgeStep(step, state, [more, ...who.toReversed()])).toEqual(
          judgeStep(step, state, [...who, more]),
        )
      },
    )
    fc.assert(property, { seed: 20261122, numRuns: 2000 })
  })

  test('every state is reached, and ends are ends', ({ expect }) => {
    const moves = stateMoves()
    const reached = new Set<string>(Object.values(births).map(({ to }) => (to === 'published' ? 'open' : to)))
    for (let before = -1; before !== reached.size; ) {
      before = reached.size
      for (const { from, to } of moves) if (reached.has(from)) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...allStates].sort())
    expect(moves.filter(({ from }) => from === 'cancelled')).toEqual([])
    expect(moves.filter(({ from }) => from === 'verified')).toEqual([
      { from: 'verified', to: 'reopened', by: ['满意 3'] },
    ])
    const graded = moves.filter(({ to }) => to === 'verified').map(({ from }) => from)
    expect(graded).toEqual(['open', 'full', 'done', 'reopened'])
  })

  test('the docs have every step, state and reason', ({ expect }) => {
    const text = stepTables()
    for (const state of allStates) expect(text).toContain(`| ${state} |`)
    for (const code of Object.keys(orderRefusals)) expect(text).toContain(`| ${code.replace('order.', '')} |`)
    const columns = text.split('\n\n').map((table) => table.split('\n').map((row) => row.split('|').length))
    for (const rows of columns) expect(new Set(rows).size).toBe(1)
    const drawing = stateDiagram().split('\n')
    expect(drawing).toContain('  [*] --> requested: 点单')
    expect(drawing).toContain('  open --> done: 完成')
    expect(drawing).toContain('  full --> open: 退单, (promotion)')
    expect(new Set(drawing).size).toBe(drawing.length)
  })
})
