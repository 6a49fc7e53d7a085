import { describe, test } from 'vitest'
import { checkOut } from '../../src/domain/ledger/check-out.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { areaOf, mayCommand, type Place } from '../../src/domain/rally/area.ts'
import { inWar, rulesIn, warRules } from '../../src/domain/rally/mode.ts'
import { afterTenMinutes, isEnough, type Turnout } from '../../src/domain/rally/reach.ts'
import { stageTimes } from '../../src/domain/rally/stages.ts'
import type { HeldRole } from '../../src/domain/roles.ts'
import { at } from '../support/talk.ts'

const turnout = (over: Partial<Turnout>): Turnout => ({
  reach: 'community',
  places: 5,
  expected: 20,
  answered: 0,
  arrived: 0,
  ...over,
})

describe('after ten minutes (R101)', () => {
  test.for<[string, Partial<Turnout>, object]>([
    ['nobody', {}, { is: 'wider', reach: 'street' }],
    ['one too few', { answered: 4 }, { is: 'wider', reach: 'street' }],
    ['enough answers', { answered: 5 }, { is: 'waits' }],
    ['enough arrivals', { answered: 5, arrived: 5 }, { is: 'waits' }],
    ['a grid', { reach: 'grid' }, { is: 'wider', reach: 'community' }],
    ['a street', { reach: 'street' }, { is: 'wider', reach: 'district' }],
    ['the top', { reach: 'district' }, { is: 'over' }],
    ['no number, fewer than half', { places: null, answered: 9 }, { is: 'wider', reach: 'street' }],
    ['no number, half', { places: null, answered: 10 }, { is: 'waits' }],
    ['no number, nobody to call', { places: null, expected: 0 }, { is: 'wider', reach: 'street' }],
    ['no number is never enough', { places: null, answered: 20, arrived: 20 }, { is: 'waits' }],
  ])('%s', ([, over, step], { expect }) => expect(afterTenMinutes(turnout(over))).toEqual(step))

  test('enough is as many as were asked for', ({ expect }) => {
    expect([0, 4, 5, 6].map((arrived) => isEnough({ places: 5, arrived }))).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect(isEnough({ places: null, arrived: 99 })).toBe(false)
  })
})

describe('the four stages (R100)', () => {
  const found_at = at('2026-11-23 09:00')
  const minute = (count: number) => found_at + count * 60_000
  test.for<[string, (number | null)[], number, number[]]>([
    ['found only', [null, null, null, null], 4, [4]],
    ['called at once', [0, null, null, null], 7, [0, 7]],
    ['answered', [3, 5, null, null], 9, [3, 2, 4]],
    ['arrived with the first answer', [3, 5, 5, null], 9, [3, 2, 0, 4]],
    ['over', [3, 5, 12, 40], 90, [3, 2, 7, 28]],
    ['over without anybody', [3, null, null, 40], 90, [3, 37]],
  ])('%s', ([, [called, graded, joint, ended], now, minutes], { expect }) => {
    const time = (count: number | null | undefined) =>
      count === null || count === undefined ? null : minute(count)
    const course = {
      found_at,
      called_at: time(called),
      graded_at: time(graded),
      joint_at: time(joint),
      ended_at: time(ended),
    }
    expect(stageTimes(course, minute(now)).map((stage) => stage.minutes)).toEqual(minutes)
  })
})

describe('war rules', () => {
  test('lie over those of peace and change nothing else', ({ expect }) => {
    const war = inWar(defaultPolicy)
    expect(Object.entries(war).filter(([key, value]) => value !== defaultPolicy[key as 'backdays'])).toEqual(
      Object.entries(warRules).sort(([a], [b]) => Object.keys(war).indexOf(a) - Object.keys(war).indexOf(b)),
    )
    expect(rulesIn(false, defaultPolicy)).toBe(defaultPolicy)
  })
  test('what was set stricter stays', ({ expect }) => {
    const strict = { ...defaultPolicy, deadlineCritical: 5, dutyMinimum: 3, offerMinutes: 5 }
    expect(inWar(strict)).toMatchObject({
      deadlineCritical: 5,
      dutyMinimum: 3,
      offerMinutes: 5,
      deadlineUrgent: 30,
    })
  })
})

