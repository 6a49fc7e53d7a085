import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { type Calendar, calendarOf } from '../../src/domain/calendar/working-days.ts'
import {
  closingOn,
  daysAhead,
  isDigestDay,
  isGapsDay,
  isTooEarly,
  monthReported,
} from '../../src/domain/reminders/moments.ts'
import { reportWay } from '../../src/domain/reminders/report-way.ts'
import { Store } from '../../src/store/d1.ts'
import { calendarQuery } from '../../src/store/holiday.ts'
import { at } from '../support/talk.ts'

/** What migrations know: the State Council's list of 2026; of 2027 nothing. */
let calendar: Calendar
beforeAll(async () => {
  calendar = calendarOf((await new Store(env.DB).batch([calendarQuery('2026-06-01')]))[0])
})

describe('moments', () => {
  test('the month is reported on its first working day', ({ expect }) => {
    const cases = [
      ['2026-05-06', '2026-04'],
      ['2026-06-01', '2026-05'],
      ['2026-10-08', '2026-09'],
      ['2026-11-02', '2026-10'],
      ['2026-11-01', undefined],
      ['2026-11-03', undefined],
      ['2027-01-01', undefined],
      ['2027-01-04', '2026-12'],
    ] as const
    for (const [day, month] of cases) expect([day, monthReported(day, calendar)]).toEqual([day, month])
  })

  test('the week begins on its first working day and gaps are told of on Friday, or the last one', ({
    expect,
  }) => {
    const cases = [
      // An ordinary week.
      ['2026-11-23', 'digest'],
      ['2026-11-27', 'gaps'],
      // 14 February is made up for: Friday stays Friday.
      ['2026-02-13', 'gaps'],
      ['2026-02-14', ''],
      // 春节 until 23 February: the week begins on Tuesday, and 28 February is made up for.
      ['2026-02-23', ''],
      ['2026-02-24', 'digest'],
      ['2026-02-27', 'gaps'],
      ['2026-02-28', ''],
      // 清明 on Monday.
      ['2026-04-06', ''],
      ['2026-04-07', 'digest'],
      // 1 May is a Friday; 9 May is made up for.
      ['2026-04-30', 'gaps'],
      ['2026-05-01', ''],
      ['2026-05-06', 'digest'],
      ['2026-05-08', 'gaps'],
      ['2026-05-09', ''],
      // 国庆 until 7 October; 10 October is made up for.
      ['2026-09-30', 'gaps'],
      ['2026-10-08', 'digest'],
      ['2026-10-09', 'gaps'],
      ['2026-10-10', ''],
      // 1 January 2027 is a Friday, of a year without a list.
      ['2026-12-31', 'gaps'],
      ['2027-01-04', 'digest'],
    ] as const
    for (const [day, what] of cases) {
      const found = isDigestDay(day, calendar) ? 'digest' : isGapsDay(day, calendar) ? 'gaps' : ''
      expect([day, found]).toEqual([day, what])
    }
  })

  test('the days ahead are those of the next week that is worked', ({ expect }) => {
    expect(daysAhead('2026-11-20', calendar)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ])
    expect(daysAhead('2026-02-13', calendar)).toEqual([
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
    ])
    expect(daysAhead('2026-09-30', calendar)).toEqual(['2026-10-08', '2026-10-09', '2026-10-10'])
    expect(daysAhead('2026-12-25', calendar)).toEqual([
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
    ])
  })

  test('a month that closes is told of on the 5th or the last working day before', ({ expect }) => {
    const cases = [
      ['2026-11-05', '2026-10'],
      ['2026-11-04', undefined],
      // 5 September is a Saturday.
      ['2026-09-04', '2026-08'],
      ['2026-09-05', undefined],
      // 5 May is the last day of 劳动节, 1 to 5 May: 30 April.
      ['2026-04-30', '2026-04'],
      ['2026-05-05', undefined],
      ['2026-09-30', '2026-09'],
      ['2027-01-05', '2026-12'],
    ] as const
    for (const [day, month] of cases) expect([day, closingOn(day, calendar)?.month]).toEqual([day, month])
  })

  test('the reminder before a shift is dropped in quiet hours', ({ expect }) => {
    const cases = [
      ['08:29', true],
      ['08:30', false],
      ['21:29', false],
      ['21:30', true],
      ['06:00', true],
    ] as const
    for (const [start, early] of cases)
      expect([start, isTooEarly(at(`2026-11-23 ${start}`))]).toEqual([start, early])
  })
})

test('reports to all take half of what may still be spent', ({ expect }) => {
  const cases = [
    [0, 0, 'all'],
    [2250, 4500, 'all'],
    [2251, 4500, 'behind'],
    [1, 0, 'behind'],
  ] as const
  for (const [members, left, way] of cases)
    expect([members, left, reportWay(members, left)]).toEqual([members, left, way])
})
