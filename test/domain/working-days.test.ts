import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { daysOf, type festivals, statutoryNames } from '../../src/domain/calendar/festivals.ts'
import { calendarState, holidayListDue } from '../../src/domain/calendar/holiday-due.ts'
import { holidayRuns, spansOf } from '../../src/domain/calendar/holiday-runs.ts'
import { addDays } from '../../src/domain/calendar/shanghai.ts'
import {
  type Calendar,
  calendarOf,
  coveredUntil,
  firstWorkingDay,
  isWorkingDay,
  nameOfDay,
  workingDaysBetween,
  workingDaysOfWeek,
} from '../../src/domain/calendar/working-days.ts'
import { Store } from '../../src/store/d1.ts'
import { calendarQuery } from '../../src/store/holiday.ts'
import { at } from '../support/talk.ts'

let calendar: Calendar
beforeAll(async () => {
  const [rows] = await new Store(env.DB).batch([calendarQuery('2026-11-23')])
  calendar = calendarOf(rows)
})
const none = calendarOf([])

describe('the published lists', () => {
  // 国办发明电〔2024〕12号 and the notice of 4 November 2025, as they were published.
  test.for([
    [2025, 'new_year', '2025-01-01', '2025-01-01', ''],
    [2025, 'spring', '2025-01-28', '2025-02-04', '2025-01-26 2025-02-08'],
    [2025, 'qingming', '2025-04-04', '2025-04-06', ''],
    [2025, 'labour', '2025-05-01', '2025-05-05', '2025-04-27'],
    [2025, 'dragon_boat', '2025-05-31', '2025-06-02', ''],
    [2025, 'national', '2025-10-01', '2025-10-08', '2025-09-28 2025-10-11'],
    [2026, 'new_year', '2026-01-01', '2026-01-03', '2026-01-04'],
    [2026, 'spring', '2026-02-15', '2026-02-23', '2026-02-14 2026-02-28'],
    [2026, 'qingming', '2026-04-04', '2026-04-06', ''],
    [2026, 'labour', '2026-05-01', '2026-05-05', '2026-05-09'],
    [2026, 'dragon_boat', '2026-06-19', '2026-06-21', ''],
    [2026, 'mid_autumn', '2026-09-25', '2026-09-27', ''],
    [2026, 'national', '2026-10-01', '2026-10-07', '2026-09-20 2026-10-10'],
  ] as const)('%i %s', ([year, name, first, last, makeup], { expect }) => {
    const runs = holidayRuns(`${year}-01-01`, `${year}-12-31`, calendar)
    const run = runs.find(({ names }) => names.includes(`holiday.${name}`))
    expect(spansOf(run?.off ?? [])).toEqual([first === last ? first : `${first}/${last}`])
    expect(run?.makeup.join(' ')).toBe(makeup)
  })

  test('2025 has 28 days off and 5 make-up days, 2026 has 33 and 6', ({ expect }) => {
    const count = (year: number) =>
      [...calendar.days].filter(([day]) => day.startsWith(String(year))).map(([, { off }]) => off)
    expect([count(2025).filter(Boolean).length, count(2025).filter((off) => !off).length]).toEqual([28, 5])
    expect([count(2026).filter(Boolean).length, count(2026).filter((off) => !off).length]).toEqual([33, 6])
    expect(workingDaysBetween('2025-01-01', '2025-12-31', calendar).length).toBe(248)
    expect(workingDaysBetween('2026-01-01', '2026-12-31', calendar).length).toBe(248)
  })
})

describe('a working day', () => {
  test.for([
    ['2026-02-14', true, 'holiday.spring'],
    ['2026-02-16', false, 'holiday.spring'],
    ['2026-09-20', true, 'holiday.national'],
    ['2026-10-10', true, 'holiday.national'],
    ['2025-10-06', false, 'holiday.national holiday.mid_autumn'],
    ['2026-11-23', true, ''],
    ['2026-11-22', false, ''],
    // The list of 2027 is not known: by rule, without make-up days.
    ['2027-01-01', false, 'holiday.new_year'],
    ['2027-01-02', false, ''],
    ['2027-02-05', false, 'holiday.spring'],
    ['2027-02-08', false, 'holiday.spring'],
    ['2027-02-09', true, ''],
    ['2027-04-05', false, 'holiday.qingming'],
    ['2027-05-03', true, ''],
    ['2031-10-01', false, 'holiday.mid_autumn holiday.national'],
  ] as const)('%s: %s', ([day, working, names], { expect }) => {
    expect(isWorkingDay(day, calendar)).toBe(working)
    expect(nameOfDay(day, calendar).join(' ')).toBe(names)
  })

  test('a covered year has no other holidays than its list’s', ({ expect }) => {
    const covered = calendarOf([{ year: 2027, day: null, off: null, name: null }])
    expect(isWorkingDay('2027-02-05', covered)).toBe(true)
    expect(nameOfDay('2027-02-05', covered)).toEqual([])
  })

  test('the end of December counts as the next year’s list has it', ({ expect }) => {
    const rows = [
      { year: 2027, day: '2026-12-31', off: 1, name: 'new_year' },
      { year: 2026, day: '2026-12-31', off: 0, name: 'other' },
    ]
    expect(isWorkingDay('2026-12-31', calendarOf(rows))).toBe(false)
  })

  test('the first of a month, those of a week', ({ expect }) => {
    expect(firstWorkingDay('2026-01', calendar)).toBe('2026-01-04')
    expect(firstWorkingDay('2026-10', calendar)).toBe('2026-10-08')
    expect(firstWorkingDay('2026-11', calendar)).toBe('2026-11-02')
    expect(firstWorkingDay('2027-01', calendar)).toBe('2027-01-04')
    expect(workingDaysOfWeek('2026-10-10', calendar)).toEqual(['2026-10-08', '2026-10-09', '2026-10-10'])
    expect(workingDaysOfWeek('2026-11-22', calendar)).toHaveLength(5)
    expect(workingDaysBetween('2026-10-01', '2026-10-07', calendar)).toEqual([])
  })

  test('until when it is known', ({ expect }) => {
    expect(coveredUntil('2025-06-01', calendar)).toBe('2026-12-31')
    expect(coveredUntil('2027-01-01', calendar)).toBeUndefined()
  })
})

