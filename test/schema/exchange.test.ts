import { beforeAll, describe, test } from 'vitest'
import { earn, unbalanced } from '../support/exchange.ts'
import { at } from '../support/talk.ts'
import { person, places, put, rows, run, why } from './lines.ts'

beforeAll(places)

const NOW = at('2026-11-23 09:00')
type Row = { [column: string]: string | number | null }
let messages = 0
const exchange = (row: Row) =>
  put('exchange', { community_id: 1, at: NOW, message: `test/exchange-${++messages}`, ...row })
const settle = async (kind: 'pick_up' | 'return', of_id: number, over: Row = {}) => {
  const [of] = await rows<Row>(
    'select person_id, community_id, goods_id, points, minutes, pieces from exchange where id = ?',
    of_id,
  )
  return exchange({ ...of, kind, of_id, ...over })
}
let goods = 0
const newGoods = () => {
  goods += 1
  return put('goods', { community_id: 1, name: `物${goods}`, key: `物${goods}`, points: 10 })
}
const neighbour = async (points: number): Promise<number> => {
  const who = await person({ kind: 'volunteer', unit_id: 1 })
  if (points > 0) await earn(who, points)
  return who
}
const hours = (person_id: number, points: number, over: Row = {}) =>
  exchange({ kind: 'hours', person_id, points, minutes: points * 6, ...over })
let codes = 0
const buy = async (person_id: number, goods_id: number, pieces = 1): Promise<number> => {
  const exchange_id = await exchange({ kind: 'goods', person_id, goods_id, points: 10 * pieces, pieces })
  codes += 1
  await put('pick_up', { exchange_id, community_id: 1, code: String(codes).padStart(4, '0') })
  return exchange_id
}

describe('what a transaction may never be', () => {
  test('more points than were earned, more than five hours a year, more pieces than there are', async ({
    expect,
  }) => {
    const [who, rich, thing] = [await neighbour(30), await neighbour(100), await newGoods()]
    expect(await why(hours(who, 31))).toBe('exchange.points')
    await hours(who, 30)
    expect(await why(hours(who, 1))).toBe('exchange.points')
    await hours(rich, 50)
    expect(await why(hours(rich, 1))).toBe('exchange.year')
    expect(await why(hours(rich, 1, { at: at('2027-01-01 00:00') }))).toBeUndefined()
    expect(await why(buy(rich, thing))).toBe('CHECK constraint failed: account_covered')
    await exchange({ kind: 'stock', goods_id: thing, pieces: 1 })
    await buy(rich, thing)
    expect(await why(buy(rich, thing))).toBe('CHECK constraint failed: account_covered')
    expect(await why(exchange({ kind: 'stock', goods_id: thing, pieces: -1 }))).toBe(
      'CHECK constraint failed: account_covered',
    )
  })

  test('settled twice, with other figures, or for somebody else', async ({ expect }) => {
    const [who, other, thing] = [await neighbour(50), await neighbour(0), await newGoods()]
    await exchange({ kind: 'stock', goods_id: thing, pieces: 3 })
    const bought = await buy(who, thing, 2)
    expect(await why(settle('return', bought, { points: 30 }))).toBe('exchange.settled')
    expect(await why(settle('return', bought, { pieces: 1 }))).toBe('exchange.settled')
    expect(await why(settle('return', bought, { person_id: other }))).toBe('exchange.settled')
    const taken = await settle('pick_up', bought)
    expect(await why(settle('return', bought))).toBe('exchange.settled')
    const back = await settle('return', taken)
    expect(await why(settle('return', back))).toBe('exchange.settled')
    expect(await why(settle('pick_up', await hours(who, 10)))).toBe('exchange.settled')
    expect(await unbalanced()).toEqual([])
  })

  test('changed, deleted, replaced, or with postings that its kind does not have', async ({ expect }) => {
    const who = await neighbour(40)
    const id = await hours(who, 10)
    const [posting] = await rows<{ from_id: number; to_id: number }>(
      'select from_id, to_id from posting where exchange_id = ?',
      id,
    )
    for (const statement of [
      `update exchange set points = 1 where id = ${id}`,
      `delete from exchange where id = ${id}`,
      `update posting set amount = 1 where exchange_id = ${id}`,
      `delete from posting where exchange_id = ${id}`,
      'delete from account',
      'update account set person_id = 1',
    ])
      expect([statement, await why(run(statement))]).toEqual([statement, 'ledger.fixed'])
    expect(
      await why(
        put(
          'exchange',
          { id, kind: 'stock', community_id: 1, goods_id: 1, pieces: 1, at: NOW, message: 'x' },
          'replace',
        ),
      ),
    ).toBe('exchange.settled')
    const more = { exchange_id: id, from_id: posting?.to_id ?? 0, to_id: posting?.from_id ?? 0 }
    expect(await why(put('posting', { ...more, amount: 10 }))).toBe('exchange.unbalanced')
    const [minutes] = await rows<{ id: number }>(
      "select id from account where person_id = ? and asset = 'minutes'",
      who,
    )
    expect(await why(put('posting', { ...more, to_id: minutes?.id ?? 0, amount: 10 }))).toBe(
      'exchange.unbalanced',
    )
    expect(await unbalanced()).toEqual([])
  })
})

/** Numbers by chance that are the same in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('any sequence of exchanges and reversals', () => {
  test.for([1, 2, 3])(
    'sums to nought, is never below it, and balances (%i)',
    { timeout: 120_000 },
    async (seed, { expect }) => {
      const next = chance(seed)
      const people = await Promise.all([neighbour(120), neighbour(60), neighbour(15)])
      const things = await Promise.all([newGoods(), newGoods()])
      const pick = <T>(all: readonly T[]): T => all[next(all.length)] as T
      let done = 0
      for (let step = 0; step < 120; step++) {
        const open = await rows<{ id: number; kind: string }>(
          `select id, kind from exchange e where kind <> 'return' and not exists (select 1 from exchange s where s.of_id = e.id)
          and (goods_id is null or goods_id in (${things.join()})) and coalesce(person_id, ${people[0]}) in (${people.join()})`,
        )
        const act = next(6)
        const reason = await why(
          act === 0
            ? exchange({ kind: 'stock', goods_id: pick(things), pieces: next(7) - 2 || 1 })
            : act === 1
              ? hours(pick(people), 1 + next(20))
              : act <= 3
                ? buy(pick(people), pick(things), 1 + next(3))
                : open.length > 0
                  ? settle(act === 4 ? 'return' : next(2) > 0 ? 'pick_up' : 'return', pick(open).id)
                  : Promise.resolve(),
        )
        if (reason === undefined) done += 1
        else
          expect([
            'exchange.points',
            'exchange.year',
            'exchange.settled',
            'CHECK constraint failed: account_covered',
          ]).toContain(reason)
        if (step % 10 === 9) expect(await unbalanced()).toEqual([])
      }
      expect(done).toBeGreaterThan(20)
      for (const who of people) {
        const [sums] = await rows<{ balance: number; spent: number }>(
          `select coalesce((select balance from account where person_id = ?1 and asset = 'points'), 0) as balance,
          (select coalesce(sum(iif(kind = 'return', points, -points)), 0) from exchange
            where person_id = ?1 and kind in ('hours', 'goods', 'return')) as spent`,
          who,
        )
        expect(sums?.balance).toBe(sums?.spent)
      }
    },
  )
})
