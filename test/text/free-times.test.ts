import { describe, test } from 'vitest'
import { groupFreeTimes } from '../../src/domain/profile/free-time.ts'
import { readFreeTime } from '../../src/text/free-times.ts'

/** As `12345-m 67-mae`: days, then the parts of the day. */
const read = (...words: string[]): string | undefined => {
  const times = words.map(readFreeTime)
  if (times.includes(undefined)) return undefined
  return groupFreeTimes(times.flatMap((some) => some ?? []))
    .map(({ days, parts }) => `${days.join('')}-${parts.map((part) => part[0]).join('')}`)
    .join(' ')
}

describe('when somebody has time', () => {
  test.for<[word: string, times: string | undefined]>([
    ['周末', '67-mae'],
    ['晚上', '1234567-e'],
    ['晚', '1234567-e'],
    ['每晚', '1234567-e'],
    ['工作日', '12345-mae'],
    ['平时晚上', '12345-e'],
    ['周末上午', '67-m'],
    ['周末的下午', '67-a'],
    ['周二晚', '2-e'],
    ['星期天', '7-mae'],
    ['礼拜六上午', '6-m'],
    ['週六上午', '6-m'],
    ['周六上午和下午', '6-ma'],
    ['每天晚上和周末', '12345-e 67-mae'],
    ['周六上午和周日下午', '6-m 7-a'],
    ['周六上午和下午和周日', undefined],
    ['周二四晚上', '2-e 4-e'],
    ['周一到周五下午', '12345-a'],
    ['周一至周三', '1-mae 2-mae 3-mae'],
    ['周五-周日晚', '5-e 67-e'],
    ['每天', '1234567-mae'],
    ['每天早上', '1234567-m'],
    ['随时', '1234567-mae'],
    ['都可以', '1234567-mae'],
    ['周末都有空', '67-mae'],
    ['工作日白天', '12345-ma'],
    ['周末全天', '67-mae'],
    ['每周三下午', '3-a'],
    ['双休日', '67-mae'],
    ['中午', undefined],
    ['有时候', undefined],
    ['周八', undefined],
    ['周五到周二', undefined],
    ['19点以后', undefined],
    ['周', undefined],
    ['法律', undefined],
    ['', undefined],
  ])('%s', ([word, times], { expect }) => expect(read(word)).toBe(times))

  test('several words are all of them', ({ expect }) => {
    expect(read('周末', '晚上')).toBe('12345-e 67-mae')
    expect(read('周二晚', '周六上午')).toBe('2-e 6-m')
    expect(read('工作日', '周末')).toBe('1234567-mae')
    expect(read('周六上午', '周六上午', '周日上午')).toBe('67-m')
  })
})
