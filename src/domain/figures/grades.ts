import type { GradeCount } from '../order/inflation.ts'

/** How often each grade was given, in a community or by a grader. */
export interface GradeSum {
  id: number
  excellent: number
  good: number
  fair: number
  all: number
}

/** The grades of a month added up by community or by grader, the most first. */
export function gradesBy(counts: readonly GradeCount[], by: 'community' | 'grader'): GradeSum[] {
  const sums = new Map<number, GradeSum>()
  for (const { [`${by}_id` as const]: id, excellent, good, fair } of counts) {
    const sum = sums.get(id) ?? { id, excellent: 0, good: 0, fair: 0, all: 0 }
    sums.set(id, {
      id,
      excellent: sum.excellent + excellent,
      good: sum.good + good,
      fair: sum.fair + fair,
      all: sum.all + excellent + good + fair,
    })
  }
  return [...sums.values()].filter(({ all }) => all > 0).sort((a, b) => b.all - a.all || a.id - b.id)
}
