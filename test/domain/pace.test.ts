import { describe, test } from 'vitest'
import { behindPace, daysOfYear, paceOn, targetLessLeave } from '../../src/domain/figures/pace.ts'
import { leaveDaysWithin, meet, without } from '../../src/domain/roster/leave.ts'
import { words } from '../../src/text/format.ts'

const TWENTY_HOURS = 1200

describe('the target less leave (R025)', () => {
  test.for<[target: number, leave: number, year: string, minutes: number]>([
    [TWENTY_HOURS, 0, '2026', 1200],
    [TWENTY_HOURS, 5, '2026', 1184],
    [TWENTY_HOURS, 5, '2028', 1184],
    [TWENTY_HOURS, 1, '2026', 1197],
    [TWENTY_HOURS, 73, '2026', 960],
    [1440, 73, '2026', 1152],
    [TWENTY_HOURS, 365, '2026', 0],
    [TWENTY_HOURS, 365, '2028', 3],
    [TWENTY_HOURS, 400, '2026', 0],
  ])('%i minutes, %i days of leave in %s: %i', ([target, leave, year, minutes], { expect }) => {
    expect(targetLessLeave(target, leave, year)).toBe(minutes)
  })

  test('five days make 19.7 hours of twenty', ({ expect }) => {
    const target = targetLessLeave(TWENTY_HOURS, 5, '2026')
    expect(words('me.leave', { days: 5, target }, 'hans')).toContain('请假5天，目标19.7小时')
  })

  test('a year has 365 days or 366', ({ expect }) => {
    expect(['2026', '2028', '2100', '2000'].map(daysOfYear)).toEqual([365, 366, 365, 366])
  })
})

describe('the pace and who is behind it (rule 4)', () => {
  test.for<[day: string, leaveGone: number, pace: number]>([
    ['2026-01-01', 0, 0],
    ['2026-01-02', 0, 3],
    ['2026-07-02', 0, 598],
    ['2026-07-02', 5, 582],
    ['2026-12-31', 0, 1197],
    ['2028-12-31', 0, 1197],
    ['2026-01-04', 3, 0],
    ['2026-01-04', 9, 0],
  ])('on %s after %i days of leave: %i minutes', ([day, leaveGone, pace], { expect }) => {
    expect(paceOn(TWENTY_HOURS, leaveGone, day)).toBe(pace)
    expect(behindPace(0, TWENTY_HOURS, leaveGone, day)).toBe(pace)
    expect(behindPace(pace, TWENTY_HOURS, leaveGone, day)).toBe(0)
    expect(behindPace(pace + 60, TWENTY_HOURS, leaveGone, day)).toBe(0)
    if (pace > 0) expect(behindPace(pace - 1, TWENTY_HOURS, leaveGone, day)).toBe(1)
  })
})

describe('days of leave', () => {
  const span = (text: string) => {
    const [from = '', to = from] = text.split('/')
    return { from, to }
  }

  test.for<[leaves: string[], from: string, to: string, days: number]>([
    [[], '2026-01-01', '2026-12-31', 0],
    [['2026-06-10/2026-06-14'], '2026-01-01', '2026-12-31', 5],
    [['2026-06-10/2026-06-14'], '2026-01-01', '2026-06-11', 2],
    [['2026-06-10/2026-06-14'], '2026-06-13', '2026-12-31', 2],
    [['2026-12-30/2027-01-02'], '2026-01-01', '2026-12-31', 2],
    [['2026-12-30/2027-01-02'], '2027-01-01', '2027-12-31', 2],
    [['2026-12-30/2027-01-02'], '2028-01-01', '2028-12-31', 0],
    [['2026-03-05', '2026-03-01'], '2026-01-01', '2026-12-31', 2],
    // Two accounts joined into one person may have overlapping leave: a day counts once.
    [['2026-03-01/2026-03-04', '2026-03-03/2026-03-05', '2026-03-02'], '2026-01-01', '2026-12-31', 5],
    [['2026-03-01'], '2026-01-01', '2025-12-31', 0],
  ])('%j from %s to %s: %i', ([leaves, from, to, days], { expect }) => {
    expect(leaveDaysWithin(leaves.map(span), from, to)).toBe(days)
  })

  test.for<[leave: string, out: string, left: string[]]>([
    ['2026-11-25/2026-11-27', '2026-11-25/2026-11-27', []],
    ['2026-11-25/2026-11-27', '2026-11-20/2026-11-30', []],
    ['2026-11-25/2026-11-27', '2026-11-25', ['2026-11-26/2026-11-27']],
    ['2026-11-25/2026-11-27', '2026-11-27', ['2026-11-25/2026-11-26']],
    ['2026-11-25/2026-11-27', '2026-11-26', ['2026-11-25/2026-11-25', '2026-11-27/2026-11-27']],
    ['2026-11-25/2026-11-27', '2026-11-28', ['2026-11-25/2026-11-27']],
  ])('%s without %s leaves %j', ([leave, out, left], { expect }) => {
    expect(without(span(leave), span(out))).toEqual(left.map(span))
    expect(meet(span(leave), span(out))).toBe(left[0] !== leave)
  })
})
