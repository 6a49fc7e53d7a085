import fc from 'fast-check'
import { describe, test } from 'vitest'
import { dayOf, HOUR, MINUTE } from '../../src/domain/calendar/shanghai.ts'
import { checkOut, isOverlong } from '../../src/domain/ledger/check-out.ts'
import type { StandingEntry } from '../../src/domain/ledger/entry.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { at } from '../support/talk.ts'

const policy = defaultPolicy

/** `11-23 14:00`, `24:00` being the end of the day. */
const clock = (text: string): number =>
  text.endsWith('24:00') ? at(`2026-${text.slice(0, 5)} 00:00`) + 24 * HOUR : at(`2026-${text}`)

let number = 0
/** A line that stands: `11-23 14:00–15:00`, or `11-23 90` for minutes without a clock. */
function stands(text: string): StandingEntry {
  number += 1
  const [day = '', span = ''] = text.split(' ')
  const service_day = `2026-${day}`
  const [from, to] = span.split('–')
  if (to === undefined)
    return { id: number, service_day, started_at: null, ended_at: null, minutes: Number(span) }
  const [started_at, ended_at] = [clock(`${day} ${from}`), clock(`${day} ${to}`)]
  return { id: number, service_day, started_at, ended_at, minutes: (ended_at - started_at) / MINUTE }
}

