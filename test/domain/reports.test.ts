import { describe, test } from 'vitest'
import { calendarOf } from '../../src/domain/calendar/working-days.ts'
import { daysOfBits, gapsIn, workingDaysGone } from '../../src/domain/figures/coverage.ts'
import { type GroupFacts, groupReport, type MonthTotal } from '../../src/domain/figures/group-report.ts'
import { expectedBy, memberReport, yearGone } from '../../src/domain/figures/member-report.ts'
import { silenceOn } from '../../src/domain/figures/silence.ts'
import type { Line } from '../../src/domain/say.ts'
import { words } from '../../src/text/format.ts'

const said = (lines: readonly Line[]) => lines.map(({ code, params }) => words(code, params ?? {}, 'hans'))

const total: MonthTotal = {
  scope: 'community',
  name: '东湖社区',
  times: 18,
  minutes: 2700,
  byHand: 900,
  points: 450,
  people: 12,
  listed: 40,
  reported: 38,
  parts: 5,
  inside: 2700,
}
const facts: GroupFacts = {
  month: '2026-11',
  state: 'closed',
  total,
  days: [],
  workingDays: [],
  top: [
    { name: '赵一', minutes: 360, place: 1, tied: 1 },
    { name: '钱二', minutes: 300, place: 2, tied: 2 },
    { name: '孙三', minutes: 300, place: 2, tied: 2 },
  ],
}

describe('working days that are over', () => {
  const calendar = calendarOf([
    { year: 2026, day: '2026-10-01', off: 1, name: 'national' },
    { year: 2026, day: '2026-10-10', off: 0, name: 'national' },
  ])

  test.for([
    ['2026-11', '2026-11-01', 0],
    ['2026-11', '2026-11-02', 0],
    ['2026-11', '2026-11-03', 1],
    ['2026-11', '2026-11-23', 15],
    ['2026-11', '2026-12-01', 21],
    ['2026-11', '2027-02-01', 21],
    ['2026-10', '2026-11-01', 22],
  ] as const)('%s on %s: %d', ([month, today, days], { expect }) => {
    expect(workingDaysGone(month, today, calendar)).toHaveLength(days)
  })

  test('days kept as bits are read back', ({ expect }) => {
    const bits = [1, 15, 31].reduce((sum, day) => sum + 2 ** day, 0)
    expect([...daysOfBits('2026-10', bits)]).toEqual(['2026-10-01', '2026-10-15', '2026-10-31'])
    expect(gapsIn(['2026-10-01', '2026-10-02'], daysOfBits('2026-10', bits))).toEqual(['2026-10-02'])
  })
})

describe('a group’s report', () => {
  test('has hours by source, the best, the rate and the check line', ({ expect }) => {
    expect(said(groupReport({ ...facts, state: 'closing' }))).toEqual([
      '东湖社区2026年11月月报（5日24:00封账前还会变）',
      '服务 18 次，45小时，积分 450，12 人参加',
      '其中值守 30小时，手工记的和补报的 15小时',
      '第 1 名：赵一 6小时',
      '第 2 名：钱二、孙三 5小时',
      '报到率：应到 40，已报到 38，95.0%',
      '核对：5 个单位相加 45小时，与社区总数相符。',
    ])
  })

  test('of a closed month leaves out the rate, which is today’s', ({ expect }) => {
    expect(said(groupReport(facts)).join()).not.toContain('报到率')
  })

  test('names a place with all who share it, or with nobody’s name', ({ expect }) => {
    expect(said(groupReport(facts, 2))).toContain('第 2 名：并列 2 人，各 5小时')
    expect(said(groupReport(facts, 2)).join()).not.toContain('钱二')
  })

  const workingDays = ['2026-11-02', '2026-11-03', '2026-11-04']
  const on = (what: 'duty' | 'shift', ...days: string[]) =>
    days.map((day) => ({ day: `2026-11-0${day}`, what }))
  test.for([
    [on('duty', '2', '3', '4'), '值守：3 个工作日，天天有人在岗'],
    [on('duty', '3'), '值守：3 个工作日，1 天有人在岗；没有人的 2 天：11月2日、11月4日'],
    [[], '值守：3 个工作日，0 天有人在岗；没有人的 3 天：11月2日、11月3日、11月4日'],
    [
      [...on('duty', '3', '4', '7'), ...on('shift', '2', '3')],
      '值守：3 个工作日，2 天有人在岗（排班 2 天）；没有人的 1 天：11月2日',
    ],
    [[...on('duty', '2', '3', '4'), ...on('shift', '2')], '值守：3 个工作日，天天有人在岗（排班 1 天）'],
  ] as const)('coverage %#', ([days, line], { expect }) => {
    expect(said(groupReport({ ...facts, days, workingDays }))[3]).toBe(line)
  })

  test('of more than five gaps the first five are named', ({ expect }) => {
    const many = ['02', '03', '04', '05', '06', '09'].map((day) => `2026-11-${day}`)
    expect(said(groupReport({ ...facts, workingDays: many }))[3]).toContain(
      '没有人的 6 天：11月2日、11月3日、11月4日、11月5日、11月6日等',
    )
  })

  test('of a unit says on how many days it had somebody there', ({ expect }) => {
    const unit = { ...facts, total: { ...total, scope: 'unit' as const, name: '市财政局' }, workingDays }
    expect(said(groupReport({ ...unit, days: on('duty', '3') }))[3]).toBe(
      '值守：3 个工作日，1 天有本单位的人在岗',
    )
    expect(said(groupReport(unit)).at(-1)).toBe('核对：5 个社区相加 45小时，与单位总数相符。')
  })

  test('says when sums differ, and when there is nothing', ({ expect }) => {
    const differs = { ...facts, total: { ...total, inside: 2640 } }
    expect(said(groupReport(differs)).at(-1)).toContain('对不上：分项相加 44小时，总数 45小时')
    const none = { ...total, times: 0, minutes: 0, byHand: 0, points: 0, people: 0, listed: 0, inside: 0 }
    expect(said(groupReport({ ...facts, state: 'running', total: none, top: [] }))).toEqual([
      '东湖社区2026年11月月报（本月还没有过完）',
      '没有核定的工时。',
    ])
  })
})

