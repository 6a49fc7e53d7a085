import fc from 'fast-check'
import { describe, test } from 'vitest'
import { points } from '../../src/domain/ledger/points.ts'
import {
  type HeldRole,
  isAdministrator,
  isReviewer,
  isSecretaryOf,
  mayReview,
} from '../../src/domain/roles.ts'

describe('points = hours × 10 × difficulty × grade, rounded half up', () => {
  test.for<[minutes: number, difficulty: number, grade: number, points: number]>([
    [60, 100, 100, 10],
    [0, 100, 100, 0],
    [2, 100, 100, 0],
    [3, 100, 100, 1],
    [9, 100, 100, 2],
    [30, 100, 100, 5],
    [33, 100, 100, 6],
    [90, 100, 100, 15],
    [60, 120, 100, 12],
    [60, 130, 120, 16],
    [45, 100, 100, 8],
    [60, 150, 80, 12],
    [60, 200, 120, 24],
    [15, 130, 80, 3],
    [50, 150, 120, 15],
    [1440, 300, 120, 864],
  ])(
    '%i minutes at difficulty %i and grade %i are %i points',
    ([minutes, difficulty, grade, wanted], { expect }) => {
      expect(points(minutes, difficulty, grade)).toBe(wanted)
    },
  )

  test('without difficulty and grade both are 1.0', ({ expect }) =>
    expect(points(120)).toBe(points(120, 100, 100)))

  test('are whole, never fewer for more minutes, and within half a point of the formula', ({ expect }) => {
    const hundredths = fc.integer({ min: 50, max: 300 })
    const property = fc.property(fc.nat(1440), hundredths, hundredths, (minutes, difficulty, grade) => {
      const got = points(minutes, difficulty, grade)
      expect(Number.isInteger(got)).toBe(true)
      expect(Math.abs(got * 600_000 - minutes * 10 * difficulty * grade)).toBeLessThanOrEqual(300_000)
      expect(points(minutes + 1, difficulty, grade)).toBeGreaterThanOrEqual(got)
    })
    fc.assert(property, { seed: 20261123 })
  })
})

describe('who decides about whose hours', () => {
  const nowhere = { community_id: null, grid_id: null, street_id: null, unit_id: null }
  const administrator: HeldRole = { role: 'administrator', ...nowhere }
  const secretary: HeldRole = { role: 'secretary', ...nowhere, community_id: 1 }
  const head: HeldRole = { role: 'grid_head', ...nowhere, community_id: 1, grid_id: 7 }
  const officer: HeldRole = { role: 'street_officer', ...nowhere, street_id: 3 }
  const liaison: HeldRole = { role: 'liaison', ...nowhere, unit_id: 5 }

  const here = { community_id: 1, grid_id: null }
  const grid = { community_id: 1, grid_id: 7 }
  const next = { community_id: 1, grid_id: 8 }
  const elsewhere = { community_id: 2, grid_id: null }
  const unknown = { community_id: null, grid_id: null }

  test.for<[who: string, roles: HeldRole[], reviews: boolean[], secretary: boolean[], reviewer: boolean]>([
    //                                    here, grid, next grid, elsewhere, nowhere   1, 2, null
    ['nobody', [], [false, false, false, false, false], [false, false, false], false],
    ['an administrator', [administrator], [true, true, true, true, true], [true, true, true], true],
    ['a secretary', [secretary], [true, true, true, false, false], [true, false, false], true],
    ['a head of a grid', [head], [false, true, false, false, false], [false, false, false], true],
    ['a street officer', [officer], [false, false, false, false, false], [false, false, false], false],
    ['a liaison', [liaison], [false, false, false, false, false], [false, false, false], false],
    ['head and liaison', [liaison, head], [false, true, false, false, false], [false, false, false], true],
  ])('%s', ([, roles, reviews, secretaries, reviewer], { expect }) => {
    expect([here, grid, next, elsewhere, unknown].map((place) => mayReview(roles, place))).toEqual(reviews)
    expect([1, 2, null].map((community) => isSecretaryOf(roles, community))).toEqual(secretaries)
    expect(isReviewer(roles)).toBe(reviewer)
    expect(isAdministrator(roles)).toBe(roles.includes(administrator))
  })
})
