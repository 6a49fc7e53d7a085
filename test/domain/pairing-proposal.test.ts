import fc from 'fast-check'
import { munkres } from 'munkres'
import { describe, test } from 'vitest'
import { nextBest } from '../../src/domain/pairing/next-best.ts'
import { mostASide, type Pool } from '../../src/domain/pairing/pool.ts'
import { proposePairs } from '../../src/domain/pairing/propose.ts'
import { weigh } from '../../src/domain/pairing/weighed.ts'
import { dayParts } from '../../src/domain/profile/free-time.ts'
import { everyMatching, isBetter, person, poolOf, worthOfPairs } from '../support/pools.ts'

const skill = fc.constantFrom('法律', '老年法律', '医疗', '维修', '摄影')
const free = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), part: fc.constantFrom(...dayParts) })
const profile = fc.record({
  grid_id: fc.constantFrom(null, 1, 2, 3),
  skills: fc.uniqueArray(skill, { maxLength: 3 }),
  free: fc.array(free, { maxLength: 4 }),
  served: fc.constantFrom(0, 60, 600),
  left: fc.constantFrom(0, 0, 0, 1, 1, 2, 5),
})

/** Pools of up to 5 × 5 in which everything occurs: few people with many vetoes, repeats and people left over. */
const pools: fc.Arbitrary<Pool> = fc
  .record({
    members: fc.array(profile, { maxLength: 5 }),
    volunteers: fc.array(profile, { maxLength: 5 }),
    needs: fc.array(skill, { maxLength: 3 }),
    wants: fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.boolean()), { maxLength: 4 }),
    vetoes: fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.boolean()), { maxLength: 8 }),
    earlier: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 8 }),
    asked: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 4 }),
  })
  .map(({ members, volunteers, needs, wants, vetoes, earlier, asked }) => {
    // Ids of both sides are mixed; nobody is told apart by them.
    const [m, v] = [(i: number) => 2 * i + 1, (i: number) => 2 * (4 - i) + 2]
    const wish = (wanted: boolean) => (w: readonly [number, number, boolean]) =>
      w[2] ? { from: m(w[0]), to: v(w[1]), wants: wanted } : { from: v(w[1]), to: m(w[0]), wants: wanted }
    return {
      people: [
        ...members.map((known, i) => person(m(i), 'member', known)),
        ...volunteers.map((known, i) => person(v(i), 'volunteer', known)),
      ],
      needs,
      wishes: [...wants.map(wish(true)), ...vetoes.map(wish(false))],
      earlier: earlier.map(([a, b]) => [m(a), v(b)] as const),
      asked: asked.map(([a, b]) => [m(a), v(b)] as const),
      near: [[1, 2]] as const,
    }
  })

const always = { numRuns: 500, seed: 20261122 }
const propose = (pool: Pool) => proposePairs(pool, munkres)