describe('a member’s report', () => {
  const mine = {
    month: '2026-10',
    unit: '市财政局',
    times: 3,
    minutes: 390,
    byHand: 120,
    points: 65,
    gone: yearGone('2026-10', '2026-11-02'),
    yearMinutes: 390,
    leaveDays: 0,
    leaveGone: 0,
    confirmed: null,
  }

  test('says what was done, where the year stands, how far behind, and how to confirm', ({ expect }) => {
    expect(said(memberReport(mine, 1200))).toEqual([
      '您10月服务 3 次，6小时30分钟，积分 65。',
      '其中值守 4小时30分钟，手工记的和补报的 2小时',
      '2026年累计 6小时30分钟，目标 20小时。',
      '按进度应到 16小时43分钟，还差 10小时13分钟。',
      '核对后请发 /确认，10月的双报告就报给市财政局。',
    ])
  })

  test('is kind to whoever keeps pace, was away, did nothing, or has confirmed', ({ expect }) => {
    expect(said(memberReport({ ...mine, yearMinutes: 1100 }, 1200)).join()).not.toContain('还差')
    expect(
      said(memberReport({ ...mine, leaveDays: 365, leaveGone: 305, yearMinutes: 0 }, 1200)).join(),
    ).not.toContain('还差')
    expect(said(memberReport({ ...mine, times: 0, minutes: 0, byHand: 0 }, 1200))[0]).toBe(
      '您10月没有核定的工时。',
    )
    const confirmed = Date.parse('2026-11-02T08:30:00+08:00')
    expect(said(memberReport({ ...mine, confirmed }, 1200)).at(-1)).toBe(
      '10月的双报告 11月2日 08:30 已报给市财政局。',
    )
  })

  test.for([
    ['2026-11', '2026-11-23', 326, '2026-11-22', 1072],
    ['2026-12', '2026-12-31', 364, '2026-12-30', 1197],
    ['2026-12', '2027-01-04', 365, '2026-12-31', 1200],
    ['2026-01', '2026-01-01', 0, '2025-12-31', 0],
    ['2026-12', '2026-11-23', 326, '2026-11-22', 1072],
  ] as const)('the year of %s on %s: %d days', ([month, today, days, to, pace], { expect }) => {
    const gone = yearGone(month, today)
    expect([gone.days, gone.to, expectedBy(gone, 1200, 0)]).toEqual([days, to, pace])
  })
})

test('silence is counted back from today', ({ expect }) => {
  expect(silenceOn('2026-11-23')).toEqual({
    today: '2026-11-23',
    after30: '2026-10-24',
    after60: '2026-09-24',
  })
})
