import { describe, test } from 'vitest'
import { startOfDay } from '../../src/domain/calendar/shanghai.ts'
import { jointService, type ServedLine } from '../../src/domain/pairing/served-together.ts'

const HOUR = 3_600_000

/** Duty from one hour to another. */
const duty = (day: string, from: number, to: number, community = 1): ServedLine => ({
  day,
  community_id: community,
  order: null,
  from: startOfDay(day) + from * HOUR,
  to: startOfDay(day) + to * HOUR,
  minutes: (to - from) * 60,
  served: (to - from) * 60,
})

/** A credited service; `inside` of its minutes lie inside another line. */
const order = (day: string, number: number, served: number, inside = 0, round = 0): ServedLine => ({
  day,
  community_id: 1,
  order: `${number}/${round}`,
  from: null,
  to: null,
  minutes: served - inside,
  served,
})

const monday = '2026-11-23'
const tuesday = '2026-11-24'

describe('joint service counts only from the ledger (product §6)', () => {
  test.for<
    [
      what: string,
      one: ServedLine[],
      other: ServedLine[],
      days: [day: string, minutes: number, times: number][],
    ]
  >([
    ['nothing', [], [], []],
    ['the same order', [order(monday, 12, 60)], [order(monday, 12, 90)], [[monday, 60, 1]]],
    ['different orders', [order(monday, 12, 60)], [order(monday, 13, 60)], []],
    [
      'the same order, done anew after it was reopened',
      [order(monday, 12, 60)],
      [order(monday, 12, 60, 0, 1)],
      [],
    ],
    [
      'an order of several parts',
      [order(monday, 12, 60), order(tuesday, 12, 60)],
      [order(tuesday, 12, 90)],
      [[tuesday, 90, 1]],
    ],
    ['duty at the same time', [duty(monday, 9, 12)], [duty(monday, 9, 12)], [[monday, 180, 1]]],
    ['duty that overlaps', [duty(monday, 9, 12)], [duty(monday, 11, 14)], [[monday, 60, 1]]],
    ['duty one after the other', [duty(monday, 9, 12)], [duty(monday, 12, 14)], []],
    ['duty in two communities', [duty(monday, 9, 12)], [duty(monday, 9, 12, 2)], []],
    ['duty on two days', [duty(monday, 9, 12)], [duty(tuesday, 9, 12)], []],
    [
      'one long duty and two short ones',
      [duty(monday, 8, 18)],
      [duty(monday, 9, 10), duty(monday, 14, 15)],
      [[monday, 120, 1]],
    ],
    [
      'a duty corrected to half an hour',
      [{ ...duty(monday, 9, 12), minutes: 30 }],
      [duty(monday, 9, 12)],
      [[monday, 30, 1]],
    ],
    ['duty of one and an order of the other', [duty(monday, 9, 12)], [order(monday, 12, 60)], []],
    [
      'an order and duty on one day',
      [duty(monday, 9, 11), order(monday, 12, 60)],
      [duty(monday, 10, 11), order(monday, 12, 60)],
      [[monday, 120, 2]],
    ],
    [
      'an order during the duty of both counts its minutes once',
      [duty(monday, 9, 12), order(monday, 12, 60, 60)],
      [duty(monday, 9, 12), order(monday, 12, 60, 60)],
      [[monday, 180, 2]],
    ],
    [
      'an order during the duty of one of them',
      [duty(monday, 9, 12), order(monday, 12, 60, 60)],
      [order(monday, 12, 60)],
      [[monday, 60, 1]],
    ],
    [
      'two days',
      [duty(tuesday, 9, 12), order(monday, 12, 60)],
      [order(monday, 12, 60), duty(tuesday, 9, 10)],
      [
        [monday, 60, 1],
        [tuesday, 60, 1],
      ],
    ],
  ])('%s', ([, one, other, days], { expect }) => {
    const expected = days.map(([day, minutes, times]) => ({ day, minutes, times }))
    expect(jointService(one, other)).toEqual(expected)
    expect(jointService(other, one)).toEqual(expected)
  })
})
