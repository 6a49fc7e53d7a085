import fc from 'fast-check'
import { describe, test } from 'vitest'
import { clock } from '../../src/domain/calendar/shanghai.ts'
import { fold } from '../../src/text/fold.ts'
import { findMoments } from '../../src/text/moments.ts'

const WEDNESDAY = Date.parse('2026-11-18T10:00:00+08:00')
const SUNDAY = Date.parse('2026-11-22T10:00:00+08:00')

/** What is understood, as one line: day, time, end, part of the day. */
function said(text: string, now: number, reading: 'past' | 'future' = 'future'): string {
  const [first, second] = findMoments(fold(text), now, reading)
  if (!first || second) return `${first ? 2 : 0} moments`
  if (typeof first.value === 'string') return first.value
  const { day, from, to, part } = first.value
  const times = [from, to].filter((minute) => minute !== undefined).map(clock)
  return [day, times.join('-'), part].filter((word) => word).join(' ')
}

// The phrases on which date libraries were tried: simplified, traditional, seen from Wednesday, seen from Sunday.
const PHRASES: [string, string, string, string][] = [
  ['上周二', '上週二', '2026-11-10', '2026-11-10'],
  ['11月3日', '11月3日', '2026-11-03', '2026-11-03'],
  ['明天晚上七点半', '明天晚上七點半', '2026-11-19 19:30', '2026-11-23 19:30'],
  ['后天 14:00-16:30', '後天 14:00-16:30', '2026-11-20 14:00-16:30', '2026-11-24 14:00-16:30'],
  ['今天', '今天', '2026-11-18', '2026-11-22'],
  ['前天', '前天', '2026-11-16', '2026-11-20'],
  ['大后天', '大後天', '2026-11-21', '2026-11-25'],
  ['周六上午9点', '週六上午9點', '2026-11-21 09:00', '2026-11-28 09:00'],
  ['周六9点', '週六9點', '2026-11-21 09:00', '2026-11-28 09:00'],
  ['下周2 14:00', '下週2 14:00', '2026-11-24 14:00', '2026-11-24 14:00'],
  ['第周12', '第週12', '0 moments', '0 moments'],
  ['下周三下午两点', '下週三下午兩點', '2026-11-25 14:00', '2026-11-25 14:00'],
  ['2026年12月5日', '2026年12月5日', '2026-12-05', '2026-12-05'],
  ['2026-12-05 09:30', '2026-12-05 09:30', '2026-12-05 09:30', '2026-12-05 09:30'],
  ['12月5号', '12月5號', '2026-12-05', '2026-12-05'],
  ['三天后', '三天後', '2026-11-21', '2026-11-25'],
  ['今晚8点', '今晚8點', '2026-11-18 20:00', '2026-11-22 20:00'],
  ['8点半到11点', '8點半到11點', '08:30-11:00', '08:30-11:00'],
  ['0830-1100', '0830-1100', '08:30-11:00', '08:30-11:00'],
  ['昨天 0830-1100 打扫', '昨天 0830-1100 打掃', '2026-11-17 08:30-11:00', '2026-11-21 08:30-11:00'],
  ['今天1400到1630', '今天1400到1630', '2026-11-18 14:00-16:30', '2026-11-22 14:00-16:30'],
  ['整理 2020-2025 年的档案', '整理 2020-2025 年的檔案', '0 moments', '0 moments'],
  ['打 0755-8330 问', '打 0755-8330 問', '0 moments', '0 moments'],
  ['编号 0830', '編號 0830', '0 moments', '0 moments'],
  ['11月3日上午9点至11点半', '11月3日上午9點至11點半', '2026-11-03 09:00-11:30', '2026-11-03 09:00-11:30'],
  ['十二月二十五号晚上八点', '十二月二十五號晚上八點', '2026-12-25 20:00', '2026-12-25 20:00'],
  ['昨天下午3点到5点', '昨天下午3點到5點', '2026-11-17 15:00-17:00', '2026-11-21 15:00-17:00'],
  ['下周一上午', '下週一上午', '2026-11-23 上午', '2026-11-23 上午'],
  ['本月最后一天', '本月最後一天', '2026-11-30', '2026-11-30'],
  ['12/5', '12/5', '2026-12-05', '2026-12-05'],
  ['5号', '5號', '2026-12-05', '2026-12-05'],
  ['下个月5号', '下個月5號', '2026-12-05', '2026-12-05'],
  ['上周日', '上週日', '2026-11-15', '2026-11-15'],
  ['这周日', '這週日', '2026-11-22', '2026-11-22'],
  ['下周日', '下週日', '2026-11-29', '2026-11-29'],
  ['两小时前', '兩小時前', '0 moments', '0 moments'],
  ['半小时后', '半小時後', '0 moments', '0 moments'],
  ['晚上12点', '晚上12點', '24:00', '24:00'],
  ['下午三点一刻', '下午三點一刻', '15:15', '15:15'],
  ['上个月最后一天', '上個月最後一天', '2026-10-31', '2026-10-31'],
  ['月底', '月底', '2026-11-30', '2026-11-30'],
  ['11月3日-5日', '11月3日-5日', 'days', 'days'],
]

