import { judgeStep } from './judge-step.ts'
import { orderRefusals } from './refusals.ts'
import { allStandings, type Standing, standings } from './standing.ts'
import { allStates, allSteps, orderStates, orderSteps, type Step, settle, type Target } from './state.ts'
import type { Cell } from './step-rule.ts'
import { births, stepRules } from './steps.ts'

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...body.map(row)].join('\n')

const shown: { [K in string]?: string } = { placed: 'open / full', published: 'drawing / open' }
const cellText = (cell: Cell): string =>
  cell.includes('.') ? `✗ ${cell.replace('order.', '')}` : (shown[cell] ?? cell)

/** The states, the steps with who may take them and where they lead, the exceptions, and the reasons: Markdown for the docs. */
export function stepTables(): string {
  const states = allStates.map((state) => [state, orderStates[state]])
  const people = allStandings.map((standing) => [standing, standings[standing]])
  const steps = allSteps.map((step) => [
    orderSteps[step],
    stepRules[step].by.join(', '),
    ...allStates.map((state) => cellText(stepRules[step].in[state])),
    `✗ ${stepRules[step].others.replace('order.', '')}`,
  ])
  const exceptions = allSteps.flatMap((step) => exceptionsOf(step).map((said) => [orderSteps[step], said]))
  const reasons = Object.entries(orderRefusals).map(([code, reason]) => [code.replace('order.', ''), reason])
  return [
    table(['state', 'meaning'], states),
    table(['who', 'meaning'], people),
    table(['step', 'who may', ...allStates, 'others'], steps),
    table(['step', 'exception'], exceptions),
    table(['refusal', 'reason'], reasons),
  ].join('\n\n')
}

function exceptionsOf(step: Step): string[] {
  const { but = {}, never = {}, unlike = {} } = stepRules[step]
  const who = Object.keys as (of: object) => Standing[]
  return [
    ...who(but).map(
      (one) =>
        `${one}: ${Object.entries(but[one] ?? {})
          .map(([state, cell]) => `${state} → ${cellText(cell)}`)
          .join(', ')}`,
    ),
    ...who(never).map((one) => {
      const code = never[one]
      if (typeof code === 'string') return `${one} never: ${cellText(code)}`
      return `${one} never: ${Object.entries(code ?? {})
        .map(([state, why]) => `${state} → ${cellText(why)}`)
        .join(', ')}`
    }),
    ...who(unlike).map((one) => `${one}: ${cellText(unlike[one] ?? 'order.not_here')}`),
  ]
}

/** The moves from state to state, without those that stay: each with the commands that make them. */
export function stateMoves(): { from: string; to: string; by: string[] }[] {
  const moves = new Map<string, Set<string>>()
  const add = (from: string, target: Target, step: string) => {
    for (const [draws, taken] of [
      [true, 0],
      [false, 0],
      [false, 1],
    ] as const) {
      const to = settle(target, { places: 1, taken, draws })
      if (to === from || (target === 'published' && taken === 1)) continue
      moves.set(`${from} ${to}`, (moves.get(`${from} ${to}`) ?? new Set()).add(step))
    }
  }
  for (const state of allStates) {
    for (const step of allSteps) {
      for (const standing of allStandings) {
        const judged = judgeStep(step, state, [standing])
        if ('to' in judged) add(state, judged.to, orderSteps[step])
      }
    }
  }
  return [...moves].map(([key, by]) => {
    const [from = '', to = ''] = key.split(' ')
    return { from, to, by: [...by] }
  })
}

/** The same as a Mermaid drawing. */
export const stateDiagram = (): string =>
  [
    ...new Set([
      'stateDiagram-v2',
      ...Object.values(births).flatMap(({ command, to }) =>
        [true, false].map((draws) => `  [*] --> ${settle(to, { places: 1, taken: 0, draws })}: ${command}`),
      ),
      ...stateMoves().map(({ from, to, by }) => `  ${from} --> ${to}: ${by.join(', ')}`),
      '  verified --> [*]',
      '  cancelled --> [*]',
    ]),
  ].join('\n')
