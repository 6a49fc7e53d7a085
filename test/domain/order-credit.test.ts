import fc from 'fast-check'
import { describe, test } from 'vitest'
import { dayOf, MINUTE, startOfDay } from '../../src/domain/calendar/shanghai.ts'
import type { StandingEntry } from '../../src/domain/ledger/entry.ts'
import { points } from '../../src/domain/ledger/points.ts'
import { type Credit, credit, type GradedOrder } from '../../src/domain/order/credit.ts'
import { defaultRules } from '../../src/domain/order/rules.ts'
import {
  lengthOf,
  type ServiceSpan,
  servedSpans,
  spansOfLength,
  type TypedWork,
} from '../../src/domain/order/work-time.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { at } from '../support/talk.ts'

const TODAY = '2026-11-23'
const NOW = at(`${TODAY} 18:00`)

const span = (from: string, to: string, day = TODAY): ServiceSpan => ({
  from: at(`${day} ${from}`),
  to: at(`${day} ${to}`),
})
const standing = (from: string, to: string, day = TODAY): StandingEntry => {
  const { from: started_at, to: ended_at } = span(from, to, day)
  return { id: 1, service_day: day, started_at, ended_at, minutes: (ended_at - started_at) / MINUTE }
}
const typedHours = (minutes: number): StandingEntry => ({
  id: 2,
  service_day: TODAY,
  started_at: null,
  ended_at: null,
  minutes,
})

const order: GradedOrder = { category: 'mediation', difficulty: 180, grade: 'excellent' }
const creditOf = (spans: ServiceSpan[], had: StandingEntry[] = [], of = order, before = 0) =>
  credit(of, { spans, standing: had, before }, NOW, defaultRules, defaultPolicy)
const clock = (at: number | null) =>
  at === null ? '-' : new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)
const linesOf = (given: ReturnType<typeof creditOf>) =>
  isRefusal(given)
    ? given.refused
    : given.lines.map(
        (one) =>
          `${one.day.slice(8)} ${clock(one.from)}-${clock(one.to)} ${one.minutes}/${one.served} ${one.points}`,
      )

