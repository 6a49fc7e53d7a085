import type { LeftWhy } from './pool.ts'
import { arePossible, type Weighed } from './weighed.ts'

/** Why a run found nobody for somebody, of the other side as far as it was weighed. Says nothing of who wants whom. */
export function whyLeft(one: Weighed, others: readonly Weighed[]): LeftWhy {
  if (others.length === 0) return 'pair.left.alone'
  const possible = others.filter((other) => arePossible(one, other))
  if (possible.length === 0)
    return others.some(({ id }) => one.asked.has(id)) ? 'pair.left.asked' : 'pair.left.barred'
  return possible.every(({ id }) => one.earlier.has(id)) ? 'pair.left.earlier' : 'pair.left.odd'
}
