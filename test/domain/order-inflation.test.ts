import fc from 'fast-check'
import { describe, test } from 'vitest'
import { type GradeCount, inflation } from '../../src/domain/order/inflation.ts'

const count = (
  grader_id: number,
  community_id: number,
  excellent: number,
  good: number,
  fair = 0,
): GradeCount => ({
  grader_id,
  community_id,
  excellent,
  good,
  fair,
})

describe('grades that tell nothing apart (R071)', () => {
  test.for<
    [
      what: string,
      counts: GradeCount[],
      found: [of: string, id: number, share: number, others: number | null][],
    ]
  >([
    ['nobody grades', [], []],
    ['few grades say nothing', [count(1, 1, 9, 0), count(2, 2, 5, 5)], []],
    [
      'all are 很好',
      [count(1, 1, 10, 0), count(2, 2, 4, 6)],
      [
        ['community', 1, 1000, 400],
        ['grader', 1, 1000, 400],
      ],
    ],
    [
      'nobody to compare with',
      [count(1, 1, 97, 3)],
      [
        ['community', 1, 970, null],
        ['grader', 1, 970, null],
      ],
    ],
    [
      'far above the others',
      [count(1, 1, 7, 3), count(2, 2, 4, 6)],
      [
        ['community', 1, 700, 400],
        ['grader', 1, 700, 400],
      ],
    ],
    ['a little above the others', [count(1, 1, 6, 4), count(2, 2, 4, 6)], []],
    ['above, but not half', [count(1, 1, 5, 5), count(2, 2, 1, 9)], []],
    [
      'one grader of two in a community',
      [count(1, 1, 10, 0), count(2, 1, 2, 8), count(3, 2, 4, 6)],
      [['grader', 1, 1000, 300]],
    ],
    [
      'everybody alike and all good',
      [count(1, 1, 19, 1), count(2, 2, 19, 1)],
      [
        ['community', 1, 950, 950],
        ['community', 2, 950, 950],
        ['grader', 1, 950, 950],
        ['grader', 2, 950, 950],
      ],
    ],
  ])('%s', ([, counts, found], { expect }) => {
    expect(inflation(counts).map(({ of, id, share, others }) => [of, id, share, others])).toEqual(found)
  })

  test('is the same in whatever order the counts come, and speaks of nobody with few grades', ({
    expect,
  }) => {
    const some = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(20),
        fc.nat(9),
        fc.nat(3),
      ),
      { maxLength: 8 },
    )
    const property = fc.property(some, (rows) => {
      const counts = rows.map((row) => count(...row))
      const found = inflation(counts)
      expect(inflation(counts.toReversed())).toEqual(found)
      for (const { grades } of found) expect(grades).toBeGreaterThanOrEqual(10)
    })
    fc.assert(property, { seed: 20261122 })
  })
})