describe('the proposal is the best there is', { timeout: 60_000 }, () => {
  test('equal to brute force on every small pool', ({ expect }) => {
    fc.assert(
      fc.property(pools, (pool) => {
        const worth = worthOfPairs(pool, propose(pool).pairs)
        expect(everyMatching(pool).filter((other) => isBetter(other.worth, worth))).toEqual([])
      }),
      always,
    )
  })

  test('the order of rows is of no matter', ({ expect }) => {
    const shuffled = pools.chain((pool) =>
      fc
        .tuple(
          shuffle(pool.people),
          shuffle(pool.needs),
          shuffle(pool.wishes),
          shuffle(pool.earlier),
          shuffle(pool.asked),
        )
        .map(([people, needs, wishes, earlier, asked]) => [
          pool,
          { ...pool, people, needs, wishes, earlier, asked },
        ]),
    )
    fc.assert(
      fc.property(shuffled, ([pool, again]) => {
        expect(propose(again!)).toEqual(propose(pool!))
        for (const { id } of pool!.people) expect(nextBest(again!, id)).toEqual(nextBest(pool!, id))
      }),
      always,
    )
  })

  test('everybody is paired once or left over, and no veto is broken, by the next best neither', ({
    expect,
  }) => {
    fc.assert(
      fc.property(pools, (pool) => {
        const { pairs, left } = propose(pool)
        const named = [
          ...pairs.flatMap(({ member, volunteer }) => [member, volunteer]),
          ...left.map(({ id }) => id),
        ]
        expect(named.sort((a, b) => a - b)).toEqual(pool.people.map(({ id }) => id).sort((a, b) => a - b))
        const next = pool.people.flatMap(({ id }) => nextBest(pool, id) ?? [])
        for (const { member, volunteer, score, reasons } of [...pairs, ...next]) {
          const people = new Map(pool.people.map((one) => [one.id, one.side]))
          expect([people.get(member), people.get(volunteer)]).toEqual(['member', 'volunteer'])
          expect(reasons.length).toBeGreaterThan(0)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100)
          const veto = pool.wishes.find(
            ({ from, to, wants }) =>
              !wants && (from === member ? to === volunteer : from === volunteer && to === member),
          )
          const asked = pool.asked.find(([a, b]) => a === member && b === volunteer)
          expect([veto, asked]).toEqual([undefined, undefined])
        }
      }),
      always,
    )
  })

  test('nobody is paired with an earlier partner while somebody else is free for one of them', ({
    expect,
  }) => {
    fc.assert(
      fc.property(pools, (pool) => {
        const { pairs, left } = propose(pool)
        const people = new Map(weigh(pool).map((one) => [one.id, one]))
        const fresh = (a: number, b: number) => {
          const [one, other] = [people.get(a)!, people.get(b)!]
          const possible = !one.barred.has(b) && !one.asked.has(b) && !one.earlier.has(b)
          return one.side !== other.side && possible
        }
        for (const { member, volunteer } of pairs)
          if (people.get(member)?.earlier.has(volunteer))
            expect(left.filter(({ id }) => fresh(member, id) || fresh(volunteer, id))).toEqual([])
      }),
      always,
    )
  })

  test('who was left over comes strictly first: no other choice serves more of those who waited so long', ({
    expect,
  }) => {
    fc.assert(
      fc.property(pools, (pool) => {
        const { pairs } = propose(pool)
        const [count = 0, repeats = 0] = worthOfPairs(pool, pairs)
        const left = new Map(pool.people.map((one) => [one.id, one.left]))
        const waited = (served: readonly number[], level: number) =>
          served.filter((id) => (left.get(id) ?? 0) >= level).length
        const served = pairs.flatMap(({ member, volunteer }) => [member, volunteer])
        const others = everyMatching(pool).filter(({ worth }) => worth[0] === count && worth[1] === repeats)
        for (const level of new Set(left.values()))
          expect(waited(served, level)).toBe(Math.max(...others.map((other) => waited(other.served, level))))
      }),
      always,
    )
  })

  test('to serve them costs no pair', ({ expect }) => {
    fc.assert(
      fc.property(pools, (pool) => {
        const nobodyWaits = { ...pool, people: pool.people.map((one) => ({ ...one, left: 0 })) }
        const [count, repeats] = worthOfPairs(pool, propose(pool).pairs)
        const [countThen, repeatsThen] = worthOfPairs(nobodyWaits, propose(nobodyWaits).pairs)
        expect([count, repeats]).toEqual([countThen, repeatsThen])
      }),
      always,
    )
  })

  test('the next best is nobody from before while somebody else is free, then who waited longest', ({
    expect,
  }) => {
    fc.assert(
      fc.property(pools, (pool) => {
        const people = weigh(pool)
        for (const one of people) {
          const next = nextBest(pool, one.id)
          const possible = people.filter(
            (other) => other.side !== one.side && !one.barred.has(other.id) && !one.asked.has(other.id),
          )
          expect(next === undefined).toBe(possible.length === 0)
          if (!next) continue
          const other = people.find(
            ({ id }) => id === (one.side === 'member' ? next.volunteer : next.member),
          )!
          const fresh = possible.filter(({ id }) => !one.earlier.has(id))
          if (fresh.length > 0) expect(fresh).toContain(other)
          expect(other.left).toBe(Math.max(...(fresh.length > 0 ? fresh : possible).map(({ left }) => left)))
        }
      }),
      always,
    )
  })
})