describe('days and times as people write them', () => {
  test.for(PHRASES)('%s', ([simplified, traditional, wednesday, sunday], { expect }) => {
    expect(said(simplified, WEDNESDAY)).toBe(wednesday)
    expect(said(traditional, WEDNESDAY)).toBe(wednesday)
    expect(said(simplified, SUNDAY)).toBe(sunday)
    expect(said(traditional, SUNDAY)).toBe(sunday)
  })

  test.for([
    ['周三', '2026-11-18'],
    ['周四', '2026-11-12'],
    ['5号', '2026-11-05'],
    ['20号', '2026-10-20'],
    ['12月5日', '2026-12-05'],
    ['上午11点到1点', '11:00-13:00'],
    ['上午九点到十一点', '09:00-11:00'],
    ['两点到四点', '14:00-16:00'],
    ['10点到下午1点', '10:00-13:00'],
    ['两点到下午四点', '14:00-16:00'],
    ['下午2-4点', '14:00-16:00'],
    ['9-11点', '09:00-11:00'],
    ['中午12点到2点', '12:00-14:00'],
    ['晚上10点到12点', '22:00-24:00'],
    ['22:00-01:00', '22:00-25:00'],
    ['20:00-00:00', '20:00-24:00'],
    ['8:00-20:30', '08:00-20:30'],
    ['8点到晚上8点半', '08:00-20:30'],
    ['2点到上午10点', '02:00-10:00'],
    ['昨晚七点到九点', '2026-11-17 19:00-21:00'],
    ['前天晚上10点到昨天凌晨1点', '2026-11-16 22:00-25:00'],
    ['昨天23:00到次日2:00', '2026-11-17 23:00-26:00'],
    ['14:00 ～ 16:30', '14:00-16:30'],
    ['14:00——16:30', '14:00-16:30'],
    ['１４：００－１６：３０', '14:00-16:30'],
    ['8:30pm-10:00pm', '20:30-22:00'],
    ['14时30分到16时', '14:30-16:00'],
    ['25:00', 'time'],
    ['8点75', 'time'],
    ['16:00-14:00', 'backwards'],
    ['11月31日', 'day'],
    ['2026年2月29日', 'day'],
    ['上周三', '2026-11-11'],
    ['礼拜天', '2026-11-15'],
    ['大前天下午2点-4点半', '2026-11-15 14:00-16:30'],
    ['去年12月30日', '2025-12-30'],
    ['昨天晚上8点半开始', '2026-11-17 20:30'],
    ['昨天12点半前', '2026-11-17'],
  ] as const)('hours: %s is %s', ([text, meant], { expect }) => {
    expect(said(text, WEDNESDAY, 'past')).toBe(meant)
  })

  test.for([
    '5号楼',
    '3-2-501',
    '1/2的人',
    '每周三',
    '一周三次',
    '有一点忙',
    '昨天的活动',
    '24/7',
    '第3号',
    '0571-88',
    '周五前',
    '2小时',
    '12.5小时',
    '1-5号楼',
    '7-8月',
    '12点前',
  ])('%s is no day and no time', (text, { expect }) => {
    expect(findMoments(text, WEDNESDAY, 'past')).toEqual([])
  })

  test('in January and February, November and December are last year’s', ({ expect }) => {
    const january = Date.parse('2027-01-04T09:30:00+08:00')
    expect(said('12月30日', january, 'past')).toBe('2026-12-30')
    expect(said('1月3日', january, 'past')).toBe('2027-01-03')
    expect(said('10月30日', january, 'past')).toBe('2027-10-30')
  })

  test('every range of a day is read back as it was written', ({ expect }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1438 }),
        fc.integer({ min: 1, max: 1440 }),
        fc.constantFrom('-', ' - ', '–', '—', '~', '～', '到', '至'),
        (from, length, to) => {
          const end = Math.min(from + length, 1440)
          const text = `${clock(from)}${to}${clock(end)}`
          expect(said(text, WEDNESDAY, 'past')).toBe(`${clock(from)}-${clock(end)}`)
        },
      ),
    )
  })

  test('every day is read back, in every way to write it', ({ expect }) => {
    const days = fc.integer({ min: 0, max: 3000 }).map((n) => new Date(Date.UTC(2024, 0, 1 + n)))
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
        for (const text of [
          day,
          `${y}/${m}/${d}`,
          `${y}年${m}月${d}日`,
          `${y}.${m}.${d}`,
          day.replaceAll('-', ''),
        ]) {
          expect(said(text, WEDNESDAY)).toBe(day)
        }
      }),
    )
  })
})
