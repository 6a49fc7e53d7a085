import type { Pool, ProposedPair } from './pool.ts'
import { reasonsFor, scoreOf } from './score.ts'
import { arePossible, weigh } from './weighed.ts'

/**
 * Who should be asked next about somebody whom another refused, or who is alone again: of those in the pool whom they
 * may be paired with, nobody from before while somebody else is free, then who was left over longest, then the best
 * score, then the lowest id. Undefined when there is nobody, or they are not in the pool themselves.
 */
export function nextBest(pool: Pool, forId: number): ProposedPair | undefined {
  const people = weigh(pool)
  const one = people.find(({ id }) => id === forId)
  if (!one) return undefined
  const [best] = people
    .filter((other) => other.side !== one.side && arePossible(one, other))
    .map((other) => {
      const [member, volunteer] = one.side === 'member' ? [one, other] : [other, one]
      const again = Number(one.earlier.has(other.id))
      return { member, volunteer, other, again, score: scoreOf(member, volunteer) }
    })
    .sort(
      (a, b) =>
        a.again - b.again || b.other.left - a.other.left || b.score - a.score || a.other.id - b.other.id,
    )
  if (!best) return undefined
  const { member, volunteer, score } = best
  const reasons = reasonsFor(member, volunteer, [...new Set(pool.needs)].sort())
  return { member: member.id, volunteer: volunteer.id, score, reasons }
}
