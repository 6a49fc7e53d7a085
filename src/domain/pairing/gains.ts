import { scoreOf } from './score.ts'
import { arePossible, type Weighed } from './weighed.ts'

/** How good each possible pair is: by member (row) and volunteer (column); null where it is impossible. */
export type Scores = readonly (readonly (number | null)[])[]

export const scoresOf = (members: readonly Weighed[], volunteers: readonly Weighed[]): Scores =>
  members.map((member) =>
    volunteers.map((volunteer) => (arePossible(member, volunteer) ? scoreOf(member, volunteer) : null)),
  )

/**
 * What each pair is worth as one whole number, 0 where it is impossible, so that the greatest sum of a matching is the
 * best in this order: (1) most pairs, (2) fewest repeats of earlier partners, (3) who was left over, the longest first,
 * (4) the highest total score. Each step's unit is above all that the later steps can come to together. In (3) it is
 * enough to count ranks: the sets of people that matchings of (1) and (2) can serve are the bases of a matroid, where
 * every rising weights find the same best ones (docs/pairing.md).
 */
export function gainsOf(
  members: readonly Weighed[],
  volunteers: readonly Weighed[],
  scores: Scores,
): number[][] {
  const waits = [...new Set([...members, ...volunteers].map(({ left }) => left))].sort((a, b) => a - b)
  const steps = new Map(waits.filter((left) => left > 0).map((left, i) => [left, i + 1]))
  const rankOf = ({ left }: Weighed): number => steps.get(left) ?? 0
  const [rows, columns] = [members.map(rankOf), volunteers.map(rankOf)]
  const most = Math.min(members.length, volunteers.length)
  const ranks = highest(rows, most) + highest(columns, most)
  const here = new Set(volunteers.map(({ id }) => id))
  const repeats = members.reduce(
    (sum, { earlier }) => sum + [...earlier].filter((id) => here.has(id)).length,
    0,
  )
  const rank = 100 * most + 1
  const repeat = rank * (ranks + 1)
  const pair = repeat * (Math.min(most, repeats) + 1)
  return members.map((member, row) =>
    volunteers.map((volunteer, column) => {
      const score = scores[row]?.[column] ?? null
      if (score === null) return 0
      const again = member.earlier.has(volunteer.id) ? repeat : 0
      return pair - again + rank * ((rows[row] ?? 0) + (columns[column] ?? 0)) + score
    }),
  )
}

/** The greatest sum of so many of them. */
const highest = (values: readonly number[], count: number): number =>
  [...values]
    .sort((a, b) => b - a)
    .slice(0, count)
    .reduce((sum, value) => sum + value, 0)
