import { beforeAll, describe, test } from 'vitest'
import { enter, judge, person, places, put, why } from './lines.ts'

beforeAll(places)

/** A correction of a line, as the rules want it unless something else is said. */
const correct = (who: number, corrects: number, over: { [column: string]: string | number | null } = {}) =>
  why(enter(who, { kind: 'correction', corrects, revision: 1, minutes: -30, waits_for: '', ...over }))

describe('a correction of a line', () => {
  test('belongs where that line belongs', async ({ expect }) => {
    const [who, other] = [await person(), await person()]
    const line = await enter(who)
    expect(await correct(other, line)).toBe('ledger.corrects')
    expect(await correct(who, line, { community_id: 2 })).toBe('ledger.corrects')
    expect(await correct(who, line, { unit_id: 2 })).toBe('ledger.corrects')
    expect(await correct(who, line, { service_day: '2026-11-22' })).toBe('ledger.corrects')
    expect(await correct(who, line, { kind: 'manual', minutes: 30 })).toBe('ledger.corrects')
    expect(await correct(who, 999_999)).toBe('ledger.corrects')
    expect(await correct(who, line)).toBeUndefined()
  })

  test('points at the line itself, and each number is there once', async ({ expect }) => {
    const who = await person()
    const line = await enter(who)
    const first = await enter(who, { kind: 'correction', corrects: line, revision: 1, minutes: -30 })
    expect(await correct(who, first)).toBe('ledger.corrects')
    expect(await correct(who, line)).toContain('UNIQUE constraint failed: hour_entry.corrects')
    expect(await correct(who, line, { revision: 2 })).toBeUndefined()
    expect(await correct(who, line, { revision: 0 })).toContain('entry_revision')
    expect(await correct(who, line, { revision: null })).toContain('entry_revision')
    expect(await why(enter(who, { revision: 1 }))).toContain('entry_revision')
  })

  test('leaves the clock times of that line taken', async ({ expect }) => {
    const who = await person()
    const line = await enter(who, { kind: 'duty', from: '10:00', to: '12:00' })
    await judge(line, 'corrected')
    expect(await correct(who, line, { minutes: 60 })).toBeUndefined()
    expect(await why(enter(who, { from: '11:00', to: '13:00' }))).toBe(`hours.overlap:${line}`)
  })
})

describe('the profile', () => {
  test.for<
    [name: string, table: string, row: { [column: string]: string | number }, why: string | undefined]
  >([
    ['a skill', 'skill', { key: '法律', name: '法律', place: 1 }, undefined],
    ['a long skill', 'skill', { key: 'x', name: '一二三四五六七八九十一', place: 1 }, 'skill_short'],
    ['an empty skill', 'skill', { key: 'x', name: '', place: 1 }, 'skill_short'],
    ['an eleventh skill', 'skill', { key: 'x', name: 'x', place: 11 }, 'skill_place'],
    ['a free time', 'free_time', { weekday: 7, part: 'evening' }, undefined],
    ['an eighth day', 'free_time', { weekday: 8, part: 'evening' }, 'free_weekday'],
    ['another part', 'free_time', { weekday: 7, part: 'night' }, 'free_part'],
  ])('%s', async ([, table, row, reason], { expect }) => {
    const told = await why(put(table, { person_id: await person(), ...row }))
    if (reason === undefined) expect(told).toBeUndefined()
    else expect(told).toContain(reason)
  })

  test('reminders are on, off or for the evening', async ({ expect }) => {
    expect(await why(person({ notify: 'evening' }))).toBeUndefined()
    expect(await why(person({ notify: 'night' }))).toContain('person_notify')
  })
})
