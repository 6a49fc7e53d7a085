import { describe, test } from 'vitest'
import { type ClaimState, newClaim, offerUntil, takesPlace } from '../../src/domain/order/claims.ts'
import { defaultRules, type Urgency } from '../../src/domain/order/rules.ts'
import type { OrderState } from '../../src/domain/order/state.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { at } from '../support/talk.ts'

const NOW = at('2026-11-23 09:00')

describe('what a new claim becomes', () => {
  test.for<
    [state: OrderState, places: number | null, taken: number, open: number, ends: string, becomes: string]
  >([
    ['open', 5, 4, 0, '11:00', 'held'],
    ['open', 5, 4, 2, '11:00', 'held'],
    ['open', 5, 4, 3, '11:00', 'claim.limit'],
    ['open', null, 400, 0, '11:00', 'held'],
    ['full', 5, 5, 0, '11:00', 'waiting'],
    // Waiting is no work yet: it counts when a place is taken.
    ['full', 5, 5, 3, '11:00', 'waiting'],
    ['drawing', 5, 0, 0, '11:00', 'drawing'],
    ['drawing', 5, 5, 0, '11:00', 'drawing'],
    ['drawing', 5, 0, 3, '11:00', 'claim.limit'],
    ['reopened', 2, 1, 0, '11:00', 'held'],
    ['reopened', 2, 2, 0, '11:00', 'waiting'],
    ['open', 5, 0, 0, '09:00', 'claim.over'],
    ['open', 5, 0, 0, '08:59', 'claim.over'],
    ['done', 5, 2, 0, '11:00', 'claim.gone'],
    ['requested', 5, 0, 0, '11:00', 'claim.gone'],
    ['cancelled', 5, 0, 0, '11:00', 'claim.gone'],
  ])(
    '%s, %s places, %i taken, %i open claims, until %s: %s',
    ([state, places, taken, open, ends, becomes], { expect }) => {
      const order = { state, places, taken, ends_at: at(`2026-11-23 ${ends}`) }
      const claim = newClaim(order, { open, at: NOW }, defaultRules)
      expect(isRefusal(claim) ? claim.refused : claim).toBe(becomes)
    },
  )

  test('an order without a time is never over', ({ expect }) => {
    const order = { state: 'open' as const, places: 1, taken: 0, ends_at: null }
    expect(newClaim(order, { open: 0, at: NOW }, defaultRules)).toBe('held')
  })
})

test.for<[state: ClaimState, takes: boolean]>([
  ['drawing', false],
  ['waiting', false],
  ['offered', true],
  ['held', true],
  ['done', true],
  ['credited', true],
  ['released', false],
])('a claim that is %s takes a place: %s', ([state, takes], { expect }) =>
  expect(takesPlace(state)).toBe(takes),
)

describe('an offer', () => {
  test.for<[offered: string, urgency: Urgency, until: string]>([
    ['2026-11-23 09:00', 'normal', '2026-11-23 09:30'],
    ['2026-11-23 20:59', 'normal', '2026-11-23 21:29'],
    ['2026-11-23 21:00', 'normal', '2026-11-24 08:30'],
    ['2026-11-24 03:10', 'urgent', '2026-11-24 08:30'],
    ['2026-11-24 03:10', 'critical', '2026-11-24 03:40'],
  ])('an offer of %s (%s) stands until %s', ([offered, urgency, until], { expect }) => {
    expect(offerUntil(at(offered), urgency, defaultRules)).toBe(at(until))
  })
})
