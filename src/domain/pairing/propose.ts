import { gainsOf, scoresOf } from './gains.ts'
import { whyLeft } from './left-over.ts'
import { mostASide, type Pool, type Proposal, type ProposedPair, type Side, type Solve } from './pool.ts'
import { reasonsFor } from './score.ts'
import { type Weighed, weigh } from './weighed.ts'

/**
 * Who should be asked about whom (R087): most pairs, of these with the fewest repeats of earlier partners, of these with
 * those served who were left over longest, of these with the best total score (gains.ts). The same pool gives the same
 * pairs, in whatever order its rows come. Who is left over is told why.
 */
export function proposePairs(pool: Pool, solve: Solve): Proposal {
  const people = weigh(pool)
  const members = firstInLine(people, 'member')
  const volunteers = firstInLine(people, 'volunteer')
  const needs = [...new Set(pool.needs)].sort()
  const scores = scoresOf(members, volunteers)
  const gains = gainsOf(members, volunteers, scores)
  const pairs = bestOf(gains, solve).flatMap(([row, column]): ProposedPair[] => {
    const [member, volunteer, score] = [members[row], volunteers[column], scores[row]?.[column] ?? null]
    if (!member || !volunteer || score === null) return []
    const reasons = reasonsFor(member, volunteer, needs)
    return [{ member: member.id, volunteer: volunteer.id, score, reasons }]
  })
  const served = new Set(pairs.flatMap(({ member, volunteer }) => [member, volunteer]))
  const weighed = new Set([...members, ...volunteers])
  const left = people
    .filter(({ id }) => !served.has(id))
    .sort((a, b) => b.left - a.left || a.id - b.id)
    .map((one) => {
      const others = one.side === 'member' ? volunteers : members
      return { id: one.id, why: weighed.has(one) ? whyLeft(one, others) : ('pair.left.many' as const) }
    })
  return { pairs: pairs.sort((a, b) => b.score - a.score || a.member - b.member), left }
}

/** One side by id; of more than one run weighs those who were left over longest. */
function firstInLine(people: readonly Weighed[], side: Side): Weighed[] {
  const those = people.filter((one) => one.side === side)
  if (those.length <= mostASide) return those
  return those
    .sort((a, b) => b.left - a.left || a.id - b.id)
    .slice(0, mostASide)
    .sort((a, b) => a.id - b.id)
}

/** The matching of the greatest sum. The solver fills the smaller side with pairs of gain 0, which are none. */
function bestOf(gains: readonly (readonly number[])[], solve: Solve): (readonly [number, number])[] {
  if (gains.length === 0 || gains[0]?.length === 0) return []
  return solve(gains.map((row) => row.map((gain) => -gain))).filter(
    ([row, column]) => (gains[row]?.[column] ?? 0) > 0,
  )
}
