import fc from 'fast-check'
import { describe, test } from 'vitest'
import { findDurations } from '../../src/text/durations.ts'
import { fold } from '../../src/text/fold.ts'
import { readNumber } from '../../src/text/numbers.ts'

/** The number in Chinese, up to 9999. */
function chinese(number: number): string {
  if (number === 0) return '零'
  const digits = [...String(number)].map(Number)
  const text = digits
    .map((digit, i) =>
      digit === 0 ? '零' : `${'零一二三四五六七八九'[digit]}${['', '十', '百', '千'][digits.length - 1 - i]}`,
    )
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '')
  return text.replace(/^一十/, '十')
}

describe('numbers', () => {
  test.for([
    ['12', 12],
    ['1.5', 1.5],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['两', 2],
    ['俩', 2],
    ['仨', 3],
    ['一百二十', 120],
    ['三百', 300],
    ['两百五', 250],
    ['一百零五', 105],
    ['三千五', 3500],
    ['一万二', 12_000],
    ['廿五', 25],
    ['二零二六', 2026],
    ['一点五', 1.5],
    ['三四', undefined],
    ['百', undefined],
    ['十十', undefined],
    ['', undefined],
    ['1.2.3', undefined],
  ] as const)('%s is %s', ([text, number], { expect }) => {
    expect(readNumber(text)).toBe(number)
  })

  test('every number up to 9999 is read back from Chinese', ({ expect }) => {
    fc.assert(
      fc.property(fc.nat(9999), (number) => {
        expect([number, readNumber(chinese(number))]).toEqual([number, number])
      }),
    )
  })
})

describe('durations', () => {
  const minutes = (text: string): (number | null)[] => findDurations(fold(text)).map(({ value }) => value)

  test.for([
    ['2小时', 120],
    ['２小時', 120],
    ['两个半小时', 150],
    ['1.5h', 90],
    ['90分钟', 90],
    ['半天', 240],
    ['三刻钟', 45],
    ['一刻钟', 15],
    ['一个半钟头', 90],
    ['1小时20分', 80],
    ['1小时20', 80],
    ['半小时', 30],
    ['半个钟头', 30],
    ['仨小时', 180],
    ['两小时半', 150],
    ['2 hours', 120],
    ['1h30m', 90],
    ['１．５小時', 90],
    ['一点五小时', 90],
    ['一小时一刻钟', 75],
    ['一天', 480],
    ['大概两小时', 120],
    ['0.5小时', 30],
    ['2-3小时', null],
    ['两三个小时', null],
    ['两个多小时', null],
    ['几个小时', null],
  ] as const)('%s is %s', ([text, value], { expect }) => {
    expect(minutes(text)).toEqual([value])
  })

  test.for(['三天后', '下午3点', '9点20分', '第一天', '10分', '12号', '2人'])(
    '%s is none',
    (text, { expect }) => {
      expect(minutes(text).filter((value) => text !== '10分' || value !== 10)).toEqual([])
    },
  )

  test('every duration is read back', ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 23 }), fc.nat(59), (hours, rest) => {
        for (const text of [
          `${hours}小时${rest}分钟`,
          `${hours}h${rest}m`,
          `${chinese(hours)}个小时${chinese(rest)}分`,
          `${hours * 60 + rest}分钟`,
        ]) {
          expect([text, minutes(text)]).toEqual([text, [hours * 60 + rest]])
        }
      }),
    )
  })
})
