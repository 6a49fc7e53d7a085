import { describe, test } from 'vitest'
import { type Actor, type Standing, standingsOf } from '../../src/domain/order/standing.ts'
import { type OrderState, opensWithDraw, settle, type Target } from '../../src/domain/order/state.ts'
import type { HeldRole } from '../../src/domain/roles.ts'

describe('where a step leads', () => {
  test.for<[to: Target, places: number | null, taken: number, draws: boolean, state: OrderState]>([
    ['placed', 5, 4, false, 'open'],
    ['placed', 5, 5, false, 'full'],
    ['placed', null, 50, false, 'open'],
    ['published', 5, 0, true, 'drawing'],
    ['published', 5, 0, false, 'open'],
    ['published', 1, 1, false, 'full'],
    ['done', 5, 5, false, 'done'],
  ])('%s with %s places, %i taken, a draw %s: %s', ([to, places, taken, draws, state], { expect }) => {
    expect(settle(to, { places, taken, draws })).toBe(state)
  })

  test('only easy orders that are not urgent, with limited places, begin with a draw', ({ expect }) => {
    expect(opensWithDraw({ easy: true, urgency: 'normal', places: 5 })).toBe(true)
    expect(opensWithDraw({ easy: false, urgency: 'normal', places: 5 })).toBe(false)
    expect(opensWithDraw({ easy: true, urgency: 'raised', places: 5 })).toBe(false)
    expect(opensWithDraw({ easy: true, urgency: 'normal', places: null })).toBe(false)
  })
})

const nowhere = { community_id: null, grid_id: null, street_id: null, unit_id: null }
const secretaryOf = (community_id: number): HeldRole => ({ ...nowhere, role: 'secretary', community_id })
const headOf = (grid_id: number): HeldRole => ({ ...nowhere, role: 'grid_head', community_id: 1, grid_id })
const officerOf = (street_id: number): HeldRole => ({ ...nowhere, role: 'street_officer', street_id })

describe('what somebody is to an order', () => {
  const order = { community_id: 1, grid_id: 7, street_id: 3, requester_id: 40, asked: [2, 4], lent: [4] }
  const request = { ...order, origin: 'request' as const }
  const someone: Actor = { id: 41, kind: 'member', community_id: 1, roles: [], claim: null }

  test.for<[who: string, over: Partial<Actor>, standings: Standing[]]>([
    ['a member', {}, ['member']],
    ['a volunteer', { kind: 'volunteer' }, ['volunteer']],
    ['a resident who asked for it', { id: 40, kind: 'resident' }, ['requester', 'resident']],
    ['a member with a place', { claim: 'held' }, ['claimant', 'member']],
    ['one in the draw', { claim: 'drawing' }, ['entrant', 'member']],
    ['one who gave it back', { claim: 'released' }, ['member']],
    ['one who has done it', { claim: 'done' }, ['server', 'member']],
    ['one who has moved away with a place', { claim: 'held', community_id: 9 }, ['claimant', 'outsider']],
    ['one from elsewhere', { community_id: 2 }, ['outsider']],
    ['one from where people are lent', { community_id: 4 }, ['member']],
    ['nobody yet', { kind: null, community_id: null }, ['outsider']],
    ['its secretary', { roles: [secretaryOf(1)] }, ['secretary', 'member']],
    ['a secretary who was asked', { community_id: 2, roles: [secretaryOf(2)] }, ['lender', 'outsider']],
    ['one who was not', { community_id: 3, roles: [secretaryOf(3)] }, ['other_secretary', 'outsider']],
    ['the head of its grid', { roles: [headOf(7)] }, ['grid_head', 'member']],
    ['of another grid', { roles: [headOf(8)] }, ['other_secretary', 'member']],
    ['its street’s officer', { kind: null, roles: [officerOf(3)] }, ['street_officer', 'outsider']],
    ['another street’s', { kind: null, roles: [officerOf(4)] }, ['other_secretary', 'outsider']],
    ['an administrator', { roles: [{ ...nowhere, role: 'administrator' }] }, ['administrator', 'member']],
  ])('%s', ([, over, standings], { expect }) => {
    expect(standingsOf({ ...someone, ...over }, request)).toEqual(standings)
  })

  test('who had the idea is its proposer; an order without grid and street has no head and no officer', ({
    expect,
  }) => {
    const own = { ...order, origin: 'proposal' as const, grid_id: null, street_id: null }
    expect(standingsOf({ ...someone, id: 40 }, own)).toEqual(['proposer', 'member'])
    const roles = [headOf(7), officerOf(3)]
    expect(standingsOf({ ...someone, roles }, own)).toEqual(['other_secretary', 'member'])
  })
})
