import { describe, test } from 'vitest'
import { topOf } from '../../src/domain/figures/board.ts'
import { checkLine } from '../../src/domain/figures/check-line.ts'
import { tenthsOf } from '../../src/domain/figures/rate.ts'

describe('a share in tenths of a percent', () => {
  test.for([
    [38, 40, 950],
    [398, 400, 995],
    [0, 40, 0],
    [40, 40, 1000],
    [1999, 2000, 999],
    [69_999, 70_000, 999],
    [1, 70_000, 1],
    [1, 3, 333],
    [2, 3, 667],
    [1, 2000, 1],
    [1, 1, 1000],
  ] as const)('%i of %i is %i', ([part, whole, tenths], { expect }) => {
    expect(tenthsOf(part, whole)).toBe(tenths)
  })
})

describe('the top of a board', () => {
  /** Places as SQL's rank() gives them: `[1, 1, 3]` is two firsts and a third. */
  const shown = (places: number[], most: number) =>
    topOf(
      places.map((place) => ({ place, tied: places.filter((other) => other === place).length })),
      most,
    ).map(({ first, rows }) => [first.place, rows.length])

  test.for<[places: number[], most: number, shown: number[][]]>([
    [[], 5, []],
    [[1, 2, 3], 5, [[1, 1], [2, 1], [3, 1]]],
    [[1, 2, 3, 4], 3, [[1, 1], [2, 1], [3, 1]]],
    [[1, 1, 3, 4], 3, [[1, 2], [3, 1]]],
    [[1, 1, 3, 3], 3, [[1, 2], [3, 0]]],
    [[1, 2, 2, 2, 5], 3, [[1, 1], [2, 0]]],
    [[1, 1, 1, 1], 3, [[1, 0]]],
    [[1, 1, 1], 3, [[1, 3]]],
  ])('%j, at most %i', ([places, most, expected], { expect }) => {
    expect(shown(places, most)).toEqual(expected)
  }) // biome-ignore format: a table
})

describe('the check line', () => {
  const sum = (scope: 'unit' | 'community' | 'all', minutes: number, points = minutes, entries = 1) =>
    ({ scope, minutes, points, entries }) as const

  test('agrees when minutes, points and lines are the same three times', ({ expect }) => {
    const sums = [sum('unit', 90), sum('community', 90), sum('all', 90)]
    expect(checkLine(sums)).toEqual({ unit: 90, community: 90, all: 90, agrees: true })
    expect(checkLine([])).toEqual({ unit: 0, community: 0, all: 0, agrees: true })
  })

  test.for([
    ['minutes', [sum('unit', 60), sum('community', 90), sum('all', 90)]],
    ['points', [sum('unit', 90), sum('community', 90, 80), sum('all', 90)]],
    ['lines', [sum('unit', 90), sum('community', 90), sum('all', 90, 90, 2)]],
    ['a sum that is not there', [sum('unit', 90), sum('all', 90)]],
  ] as const)('sees different %s', ([, sums], { expect }) => {
    expect(checkLine(sums).agrees).toBe(false)
  })
})