describe('hours and points of a server (rule 4)', () => {
  test('one line with clock times', ({ expect }) => {
    const given = creditOf([span('14:00', '16:00')]) as Credit
    expect([given.minutes, given.points, given.share]).toEqual([120, 43, 100])
    expect(given.lines).toEqual([
      {
        day: TODAY,
        ...span('14:00', '16:00'),
        served: 120,
        minutes: 120,
        part: 1,
        points: 43,
        bookingMonth: '2026-11',
      },
    ])
  })

  test.for<[what: string, spans: ServiceSpan[], had: StandingEntry[], lines: string[] | string]>([
    ['a free time', [span('14:00', '16:00')], [standing('09:00', '11:00')], ['23 14:00-16:00 120/120 43']],
    [
      'inside a duty: points alone',
      [span('10:00', '11:00')],
      [standing('09:00', '12:00')],
      ['23 --- 0/60 22'],
    ],
    [
      'half inside a duty',
      [span('11:00', '13:00')],
      [standing('09:00', '12:00')],
      ['23 12:00-13:00 60/60 22', '23 --- 0/60 21'],
    ],
    [
      'around an entry',
      [span('09:00', '12:00')],
      [standing('10:00', '10:30')],
      ['23 09:00-10:00 60/60 22', '23 10:30-12:00 90/90 32', '23 --- 0/30 11'],
    ],
    [
      'entries without a clock cover nothing',
      [span('14:00', '16:00')],
      [typedHours(120)],
      ['23 14:00-16:00 120/120 43'],
    ],
    [
      'over midnight',
      [{ from: at('2026-11-22 23:00'), to: at('2026-11-23 01:00') }],
      [],
      ['22 23:00-00:00 60/60 22', '23 00:00-01:00 60/60 21'],
    ],
    [
      'in two pieces',
      [span('14:00', '15:00'), span('09:00', '10:00')],
      [],
      ['23 09:00-10:00 60/60 22', '23 14:00-15:00 60/60 21'],
    ],
    [
      'what was said twice counts once',
      [span('09:00', '10:00'), span('09:30', '10:00')],
      [],
      ['23 09:00-10:00 60/60 22'],
    ],
    ['twelve hours a day at most', [span('09:00', '12:00')], [typedHours(541)], 'credit.day_full'],
    ['exactly twelve', [span('09:00', '12:00')], [typedHours(540)], ['23 09:00-12:00 180/180 65']],
    [
      'a long day takes what brings no hours',
      [span('10:00', '11:00')],
      [standing('06:00', '18:30')],
      ['23 --- 0/60 22'],
    ],
    ['no time at all', [], [], 'credit.no_time'],
  ])('%s', ([, spans, had, lines], { expect }) => {
    expect(linesOf(creditOf(spans, had))).toEqual(lines)
  })

  test('days above eight hours count by the secretary’s yes, and are named', ({ expect }) => {
    expect((creditOf([span('09:00', '12:00')], [typedHours(301)]) as Credit).fullDays).toEqual([TODAY])
    expect((creditOf([span('09:00', '12:00')], [typedHours(300)]) as Credit).fullDays).toEqual([])
  })

  test('a day that is full says how full', ({ expect }) => {
    expect(creditOf([span('09:00', '12:00')], [typedHours(600)])).toEqual({
      refused: 'credit.day_full',
      params: { day: TODAY, before: 600, minutes: 180, limit: 720 },
    })
  })

  const easy: GradedOrder = { category: 'patrol', difficulty: 100, grade: 'good' }
  test.for<[before: number, grade: GradedOrder['grade'], points: number, share: number]>([
    [0, 'good', 15, 100],
    [3, 'good', 15, 100],
    [4, 'good', 8, 50],
    [4, 'excellent', 9, 50],
    [7, 'fair', 6, 50],
  ])('after %i patrols in the month, %s: %i points (R066)', ([before, grade, wanted, share], { expect }) => {
    const given = creditOf([span('20:00', '21:30', '2026-11-20')], [], { ...easy, grade }, before) as Credit
    expect([given.minutes, given.points]).toEqual([90, wanted])
    expect(given.share).toBe(share)
  })

  test('a closed month is booked in the open one', ({ expect }) => {
    const given = creditOf([span('09:00', '10:00', '2026-10-30')]) as Credit
    expect(given.lines.map(({ bookingMonth }) => bookingMonth)).toEqual(['2026-11'])
  })

  const minutesOfDays = fc.tuple(fc.integer({ min: 0, max: 2800 }), fc.integer({ min: 1, max: 700 }))
  const spanFrom = ([from, length]: [number, number]): ServiceSpan => {
    const start = startOfDay('2026-11-20') + from * MINUTE
    return { from: start, to: start + length * MINUTE }
  }

  test('rounds once, never counts a minute twice, never leaves a day or meets what stands', ({ expect }) => {
    const property = fc.property(
      fc.array(minutesOfDays, { minLength: 1, maxLength: 3 }),
      fc.array(minutesOfDays, { maxLength: 4 }),
      fc.nat(9),
      fc.constantFrom<GradedOrder>(order, easy, { ...easy, grade: 'fair', difficulty: 170 }),
      (served, had, before, of) => {
        const stands = had.map((one, id): StandingEntry => {
          const { from, to } = spanFrom(one)
          return { id, service_day: dayOf(from), started_at: from, ended_at: to, minutes: 0 }
        })
        const given = creditOf(served.map(spanFrom), stands, of, before)
        if (isRefusal(given)) {
          expect(given.refused).toBe('credit.day_full')
          return
        }
        const { lines, share } = given
        const sum = (of: (line: (typeof lines)[0]) => number) => lines.reduce((n, line) => n + of(line), 0)
        const all = sum((line) => line.served)
        expect(sum((line) => line.points)).toBe(given.points)
        expect(given.points).toBe(points(all, of.difficulty, (defaultRules.grades[of.grade] * share) / 100))
        expect(sum(({ minutes }) => minutes)).toBe(given.minutes)
        const minuteSet = new Set<number>()
        for (const { from, to } of served.map(spanFrom))
          for (let m = from; m < to; m += MINUTE) minuteSet.add(m)
        expect(all).toBe(minuteSet.size)
        for (const line of lines) {
          if (line.from === null || line.to === null) expect(line.minutes).toBe(0)
          else {
            expect([dayOf(line.from), dayOf(line.to - 1)]).toEqual([line.day, line.day])
            expect(line.minutes).toBe((line.to - line.from) / MINUTE)
            for (const other of [
              ...stands,
              ...lines
                .filter((one) => one !== line)
                .map((one) => ({ started_at: one.from, ended_at: one.to })),
            ])
              expect((other.started_at ?? 0) < line.to && (other.ended_at ?? 0) > line.from).toBe(false)
          }
        }
      },
    )
    fc.assert(property, { seed: 20261122, numRuns: 200 })
  })
})