describe('the days of the law', () => {
  // 春节, 清明节, 端午节, 中秋节.
  test.for([
    '2024 02-10 04-04 06-10 09-17',
    '2025 01-29 04-04 05-31 10-06',
    '2026 02-17 04-05 06-19 09-25',
    '2027 02-06 04-05 06-09 09-15',
    '2028 01-26 04-04 05-28 10-03',
    '2029 02-13 04-04 06-16 09-22',
    '2030 02-03 04-05 06-05 09-12',
    '2031 01-23 04-05 06-24 10-01',
    '2032 02-11 04-04 06-12 09-19',
    '2033 01-31 04-04 06-01 09-08',
    '2034 02-19 04-05 06-20 09-27',
    '2035 02-08 04-05 06-10 09-16',
    '2036 01-28 04-04 05-30 10-04',
    '2037 02-15 04-04 06-18 09-24',
    '2038 02-04 04-05 06-07 09-13',
    '2039 01-24 04-05 05-27 10-02',
    '2040 02-12 04-04 06-14 09-20',
  ])('%s', (row, { expect }) => {
    const [year = '', spring, ...others] = row.split(' ')
    const first = (name: (typeof festivals)[number]) => daysOf(name, Number(year))[0]?.slice(5)
    expect(daysOf('spring', Number(year))[1]?.slice(5)).toBe(spring)
    expect([first('qingming'), first('dragon_boat'), first('mid_autumn')]).toEqual(others)
    expect(daysOf('spring', Number(year))).toHaveLength(4)
    expect(daysOf('national', Number(year))).toHaveLength(3)
  })

  test('the table is never more than a day from the runtime’s Chinese calendar', ({ expect }) => {
    const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    })
    for (let year = 2024; year <= 2050; year++) {
      for (const [name, date] of [
        ['spring', '1/1'],
        ['dragon_boat', '5/5'],
        ['mid_autumn', '8/15'],
      ] as const) {
        const day = daysOf(name, year)[name === 'spring' ? 1 : 0] ?? ''
        const near = [-1, 0, 1].map((days) => lunar.format(Date.parse(addDays(day, days))))
        expect(near.map((text) => text.replace(/^\D*|[^\d/]/g, ''))).toContain(date)
      }
    }
  })

  test('years outside the table have those of fixed date', ({ expect }) => {
    expect(statutoryNames('2071-10-01')).toEqual(['national'])
    expect(isWorkingDay('2071-02-02', none)).toBe(true)
  })
})

describe('the administrator is asked', () => {
  const covered = (...years: number[]) =>
    calendarOf(years.map((year) => ({ year, day: null, off: null, name: null })))

  test.for([
    ['2026-11-14 23:59', [2026], undefined],
    ['2026-11-15 00:00', [2026], '2027/0'],
    ['2026-11-21 09:00', [2026], '2027/0'],
    ['2026-11-22 09:00', [2026], '2027/1'],
    ['2026-11-22 09:00', [2026, 2027], undefined],
    ['2027-01-03 09:00', [2026], '2027/7'],
    ['2027-06-01 09:00', [2027], undefined],
  ] as const)('on %s, knowing %j: %s', ([when, years, period], { expect }) => {
    const due = holidayListDue(at(when), covered(...years))
    expect(due?.period).toBe(period)
    if (due) expect(due.say.map(({ code }) => code)).toEqual(['mail.holidays_missing', 'holidays.paste'])
  })

  test('and the health page warns from December on', ({ expect }) => {
    expect(calendarState('2026-11-30', covered(2026))).toEqual({ until: '2026-12-31' })
    expect(calendarState('2026-12-01', covered(2026))).toEqual({ missing: 2027 })
    expect(calendarState('2026-12-01', covered(2026, 2027))).toEqual({ until: '2027-12-31' })
    expect(calendarState('2027-02-01', covered(2026))).toEqual({ missing: 2027 })
  })
})
