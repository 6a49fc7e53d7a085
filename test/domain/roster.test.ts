import { describe, test } from 'vitest'
import { startOfDay } from '../../src/domain/calendar/shanghai.ts'
import { type Calendar, calendarOf, type HolidayRow } from '../../src/domain/calendar/working-days.ts'
import { coverage, gaps } from '../../src/domain/roster/coverage.ts'
import { minutesLate, shiftNear } from '../../src/domain/roster/near-shift.ts'
import { type DayPattern, daysOfPattern, daysOfSpan } from '../../src/domain/roster/pattern.ts'
import { eachOnce, type Standing, sortWanted, type Wanted } from '../../src/domain/roster/plan.ts'
import { rosterDays, weekFrom } from '../../src/domain/roster/roster-day.ts'
import { at } from '../support/talk.ts'

/** 2026 with 端午 of 19 to 21 June off, and a working Sunday on 28 June. */
const listed = (day: string, off: 0 | 1): HolidayRow => ({ year: 2026, day, off, name: 'dragon_boat' })
const calendar: Calendar = calendarOf([
  listed('2026-06-19', 1),
  listed('2026-06-20', 1),
  listed('2026-06-21', 1),
  listed('2026-06-28', 0),
])
const policy = { dutyMinimum: 1, dutyTarget: 2 }
const june = Array.from({ length: 30 }, (_, i) => `2026-06-${String(i + 1).padStart(2, '0')}`)

describe('the days of a pattern', () => {
  test.for<
    [
      name: string,
      pattern: Omit<DayPattern, 'from' | 'to'>,
      from: string,
      to: string,
      days: string,
      left: string,
    ]
  >([
    ['a weekday', { weekdays: [2] }, '06-01', '06-20', '02 09 16', ''],
    ['a weekday that is a holiday', { weekdays: [5] }, '06-08', '06-30', '12 26', '19'],
    [
      'working days, a make-up Sunday among them',
      { working: true },
      '06-17',
      '06-30',
      '17 18 22 23 24 25 26 28 29 30',
      '19 20 21',
    ],
    ['weekends that are wanted', { weekdays: [6, 7] }, '06-08', '06-28', '13 14 27 28', '20 21'],
    ['every day', {}, '06-17', '06-23', '17 18 22 23', '19 20 21'],
    ['so many times', { weekdays: [5], most: 2 }, '06-08', '06-30', '12 26', '19'],
    ['a span of nothing but days off means them', { working: true }, '06-19', '06-21', '19 20 21', ''],
    ['no day at all', { weekdays: [1] }, '06-02', '06-07', '', ''],
  ])('%s', ([, pattern, from, to, days, left], { expect }) => {
    const found = daysOfPattern({ ...pattern, from: `2026-${from}`, to: `2026-${to}` }, calendar)
    const short = (all: string[]) => all.map((day) => day.slice(8)).join(' ')
    expect([short(found.days), short(found.left)]).toEqual([days, left])
  })
})

describe('named days that were said as a span (周一到周五)', () => {
  test.for<[name: string, span: string[], days: string[], left: string[]]>([
    ['leave holidays out and name them', june.slice(14, 19), june.slice(14, 18), june.slice(18, 19)],
    ['keep a weekend that was named', june.slice(10, 14), june.slice(10, 14), []],
    ['mean days off where there is nothing else', june.slice(18, 21), june.slice(18, 21), []],
  ])('%s', ([, span, days, left], { expect }) => {
    expect(daysOfSpan(span, calendar)).toEqual({ days, left })
  })
})

describe('gaps and coverage (R012)', () => {
  const on = (text: string) =>
    text.split(' ').flatMap((one) => {
      const [day, people = ''] = one.split(':')
      return people.split(',').map((id) => ({ day: `2026-06-${day}`, person_id: Number(id) }))
    })
  test('one person twice is one person; holidays and weekends have no gaps, make-up days have', ({
    expect,
  }) => {
    const days = june.slice(14)
    const plan = on('15:1,2 16:1,1 18:1 22:1,2 23:1,2 24:1,2 25:1,2,3 26:1,2 29:1,2 30:1,2')
    expect(gaps(days, plan, calendar, policy)).toEqual({
      empty: ['2026-06-17', '2026-06-28'],
      thin: ['2026-06-16', '2026-06-18'],
    })
    expect(gaps(days, plan, calendar, { dutyMinimum: 2, dutyTarget: 2 }).empty).toContain('2026-06-16')
  })
  test('so many of the working days have enough people', ({ expect }) => {
    const working = june.filter((day) => gaps([day], [], calendar, policy).empty.length > 0)
    expect(working).toHaveLength(22)
    const plan = working.filter((day) => !/(11|18)$/.test(day)).map((day) => ({ day, person_id: 1 }))
    expect(coverage(june, plan, calendar, policy)).toEqual({
      covered: 20,
      working: 22,
      missing: ['2026-06-11', '2026-06-18'],
    })
    expect(coverage([], [], calendar, policy)).toEqual({ covered: 0, working: 0, missing: [] })
  })
})