describe('at the edges', () => {
  const [a, b, c] = [person(1, 'member'), person(2, 'member'), person(3, 'member')]
  const [x, y] = [person(11, 'volunteer'), person(12, 'volunteer')]
  const waits = { left: 1 }

  test.for<[what: string, pool: Pool, pairs: [number, number][], left: [number, string][]]>([
    ['nobody', poolOf([]), [], []],
    [
      'one side alone',
      poolOf([a, b]),
      [],
      [
        [1, 'alone'],
        [2, 'alone'],
      ],
    ],
    ['the other side alone', poolOf([x]), [], [[11, 'alone']]],
    [
      'more members',
      poolOf([a, b, c, x]),
      [[1, 11]],
      [
        [2, 'odd'],
        [3, 'odd'],
      ],
    ],
    ['more volunteers', poolOf([a, x, y]), [[1, 11]], [[12, 'odd']]],
    [
      'a veto of the member',
      poolOf([a, x], { wishes: [veto(1, 11)] }),
      [],
      [
        [1, 'barred'],
        [11, 'barred'],
      ],
    ],
    [
      'a veto of the volunteer',
      poolOf([a, x], { wishes: [veto(11, 1)] }),
      [],
      [
        [1, 'barred'],
        [11, 'barred'],
      ],
    ],
    [
      'a veto is stronger than a wish',
      poolOf([a, x], { wishes: [veto(11, 1), wish(1, 11)] }),
      [],
      [
        [1, 'barred'],
        [11, 'barred'],
      ],
    ],
    [
      'a veto moves the others',
      poolOf([a, b, x, y], { wishes: [veto(1, 11)] }),
      [
        [1, 12],
        [2, 11],
      ],
      [],
    ],
    [
      'all were asked',
      poolOf([a, x], { asked: [[1, 11]] }),
      [],
      [
        [1, 'asked'],
        [11, 'asked'],
      ],
    ],
    ['an earlier partner when nobody else is there', poolOf([a, x], { earlier: [[1, 11]] }), [[1, 11]], []],
    [
      'no earlier partner while somebody else is free, also when both were left over',
      poolOf([{ ...a, ...waits }, { ...x, ...waits }, y], { earlier: [[1, 11]] }),
      [[1, 12]],
      [[11, 'earlier']],
    ],
    ['who was left over goes first', poolOf([a, { ...b, ...waits }, x]), [[2, 11]], [[1, 'odd']]],
    [
      'who was left over longest goes before who was left over',
      poolOf([{ ...a, left: 1 }, { ...b, left: 3 }, { ...c, left: 2 }, x]),
      [[2, 11]],
      [
        [3, 'odd'],
        [1, 'odd'],
      ],
    ],
    [
      'also before the better score',
      poolOf(
        [
          { ...a, skills: ['法律'] },
          { ...b, ...waits },
          { ...x, skills: ['医疗'] },
        ],
        { wishes: [wish(1, 11), wish(11, 1)] },
      ),
      [[2, 11]],
      [[1, 'odd']],
    ],
    [
      'the best total, not the best first',
      // a with x is the best pair, but leaves b and y with nothing in common.
      poolOf([
        { ...a, free: days(1, 2, 3), grid_id: 1 },
        { ...b, free: days(2, 3, 4) },
        { ...x, free: days(1, 2, 3, 4), grid_id: 1 },
        { ...y, free: days(1), grid_id: 1 },
      ]),
      [
        [2, 11],
        [1, 12],
      ],
      [],
    ],
  ])('%s', ([, pool, pairs, left], { expect }) => {
    const found = propose(pool)
    expect(found.pairs.map(({ member, volunteer }) => [member, volunteer])).toEqual(pairs)
    expect(found.left).toEqual(left.map(([id, why]) => ({ id, why: `pair.left.${why}` })))
  })

  test('of more people than a run weighs those who waited come first', ({ expect }) => {
    const many = Array.from({ length: mostASide + 2 }, (_, i) => person(100 + i, 'member'))
    const last = { ...person(5000, 'member'), left: 1 }
    const { pairs, left } = propose(poolOf([...many, last, x]))
    expect(pairs.map(({ member }) => member)).toEqual([5000])
    expect(left.filter(({ why }) => why === 'pair.left.many').map(({ id }) => id)).toEqual([1099, 1100, 1101])
  })

  test('who is not in the pool has no next best', ({ expect }) => {
    expect(nextBest(poolOf([a, x]), 99)).toBeUndefined()
  })
})

const shuffle = <T>(list: readonly T[]) =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length })

function veto(from: number, to: number) {
  return { from, to, wants: false }
}

function wish(from: number, to: number) {
  return { from, to, wants: true }
}

function days(...weekdays: number[]) {
  return weekdays.map((weekday) => ({ weekday, part: 'evening' as const }))
}
