import fc from 'fast-check'
import { describe, test } from 'vitest'
import { type Candidate, fits, type WantedOrder } from '../../src/domain/order/fit.ts'
import { matches, partsBetween } from '../../src/domain/order/matching.ts'
import { joinNeeds, type Offered } from '../../src/domain/order/needs.ts'
import type { DayPart, FreeTime } from '../../src/domain/profile/free-time.ts'
import { at } from '../support/talk.ts'

const order: WantedOrder = {
  needs: ['法律'],
  community_id: 1,
  grid_id: 7,
  starts_at: at('2026-11-28 09:00'),
  ends_at: at('2026-11-28 11:00'),
}
const saturday: FreeTime[] = [{ weekday: 6, part: 'morning' }]

const candidate = (id: number, over: Partial<Candidate> = {}): Candidate => ({
  id,
  community_id: 1,
  grid_id: null,
  skills: [],
  unitOffers: [],
  free: [],
  open: 0,
  behind: 0,
  served: 0,
  away: false,
  ...over,
})

describe('who fits an order (R029)', () => {
  test.for<[what: string, over: Partial<Candidate>, score: number, reasons: string[]]>([
    ['nothing is known', {}, 27, ['fit.unloaded']],
    ['the skill', { skills: ['法律'] }, 67, ['fit.skill', 'fit.unloaded']],
    ['a skill that holds the need', { skills: ['法律咨询'] }, 57, ['fit.skill', 'fit.unloaded']],
    ['the unit’s resource', { unitOffers: ['法律'] }, 47, ['fit.unit', 'fit.unloaded']],
    ['the same grid', { grid_id: 7 }, 33, ['fit.grid', 'fit.unloaded']],
    ['from elsewhere, lent', { community_id: 2 }, 18, ['fit.unloaded']],
    ['free at that time', { free: saturday }, 34, ['fit.free', 'fit.unloaded']],
    ['free at other times', { free: [{ weekday: 1, part: 'morning' }] }, 19, ['fit.unloaded']],
    ['two claims already', { open: 2 }, 20, []],
    ['an hour behind', { behind: 60 }, 29, ['fit.unloaded', 'fit.behind']],
    ['far behind', { behind: 3000 }, 37, ['fit.unloaded', 'fit.behind']],
    ['did it before', { served: 3 }, 37, ['fit.past', 'fit.unloaded']],
    [
      'everything',
      { skills: ['法律'], grid_id: 7, free: saturday, behind: 300, served: 5 },
      100,
      ['fit.skill', 'fit.grid', 'fit.free', 'fit.past', 'fit.unloaded', 'fit.behind'],
    ],
  ])('%s', ([, over, score, reasons], { expect }) => {
    const [fit] = fits(order, [candidate(1, over)], 3)
    expect([fit?.score, fit?.reasons.map(({ code }) => code)]).toEqual([score, reasons])
  })

  test('who is away, busy or has three claims is left out', ({ expect }) => {
    expect(fits(order, [candidate(1, { away: true }), candidate(2, { open: 3 })], 3)).toEqual([])
  })

  test('without a time of the order every time that somebody has fits alike', ({ expect }) => {
    const whenever = { ...order, starts_at: null, ends_at: null }
    const scores = fits(whenever, [candidate(1), candidate(2, { free: saturday })], 2).map(
      ({ score }) => score,
    )
    expect(scores[0]).toBe(scores[1])
    expect(scores[0]).toBeGreaterThan(0)
  })

  test('without needs and time, these weigh nothing', ({ expect }) => {
    const plain = { ...order, needs: [], starts_at: null, ends_at: null }
    const [fit] = fits(plain, [candidate(1, { grid_id: 7, behind: 300, served: 3 })], 3)
    expect(fit?.score).toBe(100)
  })

  test('how far somebody is behind is for nobody else', ({ expect }) => {
    const [fit] = fits(order, [candidate(1, { behind: 60, skills: ['法律'] })], 3)
    expect(fit?.reasons.filter((reason) => reason.private).map(({ code }) => code)).toEqual(['fit.behind'])
    expect(fit?.reasons[0]).toEqual({ code: 'fit.skill', params: { skills: ['法律'] } })
  })

  test('the best first; of equals who has less to do, then who came first', ({ expect }) => {
    const people = [
      candidate(4),
      candidate(2, { open: 1, served: 1 }),
      candidate(3),
      candidate(1, { skills: ['法律'] }),
    ]
    expect(fits(order, people, 3).map(({ id }) => id)).toEqual([1, 3, 4, 2])
  })

  const people = fc.uniqueArray(
    fc.record({
      id: fc.nat(1000),
      community_id: fc.integer({ min: 1, max: 2 }),
      grid_id: fc.constantFrom(null, 7, 8),
      skills: fc.subarray(['法律', '医疗', '法律咨询']),
      unitOffers: fc.subarray(['法律', '维修']),
      free: fc.subarray(saturday),
      open: fc.nat(3),
      behind: fc.nat(600),
      served: fc.nat(5),
      away: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  )

  test('the same people give the same list, in whatever order they come', ({ expect }) => {
    const property = fc.property(people, fc.subarray(['法律', '医疗']), (some, needs) => {
      const list = fits({ ...order, needs }, some, 3)
      expect(fits({ ...order, needs }, some.toReversed(), 3)).toEqual(list)
      for (const { score } of list) {
        expect(Number.isInteger(score)).toBe(true)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
      }
    })
    fc.assert(property, { seed: 20261122 })
  })

  test('more skill, more free time, fewer claims never make it worse', ({ expect }) => {
    const property = fc.property(people, (some) => {
      for (const one of some.filter(({ away, open }) => !away && open < 3)) {
        const better = { ...one, skills: ['法律'], free: saturday, open: 0, grid_id: 7 }
        const [[before], [after]] = [fits(order, [one], 3), fits(order, [better], 3)]
        expect(after?.score ?? 0).toBeGreaterThanOrEqual(before?.score ?? 0)
      }
    })
    fc.assert(property, { seed: 20261122 })
  })
})

describe('matching', () => {
  test.for<[need: string, keys: string[], percent: number]>([
    ['法律', ['医疗', '法律'], 100],
    ['法律', ['法律咨询'], 75],
    ['老年法律咨询', ['法律'], 75],
    ['法律', ['医疗'], 0],
    ['老年法律咨询', ['法'], 0],
    ['法律', [], 0],
  ])('%s by %j: %i %%', ([need, keys, percent], { expect }) => {
    expect(matches(need, keys)).toBe(percent)
  })

  test.for<[from: string, to: string, parts: [weekday: number, part: DayPart][]]>([
    ['2026-11-28 09:00', '2026-11-28 11:00', [[6, 'morning']]],
    ['2026-11-28 09:00', '2026-11-28 12:00', [[6, 'morning']]],
    [
      '2026-11-28 11:00',
      '2026-11-28 12:01',
      [
        [6, 'morning'],
        [6, 'afternoon'],
      ],
    ],
    [
      '2026-11-28 17:00',
      '2026-11-28 19:00',
      [
        [6, 'afternoon'],
        [6, 'evening'],
      ],
    ],
    [
      '2026-11-29 22:00',
      '2026-11-30 01:00',
      [
        [7, 'evening'],
        [1, 'morning'],
      ],
    ],
    ['2026-11-28 18:00', '2026-11-28 18:01', [[6, 'evening']]],
  ])('%s to %s', ([from, to, parts], { expect }) => {
    expect(partsBetween(at(from), at(to))).toEqual(parts.map(([weekday, part]) => ({ weekday, part })))
  })
})

describe('the three lists joined (R028)', () => {
  const offers: Offered[] = [
    { of: 'person', id: 2, keys: ['法律咨询'] },
    { of: 'person', id: 3, keys: ['法律'] },
    { of: 'unit', id: 9, keys: ['法律', '心理'] },
    { of: 'person', id: 1, keys: ['木工'] },
  ]
  const need = (order_id: number, key: string) => ({ order_id, key, name: key })

  test('what nobody can do comes first, who fits best is named first', ({ expect }) => {
    const joined = joinNeeds([need(12, '法律'), need(14, '手语'), need(13, '木工'), need(11, '焊接')], offers)
    expect(joined.map(({ order_id, people, units }) => [order_id, people, units])).toEqual([
      [11, [], []],
      [14, [], []],
      [13, [1], []],
      [12, [3, 2], [9]],
    ])
  })

  test('loses no need, in whatever order the lists come', ({ expect }) => {
    const some = fc.array(
      fc.record({ order_id: fc.nat(20), key: fc.constantFrom('法律', '木工', '手语', '心理咨询') }),
    )
    const property = fc.property(some, (rows) => {
      const needs = [...new Map(rows.map((row) => [`${row.order_id}${row.key}`, row])).values()].map((row) =>
        need(row.order_id, row.key),
      )
      const joined = joinNeeds(needs, offers)
      expect(joined.length).toBe(needs.length)
      expect(joinNeeds(needs.toReversed(), offers.toReversed())).toEqual(joined)
    })
    fc.assert(property, { seed: 20261122 })
  })
})
