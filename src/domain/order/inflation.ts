import { tenthsOf } from '../figures/rate.ts'

/** How often one grader gave each grade in a community in a period. */
export interface GradeCount {
  grader_id: number
  community_id: number
  excellent: number
  good: number
  fair: number
}

/** From so many grades on a share says something; fewer are never spoken of. */
const fewestGrades = 10
/** A share of 很好 above this tells nothing apart (R071), tenths of a percent. */
const tellsNothing = 900
/** A share this far above everybody else’s is worth a word, if more than half are 很好. */
const farAbove = 250

/** A grader or a community whose grades tell little apart; shares of 很好 in tenths of a percent, of theirs and of all others. */
export interface Inflated {
  of: 'grader' | 'community'
  id: number
  grades: number
  share: number
  others: number | null
}

/**
 * Whose grades have become too good to tell anything (R067, R071), the most conspicuous first: for administrators only.
 * `others` is null while all others together have given too few.
 */
export function inflation(counts: readonly GradeCount[]): Inflated[] {
  const all = sum(counts)
  const found = (of: Inflated['of'], id: number, own: { excellent: number; all: number }): Inflated[] => {
    if (own.all < fewestGrades) return []
    const share = tenthsOf(own.excellent, own.all)
    const rest = { excellent: all.excellent - own.excellent, all: all.all - own.all }
    const others = rest.all < fewestGrades ? null : tenthsOf(rest.excellent, rest.all)
    const standsOut = others !== null && share > 500 && share - others >= farAbove
    return share >= tellsNothing || standsOut ? [{ of, id, grades: own.all, share, others }] : []
  }
  const by = (of: Inflated['of'], key: 'grader_id' | 'community_id') =>
    [...Map.groupBy(counts, (count) => count[key])].flatMap(([id, own]) => found(of, id, sum(own)))
  return [...by('community', 'community_id'), ...by('grader', 'grader_id')].sort(
    (a, b) =>
      b.share - a.share || b.grades - a.grades || (a.of === b.of ? a.id - b.id : a.of < b.of ? -1 : 1),
  )
}

const sum = (counts: readonly GradeCount[]) =>
  counts.reduce(
    (total, { excellent, good, fair }) => ({
      excellent: total.excellent + excellent,
      all: total.all + excellent + good + fair,
    }),
    { excellent: 0, all: 0 },
  )
