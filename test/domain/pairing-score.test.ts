import { describe, test } from 'vitest'
import type { Pool, PoolPerson } from '../../src/domain/pairing/pool.ts'
import { reasonsFor, scoreOf } from '../../src/domain/pairing/score.ts'
import { weigh } from '../../src/domain/pairing/weighed.ts'
import type { FreeTime } from '../../src/domain/profile/free-time.ts'
import { person, poolOf } from '../support/pools.ts'

type Known = Partial<PoolPerson>

const evenings = (...weekdays: number[]): FreeTime[] =>
  weekdays.map((weekday) => ({ weekday, part: 'evening' }))

/** A pair of whom nothing is known but that; with the pool's own facts. */
function judge(member: Known, volunteer: Known, pool: Partial<Pool> = {}) {
  const both = poolOf([person(1, 'member', member), person(2, 'volunteer', volunteer)], pool)
  const [one, other] = weigh(both)
  if (!one || !other) throw new Error('a pair is two')
  return { score: scoreOf(one, other), reasons: reasonsFor(one, other, [...both.needs].sort()) }
}

const wish = (from: number, to: number) => ({ from, to, wants: true })

describe('the parts of the score', () => {
  // Without needs and wishes the weights are skill 25, free time 30, grid 15, pace 10: 80 in all. Of two of whom nothing
  // is known free time and grid count half and the pace is the same: (15 + 7.5 + 10) / 80 = 41.
  test.for<
    [what: string, member: Known, volunteer: Known, pool: Partial<Pool>, score: number, reasons: string[]]
  >([
    ['nothing is known', {}, {}, {}, 41, ['community']],
    ['each brings a skill', { skills: ['法律'] }, { skills: ['医疗'] }, {}, 72, ['skill']],
    ['one brings a skill', { skills: ['法律'] }, {}, {}, 56, ['community']],
    ['both bring the same', { skills: ['法律'] }, { skills: ['法律'] }, {}, 41, ['community']],
    [
      'a word within the other is the same',
      { skills: ['法律'] },
      { skills: ['老年法律咨询'] },
      {},
      41,
      ['community'],
    ],
    [
      'each brings one besides the same',
      { skills: ['法律', '摄影'] },
      { skills: ['法律', '医疗'] },
      {},
      72,
      ['skill'],
    ],
    ['the only open need is met', { skills: ['法律'] }, {}, { needs: ['法律'] }, 65, ['need']],
    [
      'one of several needs is met',
      { skills: ['法律'] },
      {},
      { needs: ['法律', '医疗', '维修'] },
      55,
      ['need'],
    ],
    [
      'two needs are met',
      { skills: ['法律'] },
      { skills: ['医疗'] },
      { needs: ['法律', '医疗', '维修'] },
      78,
      ['skill', 'need'],
    ],
    ['a need is met by a word like it', { skills: ['法律'] }, {}, { needs: ['老年法律咨询'] }, 60, ['need']],
    ['no need is met', { skills: ['摄影'] }, {}, { needs: ['法律'] }, 45, ['community']],
    ['the same need named twice is one', { skills: ['法律'] }, {}, { needs: ['法律', '法律'] }, 65, ['need']],
    [
      'three parts of the week are enough',
      { free: evenings(1, 2, 3) },
      { free: evenings(1, 2, 3, 4) },
      {},
      59,
      ['free'],
    ],
    ['two in common', { free: evenings(1, 2) }, { free: evenings(1, 2, 3) }, {}, 52, ['free']],
    ['one in common', { free: evenings(1) }, { free: evenings(1, 7) }, {}, 44, ['free']],
    ['none in common', { free: evenings(1) }, { free: evenings(7) }, {}, 22, ['community']],
    [
      'the same day at another time',
      { free: evenings(1) },
      { free: [{ weekday: 1, part: 'morning' }] },
      {},
      22,
      ['community'],
    ],
    ['free times of one are unknown', { free: evenings(1) }, {}, {}, 41, ['community']],
    ['the same grid', { grid_id: 1 }, { grid_id: 1 }, {}, 50, ['grid']],
    ['grids side by side', { grid_id: 1 }, { grid_id: 2 }, { near: [[1, 2]] }, 45, ['near']],
    ['side by side the other way round', { grid_id: 1 }, { grid_id: 2 }, { near: [[2, 1]] }, 45, ['near']],
    ['grids apart', { grid_id: 1 }, { grid_id: 9 }, { near: [[1, 2]] }, 36, ['community']],
    ['the grid of one is unknown', { grid_id: 1 }, {}, {}, 41, ['community']],
    ['a similar pace', { served: 600 }, { served: 660 }, {}, 40, ['pace']],
    ['another pace', { served: 60 }, { served: 600 }, {}, 30, ['community']],
    ['an hour tells little', { served: 0 }, { served: 60 }, {}, 34, ['community']],
    ['a mutual wish', {}, {}, { wishes: [wish(1, 2), wish(2, 1)] }, 79, ['mutual']],
    ['a wish of the member', {}, {}, { wishes: [wish(1, 2)] }, 60, ['wish']],
    ['a wish of the volunteer', {}, {}, { wishes: [wish(2, 1)] }, 60, ['wish']],
    ['a wish for somebody else', {}, {}, { wishes: [wish(1, 9), wish(9, 2)] }, 41, ['community']],
    ['earlier partners are no worse, only later', {}, {}, { earlier: [[1, 2]] }, 41, ['earlier']],
    [
      'everything',
      { skills: ['法律'], free: evenings(1, 2, 3), grid_id: 1, served: 60 },
      { skills: ['医疗'], free: evenings(1, 2, 3), grid_id: 1, served: 60 },
      { needs: ['法律', '医疗'], wishes: [wish(1, 2), wish(2, 1)] },
      100,
      ['mutual', 'skill', 'need', 'free', 'grid', 'pace'],
    ],
    [
      'nothing at all',
      { free: evenings(1), grid_id: 1 },
      { free: evenings(2), grid_id: 3, served: 60_000 },
      { needs: ['法律'] },
      4,
      ['community'],
    ],
  ])('%s', ([, member, volunteer, pool, score, reasons], { expect }) => {
    const found = judge(member, volunteer, pool)
    expect(found.score).toBe(score)
    expect(found.reasons.map(({ code }) => code)).toEqual(reasons.map((reason) => `pair.${reason}`))
  })

  test('reasons say what fits; wishes, pace and earlier partners are private', ({ expect }) => {
    const { reasons } = judge(
      { skills: ['法律', '摄影'], free: evenings(6, 7), served: 90 },
      { skills: ['摄影', '医疗'], free: evenings(7), served: 60 },
      { needs: ['维修', '急救', '法律'], wishes: [wish(2, 1)], earlier: [[1, 2]] },
    )
    expect(reasons).toEqual([
      { code: 'pair.wish', private: true },
      { code: 'pair.skill', params: { member: ['法律'], volunteer: ['医疗'] } },
      { code: 'pair.need', params: { needs: ['法律'] } },
      { code: 'pair.free', params: { times: ['7/evening'] } },
      { code: 'pair.pace', private: true },
      { code: 'pair.earlier', private: true },
    ])
  })

  test('a mutual wish lifts two with nothing in common near to a pair that fits well', ({ expect }) => {
    const wished = { wishes: [wish(1, 2), wish(2, 1)] }
    const strangers = judge({ free: evenings(1), grid_id: 1 }, { free: evenings(2), grid_id: 2 }, wished)
    const good = judge({ skills: ['法律'], free: evenings(1, 2) }, { skills: ['医疗'], free: evenings(1, 2) })
    expect([strangers.score, good.score]).toEqual([71, 83])
  })
})
