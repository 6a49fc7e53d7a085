import fc from 'fast-check'
import { describe, test } from 'vitest'
import {
  afterRelease,
  type ClaimState,
  claimMoves,
  claimStates,
  isOpenClaim,
  newClaim,
  offerUntil,
  placeInQueue,
  promoted,
  takesPlace,
  type Waiter,
} from '../../src/domain/order/claims.ts'
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

describe('the life of a claim', () => {
  const states = Object.keys(claimStates) as ClaimState[]

  test('work done is never given back, and what was given back is over', ({ expect }) => {
    expect(claimMoves.released).toEqual({})
    expect(claimMoves.done.release).toBeUndefined()
    expect(claimMoves.credited.release).toBeUndefined()
    for (const state of states)
      for (const to of Object.values(claimMoves[state])) expect(states).toContain(to)
  })

  test('what takes a place, and what counts among three', ({ expect }) => {
    expect(states.filter(takesPlace)).toEqual(['offered', 'held', 'done', 'credited'])
    expect(states.filter(isOpenClaim)).toEqual(['drawing', 'held'])
  })

  test.for<[state: ClaimState, taken: number, freesPlace: boolean, untaken: boolean]>([
    ['held', 1, true, true],
    ['held', 2, true, false],
    ['offered', 5, true, false],
    ['waiting', 5, false, false],
    ['drawing', 1, false, false],
  ])(
    'giving back %s of %i: frees a place %s, nobody is left %s',
    ([state, taken, freesPlace, untaken], { expect }) => {
      expect(afterRelease(state, taken)).toEqual({ freesPlace, untaken })
    },
  )
})

const waiter = (rank: number, over: Partial<Waiter> = {}): Waiter => ({
  id: 100 + rank,
  rank,
  open: 0,
  away: false,
  ...over,
})

describe('the waiting list', () => {
  test.for<[what: string, queue: Waiter[], places: number | null, taken: number, next: number[]]>([
    ['the first for one place', [waiter(8), waiter(6), waiter(7)], 5, 4, [106]],
    ['as many as there are places', [waiter(8), waiter(6), waiter(7)], 5, 3, [106, 107]],
    ['nobody while all are taken', [waiter(6)], 5, 5, []],
    ['nobody from an empty list', [], 5, 1, []],
    ['passing over who has three claims', [waiter(6, { open: 3 }), waiter(7)], 5, 4, [107]],
    ['passing over who is on leave', [waiter(6, { away: true }), waiter(7, { open: 2 })], 5, 4, [107]],
    ['everybody where there is no limit', [waiter(6), waiter(7)], null, 90, [106, 107]],
  ])('asks %s', ([, queue, places, taken, next], { expect }) => {
    expect(promoted(queue, { places, taken }, defaultRules).map(({ id }) => id)).toEqual(next)
  })

  test('numbers follow the list, gaps do not show', ({ expect }) => {
    const queue = [waiter(6), waiter(9), waiter(12)]
    expect([6, 9, 12].map((rank) => placeInQueue(queue, rank))).toEqual([1, 2, 3])
  })

  test('never asks more than there are places, nor anybody before who came earlier and could', ({
    expect,
  }) => {
    const queues = fc.uniqueArray(fc.record({ rank: fc.nat(50), open: fc.nat(4), away: fc.boolean() }), {
      selector: ({ rank }) => rank,
      maxLength: 12,
    })
    const property = fc.property(queues, fc.nat(6), fc.nat(6), (rows, places, taken) => {
      const queue = rows.map(({ rank, ...over }) => waiter(rank, over))
      const asked = promoted(queue, { places, taken }, defaultRules)
      expect(asked.length).toBeLessThanOrEqual(Math.max(0, places - taken))
      expect(promoted([...queue].reverse(), { places, taken }, defaultRules)).toEqual(asked)
      const last = Math.max(0, ...asked.map(({ rank }) => rank))
      const could = queue.filter(({ rank, open, away }) => rank < last && open < 3 && !away)
      expect(could.every((one) => asked.includes(one))).toBe(true)
    })
    fc.assert(property, { seed: 20261122 })
  })

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
