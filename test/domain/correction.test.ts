import fc from 'fast-check'
import { describe, test } from 'vitest'
import { type ChainLine, correction, standingOf } from '../../src/domain/ledger/correction.ts'
import { points, unroundedPoints } from '../../src/domain/ledger/points.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { at } from '../support/talk.ts'

const NOW = at('2026-11-23 17:00')

const entry = (over: Partial<ChainLine> = {}): ChainLine => ({
  id: 31,
  service_day: '2026-11-20',
  minutes: 180,
  points: 30,
  difficulty: 100,
  grade: 100,
  verdict: 'approved',
  ...over,
})

/** The chain after a correction, as the write leaves it. */
function corrected(chain: readonly ChainLine[], minutes: number, now = NOW): ChainLine[] {
  const draft = correction(chain, minutes, now)
  if (isRefusal(draft)) throw new Error(draft.refused)
  const [first, ...more] = chain
  if (!first) return []
  const root = first.verdict === null ? { ...first, verdict: 'corrected' } : first
  const line = { ...first, id: 31 + draft.revision, minutes: draft.minutes, points: draft.points }
  return [root, ...more, { ...line, verdict: 'approved' }]
}

describe('a correction', () => {
  test.for<[name: string, chain: ChainLine[], minutes: number, what: [number, number, number] | string]>([
    ['less of an approved entry', [entry()], 120, [1, -60, -10]],
    ['more of an approved entry', [entry()], 240, [1, 60, 10]],
    ['of a pending entry: the whole', [entry({ verdict: null })], 120, [1, 120, 20]],
    ['again', corrected([entry()], 120), 90, [2, -30, -5]],
    ['again, after it waited', corrected([entry({ verdict: null })], 120), 90, [2, -30, -5]],
    ['back to what it was', corrected([entry()], 120), 180, [2, 60, 10]],
    ['to what stands', [entry()], 180, 'correct.same'],
    ['to what stands after another', corrected([entry()], 120), 120, 'correct.same'],
    ['to what waits', [entry({ verdict: null })], 180, 'correct.same_pending'],
    ['of a refused entry', [entry({ verdict: 'rejected' })], 120, 'correct.settled'],
    ['of a withdrawn entry', [entry({ verdict: 'withdrawn' })], 120, 'correct.settled'],
    [
      'of what was taken back by a line (rule 8.18)',
      [entry(), entry({ id: 40, minutes: -180, points: -30 })],
      120,
      'correct.reversed',
    ],
    ['with difficulty and grade', [entry({ difficulty: 130, grade: 120, points: 47 })], 100, [1, -80, -21]],
  ])('%s', ([, chain, minutes, what], { expect }) => {
    const draft = correction(chain, minutes, NOW)
    expect(isRefusal(draft) ? draft.refused : [draft.revision, draft.minutes, draft.points]).toEqual(what)
  })

  test.for<[day: string, now: string, month: string]>([
    ['2026-11-20', '2026-11-23 17:00', '2026-11'],
    ['2026-11-20', '2026-12-05 23:59', '2026-11'],
    ['2026-11-20', '2026-12-06 00:00', '2026-12'],
    ['2026-10-20', '2026-12-05 23:59', '2026-11'],
    ['2026-12-31', '2027-01-06 00:00', '2027-01'],
  ])('service on %s corrected at %s is booked in %s', ([service_day, now, month], { expect }) => {
    expect(correction([entry({ service_day })], 60, at(now))).toMatchObject({ bookingMonth: month })
  })

  test('any series of them leaves exactly the points of the minutes that stand', ({ expect }) => {
    const minutes = fc.integer({ min: 1, max: 1440 })
    const factor = fc.constantFrom(80, 100, 120, 130, 150, 200)
    fc.assert(
      fc.property(
        fc.array(minutes, { minLength: 2, maxLength: 8 }),
        factor,
        factor,
        fc.boolean(),
        ([first = 1, ...more], difficulty, grade, waits) => {
          const verdict = waits ? null : 'approved'
          const credited = points(first, difficulty, grade)
          let chain = [entry({ minutes: first, points: credited, difficulty, grade, verdict })]
          let now = first
          for (const next of more.filter((n, i, all) => n !== (all[i - 1] ?? first))) {
            chain = corrected(chain, next)
            now = next
            expect(standingOf(chain)).toEqual({ minutes: now, points: points(now, difficulty, grade) })
          }
        },
      ),
      { seed: 20261123 },
    )
  })
})

test.for<[minutes: number, difficulty: number, grade: number, exact: string]>([
  [60, 100, 100, '10'],
  [150, 100, 100, '25'],
  [100, 100, 100, '16.6666…'],
  [90, 130, 80, '15.6'],
  [1, 100, 100, '0.1666…'],
  [3, 130, 120, '0.78'],
  [27, 130, 80, '4.68'],
  [33, 120, 120, '7.92'],
  [57, 125, 120, '14.25'],
])('%i minutes × %i × %i is %s before rounding', ([minutes, difficulty, grade, exact], { expect }) => {
  expect(unroundedPoints(minutes, difficulty, grade)).toBe(exact)
})