describe('when somebody served, as 完成 says it', () => {
  type Planned = Parameters<typeof servedSpans>[1]
  const planned = { starts_at: at(`${TODAY} 14:00`), ends_at: at(`${TODAY} 16:00`) }
  const none = { starts_at: null, ends_at: null }
  const typed = (minutes: number, day = TODAY, from?: number, to?: number): TypedWork[] => [
    { day, minutes, ...(from !== undefined && to !== undefined && { from, to }) },
  ]

  test.for<[what: string, typed: TypedWork[], planned: Planned, said: string, spans: string]>([
    ['a length ends when it was typed', typed(90), planned, '18:00', '23 16:30-18:00'],
    ['clock times stand as typed', typed(60, TODAY, 600, 660), planned, '18:00', '23 10:00-11:00'],
    ['nothing typed: as planned', [], planned, '18:00', '23 14:00-16:00'],
    ['nothing typed, before the end: as far as it is over', [], planned, '15:20', '23 14:00-15:20'],
    ['nothing typed, before it began', [], planned, '14:00', 'finish.how_long'],
    ['nothing typed, nothing planned', [], none, '18:00', 'finish.how_long'],
    ['a length of another day', typed(90, '2026-11-22'), planned, '18:00', 'finish.which_time'],
    [
      'a length of the planned day',
      typed(60),
      { starts_at: null, ends_at: at(`${TODAY} 16:00`) },
      '18:00',
      '23 17:00-18:00',
    ],
    ['a time ahead', typed(60, TODAY, 1110, 1170), planned, '18:00', 'finish.not_yet'],
    ['31 days back', typed(60, '2026-10-23', 600, 660), planned, '18:00', '23 10:00-11:00'],
    ['32 days back', typed(60, '2026-10-22', 600, 660), planned, '18:00', 'finish.too_old'],
    ['more than a day may have', typed(721), planned, '18:00', 'finish.too_long'],
    ['over midnight', typed(1200 - 900), none, '02:00', '22 21:00-02:00'],
  ])('%s', ([, work, plan, said, spans], { expect }) => {
    const found = servedSpans(work, plan, at(`${TODAY} ${said}`) + 30_000, defaultPolicy)
    const shown = isRefusal(found)
      ? found.refused
      : found.map(({ from, to }) => `${dayOf(from).slice(8)} ${clock(from)}-${clock(to)}`).join()
    expect(shown).toBe(spans)
  })

  test('a length alone of the day on which it was planned to end', ({ expect }) => {
    const found = servedSpans(typed(60), planned, at('2026-11-24 09:00'), defaultPolicy) as ServiceSpan[]
    expect(found).toEqual([span('15:00', '16:00')])
  })

  test('the secretary’s hours end when the service ended', ({ expect }) => {
    expect(spansOfLength([span('09:00', '10:00'), span('14:00', '16:00')], 90, NOW)).toEqual([
      span('14:30', '16:00'),
    ])
    expect(spansOfLength([], 90, NOW + 20_000)).toEqual([span('16:30', '18:00')])
    expect(lengthOf([span('09:00', '10:00'), span('14:00', '16:00')])).toBe(180)
  })
})
