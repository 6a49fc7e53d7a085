import { munkres } from 'munkres'
import { describe, test, vi } from 'vitest'
import type { Pool } from '../src/domain/pairing/pool.ts'
import { proposePairs } from '../src/domain/pairing/propose.ts'
import { at } from '../test/support/talk.ts'
import { lettersLike, openRuns, secondsOf } from './clock.ts'
import { one } from './database.ts'
import { aboveLimits } from './limits.ts'
import { orderPreviews, raisePools } from './pairing-city.ts'
import { newcomer, play, type Start, type Years } from './pairing-years.ts'
import { chanceOf } from './rows.ts'
import { printRun, runJobs } from './run-jobs.ts'
import { print } from './table.ts'
import { city } from './town.ts'

const starts: [name: string, start: Start][] = [
  ['as many of each', { members: 60, volunteers: 60, joins: { members: 1, volunteers: 1 } }],
  ['few volunteers', { members: 120, volunteers: 30, joins: { members: 2, volunteers: 1 } }],
  ['few members', { members: 25, volunteers: 80, joins: { members: 1, volunteers: 1 } }],
  ['a small one', { members: 6, volunteers: 5, joins: { members: 0, volunteers: 0 } }],
  ['a large one', { members: 300, volunteers: 280, joins: { members: 5, volunteers: 5 } }],
]

describe('twenty-four months', () => {
  test('nobody is left over twice running while another has a place who was not, and nobody starves', ({
    expect,
  }) => {
    const years = starts.map(([name, start]) => [name, play(start)] as const)
    const rowOf = (what: string, of: (one: Years) => number) => [what, ...years.map(([, one]) => of(one))]
    print('Twenty-four months of pairing in five communities', [
      ['', ...years.map(([name]) => name)],
      rowOf('runs', ({ runs }) => runs),
      rowOf('pairs asked', ({ proposed }) => proposed),
      rowOf('refused', ({ refused }) => refused),
      rowOf('not answered', ({ unanswered }) => unanswered),
      rowOf('pairs that began', ({ began }) => began),
      rowOf('repeats of earlier partners', ({ repeats }) => repeats),
      rowOf('  while somebody new was free', ({ needlessRepeats }) => needlessRepeats),
      rowOf('times somebody was left over', ({ left }) => left),
      rowOf('  twice running, another served', ({ passedOver }) => passedOver),
      rowOf('    who might have been served', ({ unfair }) => unfair),
      rowOf('  another served who waited less', ({ outOfTurn }) => outOfTurn),
      rowOf('longest wait, runs', ({ longestWait }) => longestWait),
      rowOf('mean score', ({ scores }) => mean(scores)),
      rowOf('paired of the smaller side, %', ({ paired }) => mean(paired)),
    ])
    for (const [, { unfair, outOfTurn, needlessRepeats }] of years)
      expect([unfair, outOfTurn, needlessRepeats]).toEqual([0, 0, 0])
  })
})

const pools: [name: string, members: number, volunteers: number][] = [
  ['40 × 40, in the callback', 40, 40],
  ['300 × 300', 300, 300],
  ['300 × 300, all differently long left over', 300, 300],
  ['900 × 300', 900, 300],
  ['1000 × 1000, the most that a run weighs', 1000, 1000],
]
const cpuMs = 30_000
const MINUTE = 60_000
/** A working day. */
const tenth = at('2026-11-10 09:00')

describe('large pools', () => {
  test('300 against 300 in one run, within the CPU time of a Worker', ({ expect }) => {
    const rows = pools.map(([name, members, volunteers]) => {
      const waits = name.includes('left over') ? 25 : 2
      const pool = crowd(members, volunteers, waits)
      const matrix = anyMatrix(members, volunteers)
      const times = Math.ceil(90_000 / (members * volunteers))
      const floor = median(() => munkres(matrix), times)
      const whole = median(() => proposePairs(pool, munkres), times)
      expect(proposePairs(pool, munkres).pairs.length).toBe(Math.min(members, volunteers))
      expect(whole).toBeLessThan(cpuMs)
      return [name, floor, whole, whole / floor, (100 * whole) / cpuMs]
    })
    print(
      'A whole proposal in workerd (ms, the median of five), and its floor: the solver alone on a matrix by chance',
      [['members × volunteers', 'floor', 'proposal', 'ratio', '% of 30 s'], ...rows],
    )
  })
})

describe('a city', () => {
  test('70 000 people over 187 communities and one of 300 × 300, every pool weighed in one step of its own', async ({
    expect,
  }) => {
    vi.spyOn(console, 'info').mockImplementation(() => {})
    const seconds = await secondsOf(() => raisePools(300))
    const told = await runJobs(tenth)
    const reminded = (await lettersLike('unpaired/')).toPeople
    printRun('The 10th, 09:00: who has no partner', told, reminded, city.members)
    await orderPreviews(tenth)
    const done = await runJobs(tenth + MINUTE)
    const letters = (await lettersLike('pair/preview/')).toPeople
    printRun('A preview for every community at once', done, letters, city.members)
    const found = await one<{
      [what: string]: number
    }>(`select count(*) as drafts, sum(json_array_length(pairs)) as pairs,
      sum(json_array_length(alone)) as alone, max(json_array_length(pairs)) as largest, max(length(pairs)) as letters from pair_draft`)
    print('', [...Object.entries(found), ['seconds to make the city', seconds]])
    expect([told.faults, done.faults, await openRuns()]).toEqual([[], [], 0])
    expect([aboveLimits(told.runs), aboveLimits(done.runs)]).toEqual([[], []])
    // Some have nobody on one side: their secretaries are not reminded, but who asks is answered.
    const { both } = await one<{ both: number }>(`select count(*) as both from (
      select 1 from person group by community_id having count(distinct kind) = 2)`)
    expect([found.drafts, reminded, letters]).toEqual([city.communities + 1, both, city.communities + 1])
    expect(Number(found.largest)).toBeGreaterThanOrEqual(300)
    expect(Number(found.pairs) * 2 + Number(found.alone)).toBe(city.members + 600)
  })
})

/** A pool in which one in ten has a veto, a wish or an earlier partner, and many were left over. */
function crowd(members: number, volunteers: number, waits: number): Pool {
  const count = members + volunteers
  const people = Array.from({ length: count }, (_, i) => ({
    ...newcomer(i + 1, i < members ? ('member' as const) : ('volunteer' as const)),
    left: Math.floor(chanceOf(`waits/${i}`) * waits),
  }))
  const some = <T>(what: string, of: (member: number, volunteer: number, i: number) => T): T[] =>
    Array.from({ length: Math.floor(count / 10) }, (_, i) =>
      of(
        1 + Math.floor(chanceOf(`${what} a ${i}`) * members),
        1 + members + Math.floor(chanceOf(`${what} b ${i}`) * volunteers),
        i,
      ),
    )
  return {
    people,
    needs: ['法律', '医疗', '维修', '老年摄影'],
    wishes: some('wish', (from, to, i) => ({ from, to, wants: i % 2 === 0 })),
    earlier: some('earlier', (member, volunteer) => [member, volunteer] as const),
    asked: [],
  }
}

const anyMatrix = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => Math.floor(chanceOf(`${row}/${column}`) * 2 ** 40)),
  )

/** ms of the middling of five runs, each of so many times. */
function median(work: () => unknown, times: number): number {
  const runs = Array.from({ length: 5 }, () => {
    const began = performance.now()
    for (let time = 0; time < times; time++) work()
    return (performance.now() - began) / times
  })
  return runs.sort((a, b) => a - b)[2] ?? 0
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
