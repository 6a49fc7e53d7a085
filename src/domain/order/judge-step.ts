import type { Refusal } from '../refusal.ts'
import { no, type OrderRefusal } from './refusals.ts'
import type { Standing } from './standing.ts'
import { allStandings } from './standing.ts'
import type { OrderState, Step, Target } from './state.ts'
import type { Cell } from './step-rule.ts'
import { stepRules } from './steps.ts'

const isRefused = (cell: Cell): cell is OrderRefusal => cell.includes('.')

/** Who has nothing to do with an order does not even hear that there is one (product §7). */
const strangers: readonly Standing[] = ['outsider', 'other_secretary', 'liaison']

/**
 * Where a step with an order leads, for somebody with these standings, or why it may not be taken. What forbids it goes
 * first; then whichever standing allows it; else the refusal of the nearest standing that may take the step in other
 * states, then that it is over, and then of the nearest of all. Refuses with order.*.
 */
export function judgeStep(
  step: Step,
  state: OrderState,
  standings: readonly Standing[],
): { to: Target } | Refusal {
  const rule = stepRules[step]
  const own = allStandings.filter((standing) => standings.includes(standing))
  if (own.every((standing) => strangers.includes(standing))) return no('order.not_here')
  if (own[0] === 'clock' && !rule.by.includes('clock')) return no('order.by_people')
  for (const standing of own) {
    const never = rule.never?.[standing]
    const code = typeof never === 'string' ? never : never?.[state]
    if (code) return no(code)
  }
  const answers = own
    .filter((standing) => rule.by.includes(standing))
    .map((standing) => rule.but?.[standing]?.[state] ?? rule.in[state])
  for (const cell of answers) if (!isRefused(cell)) return { to: cell }
  const [refused] = answers
  if (refused && isRefused(refused)) return no(refused)
  const cell = rule.in[state]
  if (cell === 'order.closed' || cell === 'order.cancelled') return no(cell)
  for (const standing of own) {
    const code = rule.unlike?.[standing]
    if (code) return no(code)
  }
  return no(rule.others)
}