describe('the area', () => {
  const place = (of: 'community' | 'street', id: number, name: string, over: Partial<Place> = {}): Place => ({
    of,
    id,
    name,
    key: name,
    street_id: of === 'community' ? 1 : null,
    here: 0,
    ...over,
  })
  const east = place('community', 1, '东湖社区', { here: 1 })
  const west = place('community', 2, '西园社区')
  const street = place('street', 1, '湖滨街道')
  const none = { community_id: null, grid_id: null, street_id: null, unit_id: null }
  const secretary: HeldRole = { ...none, role: 'secretary', community_id: 1 }
  const head: HeldRole = { ...none, role: 'grid_head', community_id: 1, grid_id: 3 }
  const officer: HeldRole = { ...none, role: 'street_officer', street_id: 1 }
  const admin: HeldRole = { ...none, role: 'administrator' }
  const typed = (text: string) => {
    const [head, ...tail] = text.split(' ')
    return { text, head, tail: tail.join(' ') }
  }
  test.for<[string, HeldRole[], Place[], boolean, string, string]>([
    ['a group', [secretary], [east], true, '渗水', '东湖社区 渗水'],
    ['a role in private', [secretary], [{ ...east, here: 0 }], false, '渗水', '东湖社区 渗水'],
    ['a grid', [head], [east], true, '渗水', '东湖社区 渗水'],
    ['a named one', [admin], [west], false, '西园社区 渗水', '西园社区 渗水'],
    ['a street in private', [officer], [street], false, '渗水', '湖滨街道 渗水'],
    ['an officer in a group', [officer], [east, street], true, '渗水', '东湖社区 渗水'],
    ['everywhere', [admin], [], false, '全部 渗水', 'all 渗水'],
    ['not everywhere', [officer], [], false, '全部 渗水', 'area.elsewhere'],
    ['not theirs', [secretary], [east, west], true, '西园社区 渗水', 'area.elsewhere'],
    ['several', [secretary, { ...secretary, community_id: 2 }], [east, west], false, '渗水', 'area.which'],
    ['none', [admin], [], false, '渗水', 'area.which_all'],
    ['an unbound group', [admin], [], true, '渗水', 'group.unbound'],
    [
      'somebody else’s group',
      [{ ...secretary, community_id: 2 }],
      [east, west],
      true,
      '渗水',
      'area.elsewhere',
    ],
  ])('%s', ([, roles, places, inGroup, text, wanted], { expect }) => {
    const found = areaOf(typed(text), places, { roles, inGroup }, '/集结')
    const said =
      'refused' in found
        ? found.refused
        : `${found.area.of === 'all' ? 'all' : found.area.name} ${found.text}`
    expect(said).toBe(wanted)
  })
  test('who commands', ({ expect }) => {
    expect([secretary, head, officer, admin].map((role) => mayCommand([role], east))).toEqual([
      true,
      false,
      true,
      true,
    ])
    expect([secretary, head, officer, admin].map((role) => mayCommand([role], street))).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect([secretary, head, officer, admin].map((role) => mayCommand([role], { of: 'all' }))).toEqual([
      false,
      false,
      false,
      true,
    ])
  })
})

test('a duty is 应急 from the arrival on, as a line of its own', ({ expect }) => {
  const duty = { started_at: at('2026-11-23 08:00'), emergency_from: at('2026-11-23 09:00') + 20_000 }
  const lines = (to: string) =>
    checkOut(duty, at(to), [], defaultPolicy).entries.map(({ minutes, difficulty, points }) => [
      minutes,
      difficulty,
      points,
    ])
  expect(lines('2026-11-23 10:30')).toEqual([
    [60, 100, 10],
    [90, 200, 30],
  ])
  expect(lines('2026-11-23 09:00')).toEqual([[60, 100, 10]])
  const ordinary = checkOut({ ...duty, emergency_from: null }, at('2026-11-23 10:30'), [], defaultPolicy)
  expect(ordinary.entries.map(({ minutes, difficulty }) => [minutes, difficulty])).toEqual([[150, 100]])
})
