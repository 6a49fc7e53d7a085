import { describe, test } from 'vitest'
import { bookingMonth, isClosed, openMonth } from '../../src/domain/calendar/booking.ts'
import * as shanghai from '../../src/domain/calendar/shanghai.ts'
import { at } from '../support/talk.ts'

describe('a month closes on the 5th of the next at 24:00', () => {
  test.for<[now: string, open: string]>([
    ['2026-11-01 00:00', '2026-10'],
    ['2026-11-05 23:59', '2026-10'],
    ['2026-11-06 00:00', '2026-11'],
    ['2026-11-30 23:59', '2026-11'],
    ['2026-12-05 23:59', '2026-11'],
    ['2027-01-05 23:59', '2026-12'],
    ['2027-01-06 00:00', '2027-01'],
    ['2028-03-05 23:59', '2028-02'],
  ])('at %s the earliest open month is %s', ([now, open], { expect }) => {
    expect(openMonth(at(now))).toBe(open)
    expect(isClosed(open, at(now))).toBe(false)
    expect(isClosed(shanghai.addMonths(open, -1), at(now))).toBe(true)
  })

  test.for<[service: string, now: string, booked: string]>([
    ['2026-11-23', '2026-11-23 09:00', '2026-11'],
    ['2026-10-31', '2026-11-05 23:59', '2026-10'],
    ['2026-10-31', '2026-11-06 00:00', '2026-11'],
    ['2026-09-30', '2026-11-03 09:00', '2026-10'],
    ['2026-09-30', '2026-11-06 00:00', '2026-11'],
    ['2026-12-31', '2027-01-05 23:59', '2026-12'],
    ['2026-12-31', '2027-01-06 00:00', '2027-01'],
    ['2027-01-01', '2027-01-01 00:00', '2027-01'],
    ['2028-02-29', '2028-03-05 23:59', '2028-02'],
  ])('service on %s entered at %s is booked in %s', ([service, now, booked], { expect }) => {
    expect(bookingMonth(service, at(now))).toBe(booked)
  })
})

describe('Shanghai', () => {
  const months = Array.from({ length: 21 * 12 }, (_, i) => shanghai.addMonths('2020-01', i))
  const intl = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', weekday: 'short' })

  test('agrees with Intl in every month from 2020 to 2040', ({ expect }) => {
    expect([months[0], months.at(-1)]).toEqual(['2020-01', '2040-12'])
    for (const month of months) {
      const first = shanghai.startOfDay(`${month}-01`)
      const last = shanghai.startOfDay(shanghai.lastDayOf(month))
      for (const ms of [
        first - 1,
        first,
        first + 1,
        first + 8 * shanghai.HOUR,
        last + shanghai.DAY - 1,
        last + 61_000,
      ]) {
        const ours = `${shanghai.dayOf(ms)} ${shanghai.clock(shanghai.minuteOfDay(ms))}`
        expect(ours).toBe(intl.format(ms))
        expect(
          ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][shanghai.weekdayOf(shanghai.dayOf(ms)) - 1],
        ).toBe(weekday.format(ms))
        expect(shanghai.monthOf(ms)).toBe(shanghai.dayOf(ms).slice(0, 7))
      }
    }
  })

  test('every day follows the one before', ({ expect }) => {
    let day = '2020-01-01'
    for (let i = 0; i < 366 * 21; i++) {
      const next = shanghai.addDays(day, 1)
      if (
        shanghai.addDays(next, -1) !== day ||
        shanghai.daysBetween(day, next) !== 1 ||
        !shanghai.isDay(next)
      )
        expect([day, next]).toBe('neighbours')
      day = next
    }
    expect(day).toBe('2041-01-01'.replace('2041-01-01', shanghai.addDays('2020-01-01', 366 * 21)))
  })

  test.for<[day: string, is: boolean]>([
    ['2026-11-23', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-11-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-5', false],
    ['26-01-05', false],
    ['2026-11-23 08:00', false],
    ['', false],
  ])('%j is a day: %s', ([day, is], { expect }) => expect(shanghai.isDay(day)).toBe(is))

  test.for<[month: string, by: number, result: string]>([
    ['2026-11', 1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2027-01', -1, '2026-12'],
    ['2026-11', -11, '2025-12'],
    ['2026-11', 26, '2029-01'],
    ['2026-11', 0, '2026-11'],
  ])('%s and %i months is %s', ([month, by, result], { expect }) =>
    expect(shanghai.addMonths(month, by)).toBe(result),
  )

  test.for<[month: string, day: string]>([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
    ['2026-11', '2026-11-30'],
  ])('%s ends on %s', ([month, day], { expect }) => expect(shanghai.lastDayOf(month)).toBe(day))

  test.for<[minute: number, text: string]>([
    [0, '00:00'],
    [59, '00:59'],
    [540, '09:00'],
    [1439, '23:59'],
    [1440, '24:00'],
  ])('minute %i is %s', ([minute, text], { expect }) => expect(shanghai.clock(minute)).toBe(text))
})
