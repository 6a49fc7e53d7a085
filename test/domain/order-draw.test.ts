import fc from 'fast-check'
import { describe, test } from 'vitest'
import { draw, type Entrant, lot, seedOf } from '../../src/domain/order/draw.ts'
import { at } from '../support/talk.ts'

const DRAW = at('2026-11-23 09:10')
const SEED = '12-0123456789ab'

const entrant = (person_id: number, behind: number, minute = 0): Entrant => ({
  person_id,
  behind,
  at: DRAW - 600_000 + minute * 60_000,
})

const entrants = fc.uniqueArray(
  fc
    .record({
      person_id: fc.integer({ min: 1, max: 70_000 }),
      behind: fc.nat(4),
      minute: fc.integer({ min: 0, max: 12 }),
    })
    .map(({ person_id, behind, minute }) => entrant(person_id, behind * 60, minute)),
  { selector: ({ person_id }) => person_id, maxLength: 30 },
)

describe('the draw of an easy order (R032)', () => {
  test('places go to those furthest behind, named in the order in which they came', ({ expect }) => {
    const people = [
      entrant(1, 0, 0),
      entrant(2, 300, 3),
      entrant(3, 60, 1),
      entrant(4, 600, 5),
      entrant(5, 120, 2),
    ]
    expect(draw(SEED, people, 3, DRAW)).toEqual({ winners: [5, 2, 4], waiting: [3, 1] })
  })

  test('who came after the ten minutes comes behind, first come, first served', ({ expect }) => {
    const people = [entrant(1, 600, 11), entrant(2, 900, 12), entrant(3, 0, 4)]
    expect(draw(SEED, people, 2, DRAW)).toEqual({ winners: [3, 1], waiting: [2] })
    expect(draw(SEED, [entrant(1, 600, 10), entrant(2, 0, 9)], 1, DRAW).winners).toEqual([2])
  })

  test('everybody wins where there are places enough; nobody where there are none', ({ expect }) => {
    expect(draw(SEED, [entrant(1, 0), entrant(2, 60)], 5, DRAW)).toEqual({ winners: [1, 2], waiting: [] })
    expect(draw(SEED, [entrant(1, 0)], 0, DRAW)).toEqual({ winners: [], waiting: [1] })
    expect(draw(SEED, [], 5, DRAW)).toEqual({ winners: [], waiting: [] })
  })

  test('anybody can compute a lot again', ({ expect }) => {
    expect([1, 2, 3, 70_000].map((id) => lot(SEED, id))).toEqual([
      969057535, 2418005527, 2110692807, 4254003698,
    ])
    expect(lot('13-0123456789ab', 1)).not.toBe(lot(SEED, 1))
    expect(seedOf(12, new Uint8Array([1, 35, 69, 103, 137, 171, 205]))).toBe(SEED)
  })

  test('ties go by lot, and the lot favours nobody', ({ expect }) => {
    const people = Array.from({ length: 10 }, (_, i) => entrant(i + 1, 0, i))
    const won = new Map<number, number>()
    for (let round = 0; round < 2000; round++)
      for (const id of draw(`${round}-seed`, people, 3, DRAW).winners) won.set(id, (won.get(id) ?? 0) + 1)
    for (const { person_id } of people) {
      expect(won.get(person_id)).toBeGreaterThan(510)
      expect(won.get(person_id)).toBeLessThan(690)
    }
  })

  test('is the same in whatever order the rows come, and loses nobody', ({ expect }) => {
    const property = fc.property(
      entrants,
      fc.nat(12),
      fc.string(),
      fc.nat(),
      (people, places, seed, turn) => {
        const drawn = draw(seed, people, places, DRAW)
        const turned = people.map((_, i) => people[(i + turn) % people.length] as Entrant)
        expect(draw(seed, turned, places, DRAW)).toEqual(drawn)
        expect(draw(seed, people.toReversed(), places, DRAW)).toEqual(drawn)
        expect(drawn.winners.length).toBe(Math.min(places, people.length))
        expect([...drawn.winners, ...drawn.waiting].sort()).toEqual(
          people.map(({ person_id }) => person_id).sort(),
        )
      },
    )
    fc.assert(property, { seed: 20261122 })
  })

  test('nobody who was in time loses to somebody less far behind', ({ expect }) => {
    const property = fc.property(entrants, fc.nat(12), (people, places) => {
      const { winners, waiting } = draw(SEED, people, places, DRAW)
      const of = (ids: number[]) => people.filter(({ person_id, at }) => ids.includes(person_id) && at < DRAW)
      const least = Math.min(...of(winners).map(({ behind }) => behind))
      for (const { behind } of of(waiting)) expect(behind).toBeLessThanOrEqual(least)
      const lateWon = people.some(({ person_id, at }) => at >= DRAW && winners.includes(person_id))
      if (lateWon) expect(of(waiting)).toEqual([])
    })
    fc.assert(property, { seed: 20261122 })
  })
})