describe('the shift that a check-in serves', () => {
  const shift = (from: string, to: string) => ({
    starts_at: at(`2026-06-11 ${from}`),
    ends_at: at(`2026-06-11 ${to}`),
  })
  const [morning, noon, afternoon] = [
    shift('09:00', '12:00'),
    shift('12:00', '13:00'),
    shift('14:00', '17:00'),
  ]
  test.for<[time: string, found: object | undefined]>([
    ['07:59', undefined],
    ['08:00', morning],
    ['09:00', morning],
    ['11:10', noon],
    ['10:00', morning],
    ['11:59', noon],
    ['12:00', noon],
    ['12:59', noon],
    ['13:01', afternoon],
    ['16:59', afternoon],
    ['17:00', undefined],
  ])('%s', ([time, found], { expect }) => {
    expect(shiftNear([afternoon, noon, morning], at(`2026-06-11 ${time}`))).toEqual(found)
  })
  test('late is more than ten minutes', ({ expect }) => {
    const late = (time: string) => minutesLate(morning, at(`2026-06-11 ${time}`))
    expect([late('08:30'), late('09:10'), late('09:11'), late('10:00')]).toEqual([0, 0, 11, 60])
  })
})

describe('what becomes of wanted shifts', () => {
  const day = '2026-06-11'
  const midnight = startOfDay(day)
  const want = (person: number, from: number, to: number): Wanted => ({
    person,
    day,
    from: midnight + from * 3_600_000,
    to: midnight + to * 3_600_000,
  })
  const stands = (person_id: number, community_id: number, from: number, to: number): Standing => ({
    id: person_id,
    person_id,
    community_id,
    day,
    starts_at: midnight + from * 3_600_000,
    ends_at: midnight + to * 3_600_000,
  })
  test.for<[name: string, wanted: Wanted, is: string]>([
    ['free', want(1, 9, 12), 'plan'],
    ['the same is there', want(2, 9, 12), 'same'],
    ['the same elsewhere', want(3, 9, 12), 'busy'],
    ['another one meets it', want(2, 11, 13), 'busy'],
    ['another one touches it', want(2, 12, 14), 'plan'],
    ['on leave', want(4, 9, 12), 'away'],
  ])('%s', ([, wanted, is], { expect }) => {
    const leaves = [{ person_id: 4, from_day: '2026-06-10', to_day: '2026-06-11' }]
    const sorted = sortWanted([wanted], [stands(2, 1, 9, 12), stands(3, 2, 9, 12)], leaves, 1)
    const found = Object.entries(sorted).filter(([, all]) => all.length > 0)
    expect(found.map(([kind]) => kind)).toEqual([is])
  })
  test('each counts once; two of one person that meet are named', ({ expect }) => {
    expect(eachOnce([want(2, 14, 17), want(1, 9, 12), want(1, 9, 12)])).toEqual({
      shifts: [want(1, 9, 12), want(2, 14, 17)],
    })
    expect(eachOnce([want(1, 14, 17), want(1, 9, 15)]).clash).toEqual([want(1, 9, 15), want(1, 14, 17)])
  })
})

test('the roster by day: people of one time together, kinds of days', ({ expect }) => {
  const shift = (day: string, hour: number, person_id: number) => ({
    day,
    starts_at: startOfDay(day) + hour * 3_600_000,
    ends_at: startOfDay(day) + (hour + 3) * 3_600_000,
    person_id,
    name: `人${person_id}`,
  })
  const days = rosterDays(
    weekFrom('2026-06-18'),
    [shift('2026-06-15', 9, 1), shift('2026-06-15', 9, 2), shift('2026-06-15', 14, 1)],
    calendar,
  )
  expect(days.map(({ kind }) => kind).join(' ')).toBe(
    'working working working working holiday holiday holiday',
  )
  expect(days[0]).toMatchObject({ people: 2, slots: [{ names: ['人1', '人2'] }, { names: ['人1'] }] })
  expect(rosterDays(weekFrom('2026-06-28'), [], calendar).map(({ kind }) => kind)).toEqual([
    ...Array(5).fill('working'),
    'weekend',
    'makeup',
  ])
})