const shown = (ms: number): string => {
  const day = dayOf(ms).slice(5)
  const minutes = Math.floor((ms - at(`${dayOf(ms)} 00:00`)) / MINUTE)
  return `${day} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The entries of a check-out as `11-23 14:00→11-23 15:00 60 adhoc`. */
const booked = (from: string, to: string, standing: string[] = []) => {
  const end = checkOut({ started_at: clock(from) }, clock(to), standing.map(stands), policy)
  const entries = end.entries.map(
    (e) => `${shown(e.startedAt ?? 0)}→${shown(e.endedAt ?? 0)} ${e.minutes} ${e.waitsFor.join('+')}`,
  )
  return end.nothing ?? entries
}

describe('a duty ends with what fits the rules', () => {
  test.for<[name: string, from: string, to: string, standing: string[], what: string | string[]]>([
    ['an hour', '11-23 09:00', '11-23 10:00', [], ['11-23 09:00→11-23 10:00 60 adhoc']],
    ['29 minutes do not count', '11-23 09:00', '11-23 09:29', [], 'short'],
    ['30 minutes count', '11-23 09:00', '11-23 09:30', [], ['11-23 09:00→11-23 09:30 30 adhoc']],
    ['no time at all', '11-23 09:00', '11-23 09:00', [], 'short'],
    ['said before it began', '11-23 09:00', '11-23 08:00', [], 'short'],

    ['eight hours are a full day', '11-23 08:00', '11-23 16:00', [], ['11-23 08:00→11-23 16:00 480 adhoc']],
    [
      'a minute more needs the secretary’s yes',
      '11-23 08:00',
      '11-23 16:01',
      [],
      ['11-23 08:00→11-23 16:01 481 adhoc+full_day'],
    ],
    [
      'ten hours exactly end by the person',
      '11-23 08:00',
      '11-23 18:00',
      [],
      ['11-23 08:00→11-23 18:00 600 adhoc+full_day'],
    ],
    [
      'ten hours and a minute by the system, at ten',
      '11-23 08:00',
      '11-23 18:01',
      [],
      ['11-23 08:00→11-23 18:00 600 adhoc+system+full_day'],
    ],
    [
      'three days later, at ten hours too',
      '11-23 08:00',
      '11-26 08:00',
      [],
      ['11-23 08:00→11-23 18:00 600 adhoc+system+full_day'],
    ],

    [
      'midnight parts two days',
      '11-23 22:00',
      '11-24 01:00',
      [],
      ['11-23 22:00→11-24 00:00 120 adhoc', '11-24 00:00→11-24 01:00 60 adhoc'],
    ],
    ['up to midnight', '11-23 22:00', '11-23 24:00', [], ['11-23 22:00→11-24 00:00 120 adhoc']],
    [
      'a minute past it',
      '11-23 22:00',
      '11-24 00:01',
      [],
      ['11-23 22:00→11-24 00:00 120 adhoc', '11-24 00:00→11-24 00:01 1 adhoc'],
    ],
    [
      'a forgotten one over midnight',
      '11-23 20:00',
      '11-25 09:00',
      [],
      ['11-23 20:00→11-24 00:00 240 adhoc+system', '11-24 00:00→11-24 06:00 360 adhoc+system'],
    ],
    [
      'over the end of a month',
      '11-30 23:00',
      '12-01 00:30',
      [],
      ['11-30 23:00→12-01 00:00 60 adhoc', '12-01 00:00→12-01 00:30 30 adhoc'],
    ],

    [
      'what stands before it is no matter',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 08:00–09:00'],
      ['11-23 09:00→11-23 11:00 120 adhoc'],
    ],
    [
      'what stands after it is no matter',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 11:00–12:00'],
      ['11-23 09:00→11-23 11:00 120 adhoc'],
    ],
    [
      'cut at its start',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 08:00–09:30'],
      ['11-23 09:30→11-23 11:00 90 adhoc'],
    ],
    [
      'cut at its end',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 10:30–12:00'],
      ['11-23 09:00→11-23 10:30 90 adhoc'],
    ],
    [
      'cut in the middle',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 09:30–10:00'],
      ['11-23 09:00→11-23 09:30 30 adhoc', '11-23 10:00→11-23 11:00 60 adhoc'],
    ],
    [
      'cut three times',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 10:30–10:40', '11-23 08:00–09:10', '11-23 09:50–10:00'],
      [
        '11-23 09:10→11-23 09:50 40 adhoc',
        '11-23 10:00→11-23 10:30 30 adhoc',
        '11-23 10:40→11-23 11:00 20 adhoc',
      ],
    ],
    [
      'two that touch are cut as one',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 09:30–10:00', '11-23 10:00–10:30'],
      ['11-23 09:00→11-23 09:30 30 adhoc', '11-23 10:30→11-23 11:00 30 adhoc'],
    ],
    ['covered exactly', '11-23 09:00', '11-23 11:00', ['11-23 09:00–11:00'], 'covered'],
    ['covered by more', '11-23 09:00', '11-23 11:00', ['11-23 08:00–12:00'], 'covered'],
    ['covered by two', '11-23 09:00', '11-23 11:00', ['11-23 09:00–10:00', '11-23 10:00–11:00'], 'covered'],
    [
      'a minute is left',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 09:01–11:00'],
      ['11-23 09:00→11-23 09:01 1 adhoc'],
    ],
    [
      'hours without a clock cut nothing',
      '11-23 09:00',
      '11-23 11:00',
      ['11-23 90'],
      ['11-23 09:00→11-23 11:00 120 adhoc'],
    ],
    [
      'one day is covered, the next is not',
      '11-23 22:00',
      '11-24 01:00',
      ['11-23 21:00–24:00'],
      ['11-24 00:00→11-24 01:00 60 adhoc'],
    ],
    [
      'both sides of midnight are cut',
      '11-23 22:00',
      '11-24 02:00',
      ['11-23 23:00–24:00', '11-24 00:00–01:00'],
      ['11-23 22:00→11-23 23:00 60 adhoc', '11-24 01:00→11-24 02:00 60 adhoc'],
    ],

    [
      'what stands fills the day',
      '11-23 14:00',
      '11-23 16:00',
      ['11-23 06:00–12:01'],
      ['11-23 14:00→11-23 16:00 120 adhoc+full_day'],
    ],
    [
      'what stands leaves the day open',
      '11-23 14:00',
      '11-23 16:00',
      ['11-23 06:00–12:00'],
      ['11-23 14:00→11-23 16:00 120 adhoc'],
    ],
    [
      'hours without a clock fill the day too',
      '11-23 14:00',
      '11-23 16:00',
      ['11-23 361'],
      ['11-23 14:00→11-23 16:00 120 adhoc+full_day'],
    ],
    [
      'another day’s hours do not',
      '11-23 14:00',
      '11-23 16:00',
      ['11-22 06:00–18:00'],
      ['11-23 14:00→11-23 16:00 120 adhoc'],
    ],
    [
      'the piece that goes above eight hours',
      '11-23 08:00',
      '11-23 17:30',
      ['11-23 12:00–13:00'],
      ['11-23 08:00→11-23 12:00 240 adhoc', '11-23 13:00→11-23 17:30 270 adhoc+full_day'],
    ],
  ])('%s: %s – %s beside %j', ([, from, to, standing, what], { expect }) => {
    expect(booked(from, to, standing)).toEqual(what)
  })

  test('seconds are cut off, so that what is shown is what counts', ({ expect }) => {
    const from = at('2026-11-23 09:00')
    const end = checkOut({ started_at: from }, at('2026-11-23 09:30') + 59_999, [], policy)
    expect(end).toMatchObject({ endedAt: at('2026-11-23 09:30'), minutes: 30, endedBy: 'person' })
    expect(checkOut({ started_at: from }, at('2026-11-23 09:30') - 1, [], policy)).toMatchObject({
      minutes: 29,
      nothing: 'short',
    })
  })

  test('who ended it and when', ({ expect }) => {
    const from = at('2026-11-23 08:00')
    const ten = from + 10 * HOUR
    expect(checkOut({ started_at: from }, ten, [], policy)).toMatchObject({ endedAt: ten, endedBy: 'person' })
    expect(checkOut({ started_at: from }, ten + 1, [], policy)).toMatchObject({
      endedAt: ten,
      endedBy: 'system',
    })
    expect(isOverlong({ started_at: from }, ten, policy)).toBe(false)
    expect(isOverlong({ started_at: from }, ten + 1, policy)).toBe(true)
  })

  test('said on the 5th, booked on the 6th: the line goes into the open month', ({ expect }) => {
    const duty = { started_at: at('2026-10-31 22:00') }
    const months = (now: string) =>
      checkOut(duty, at('2026-11-01 01:00'), [], policy, at(now)).entries.map((e) => [
        e.serviceDay,
        e.bookingMonth,
      ])
    const [oct, nov] = ['2026-10-31', '2026-11-01']
    expect(months('2026-11-01 01:00')).toEqual([
      [oct, '2026-10'],
      [nov, '2026-11'],
    ])
    expect(months('2026-11-05 23:59')).toEqual([
      [oct, '2026-10'],
      [nov, '2026-11'],
    ])
    expect(months('2026-11-06 00:00')).toEqual([
      [oct, '2026-11'],
      [nov, '2026-11'],
    ])
  })

  test('points follow the minutes', ({ expect }) => {
    const { entries } = checkOut({ started_at: clock('11-23 09:00') }, clock('11-23 10:33'), [], policy)
    expect(entries.map(({ minutes, points }) => [minutes, points])).toEqual([[93, 16]])
  })
})

/** Lines that stand around a duty: minutes from two days before it to two days after it, within their days. */
const standing = fc
  .array(fc.tuple(fc.integer({ min: -2880, max: 2880 }), fc.integer({ min: 1, max: 400 }), fc.boolean()), {
    maxLength: 8,
  })
  .map((spans) => {
    const start = at('2026-11-23 00:00')
    return spans.flatMap(([from, length, clocked], i): StandingEntry[] => {
      const [started_at, ended_at] = [start + from * MINUTE, start + (from + length) * MINUTE]
      const service_day = dayOf(started_at)
      if (!clocked) return [{ id: i, service_day, started_at: null, ended_at: null, minutes: length }]
      return dayOf(ended_at - 1) === service_day
        ? [{ id: i, service_day, started_at, ended_at, minutes: length }]
        : []
    })
  })

describe('whatever stands, whenever it is said', () => {
  const cases = [
    fc.integer({ min: 0, max: 1439 }),
    fc.integer({ min: -600, max: 3000 }),
    fc.nat(59_999),
    standing,
  ] as const

  test('the duty closes, and its entries overlap neither each other nor what stands', ({ expect }) => {
    const property = fc.property(...cases, (minute, length, ms, entries) => {
      const started_at = at('2026-11-23 00:00') + minute * MINUTE
      const said = started_at + length * MINUTE + ms
      const end = checkOut({ started_at }, said, entries, policy)

      expect(end.endedAt).toBeGreaterThanOrEqual(started_at)
      expect(end.endedAt).toBeLessThanOrEqual(Math.max(started_at, said))
      expect(end.endedAt - started_at).toBeLessThanOrEqual(policy.longestDutyMinutes * MINUTE)
      expect(end.endedAt % MINUTE).toBe(0)
      expect(end.entries.length > 0).toBe(end.nothing === undefined)

      const spans = end.entries.map((e) => ({ from: e.startedAt ?? 0, to: e.endedAt ?? 0, ...e }))
      for (const [i, e] of spans.entries()) {
        expect(e.from).toBeGreaterThanOrEqual(i === 0 ? started_at : (spans[i - 1]?.to ?? 0))
        expect(e.to).toBeLessThanOrEqual(end.endedAt)
        expect(e.minutes).toBe((e.to - e.from) / MINUTE)
        expect(e.minutes).toBeGreaterThan(0)
        expect([dayOf(e.from), dayOf(e.to - 1)]).toEqual([e.serviceDay, e.serviceDay])
        for (const s of entries) {
          if (s.started_at === null || s.ended_at === null) continue
          expect(s.started_at >= e.to || s.ended_at <= e.from).toBe(true)
        }
      }
      expect(spans.reduce((sum, e) => sum + e.minutes, 0)).toBeLessThanOrEqual(end.minutes)
    })
    fc.assert(property, { seed: 20261123, numRuns: 400 })
  })

  test('no free minute is lost: each one is in an entry or stands already', ({ expect }) => {
    const property = fc.property(...cases, (minute, length, ms, entries) => {
      const started_at = at('2026-11-23 00:00') + minute * MINUTE
      const end = checkOut({ started_at }, started_at + length * MINUTE + ms, entries, policy)
      if (end.nothing === 'short') return
      const within = (from: number | null, to: number | null, t: number) =>
        from !== null && to !== null && from <= t && t < to
      for (let t = started_at; t < end.endedAt; t += MINUTE) {
        const taken = entries.some((s) => within(s.started_at, s.ended_at, t))
        const entered = end.entries.some((e) => within(e.startedAt, e.endedAt, t))
        if (taken === entered) expect([dayOf(t), t, taken, entered]).toBe('in exactly one of both')
      }
    })
    fc.assert(property, { seed: 7, numRuns: 150 })
  })

  test('the order in which the lines come does not matter', ({ expect }) => {
    const property = fc.property(...cases, (minute, length, ms, entries) => {
      const started_at = at('2026-11-23 00:00') + minute * MINUTE
      const said = started_at + length * MINUTE + ms
      expect(checkOut({ started_at }, said, [...entries].reverse(), policy)).toEqual(
        checkOut({ started_at }, said, entries, policy),
      )
    })
    fc.assert(property, { seed: 8, numRuns: 150 })
  })
})

test.for<[name: string, from: string, to: string, booked: string]>([
  ['within its shift', '11-23 08:50', '11-23 12:00', '12:00 person -'],
  ['an hour longer', '11-23 08:50', '11-23 13:00', '13:00 person -'],
  ['more than an hour longer', '11-23 08:50', '11-23 13:01', '13:01 person past_shift'],
  ['ten hours exactly', '11-23 09:00', '11-23 19:00', '19:00 person past_shift+full_day'],
  ['forgotten: at the planned end', '11-23 09:00', '11-23 19:01', '12:00 system system'],
  ['begun after the end of its shift', '11-23 12:10', '11-24 08:00', '12:10 system '],
])('a duty that serves a shift from 9 to 12: %s', ([, from, to, wanted], { expect }) => {
  const shift = { starts_at: clock('11-23 09:00'), ends_at: clock('11-23 12:00') }
  const { endedAt, endedBy, entries } = checkOut({ started_at: clock(from), shift }, clock(to), [], policy)
  const waits = entries.map(({ waitsFor }) => waitsFor.join('+') || '-').join()
  expect(`${shown(endedAt).slice(6)} ${endedBy} ${waits}`).toBe(wanted)
})
