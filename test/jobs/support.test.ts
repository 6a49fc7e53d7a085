import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { places, put, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersTo } from '../support/letters.ts'
import { at } from '../support/talk.ts'
import { onWecom, role } from '../support/town.ts'

let clock: Clock
let [secretary, short, done, away] = [0, 0, 0, 0]

const pair = (member_id: number, code: string, over: { [column: string]: unknown } = {}) =>
  put('support_pair', {
    community_id: 1,
    member_id,
    code,
    key: code.toLowerCase(),
    state: 'active',
    subjects: 'health',
    asked_by: secretary,
    asked_at: at('2026-10-01 09:00'),
    message: `m-${code}`,
    consent_by: secretary,
    consent_at: at('2026-10-01 09:00'),
    consent_message: `m-${code}`,
    ...over,
  })
const visit = (support_pair_id: number, person_id: number, day: string) =>
  put('visit', {
    support_pair_id,
    person_id,
    unit_id: 3,
    community_id: 1,
    day,
    at: at(`${day} 10:00`),
    message: `v-${support_pair_id}-${day}`,
  })

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await places()
  secretary = await onWecom('李书记', { kind: 'volunteer', unit_id: 1 })
  short = await onWecom('张伟')
  done = await onWecom('李娜')
  away = await onWecom('王强')
  await role(secretary, 'secretary', { community_id: 1 })
})
beforeEach(async () => {
  clock = new Clock()
  for (const table of ['outbox', 'job_run', 'clock', 'usage', 'visit', 'support_pair', 'leave'])
    await run(`delete from ${table}`)
})

/** A tick just before and one at that time. */
const tickAt = async (when: string) => {
  await run('delete from clock')
  await clock.tick(at(when) - 60_000)
  await clock.tick(when)
}
const support = async (person: number) => (await lettersTo(person)).filter((text) => /结对|走访/.test(text))

describe('the 25th at nine', () => {
  test('only those short of their quota are reminded, once, in private; not who is on leave', async ({
    expect,
  }) => {
    await pair(short, 'H1')
    const half = await pair(short, 'H2', { visits: 2 })
    const third = await pair(short, 'H3')
    await visit(half, short, '2026-11-03')
    await visit(third, short, '2026-11-04')
    await visit(await pair(done, 'H4'), done, '2026-11-20')
    await pair(away, 'H5')
    await put('leave', {
      person_id: away,
      from_day: '2026-11-20',
      to_day: '2026-11-30',
      at: 0,
      message: 'l',
    })
    // The silent ones are told of on their own day.
    await run("update support_pair set contact_day = '2026-11-24'")
    await tickAt('2026-11-25 09:00')
    expect(await support(short)).toEqual([
      [
        '本月结对走访还差 2 户，月底以前去看看吧：',
        'H1：已走访 0 次，还差 1 次',
        'H2：已走访 1 次，还差 1 次',
        '去过了发：/走访 户码',
        '接着可以发：/走访 H1 /走访 H2',
      ].join('\n'),
    ])
    expect([await support(done), await support(away), await support(secretary)]).toEqual([[], [], []])
    await run('delete from clock')
    await clock.tick(at('2026-11-25 08:59'))
    await clock.tick('2026-11-25 09:00')
    expect(await support(short)).toHaveLength(1)
  })
})

describe('thirty days without contact', () => {
  test('the member hears it once; a visit begins the days anew', async ({ expect }) => {
    const quiet = await pair(short, 'H1')
    await visit(quiet, short, '2026-10-12')
    await visit(await pair(done, 'H2'), done, '2026-11-01')
    await tickAt('2026-11-10 09:00')
    expect(await support(short)).toEqual([])
    await tickAt('2026-11-11 09:00')
    await tickAt('2026-11-12 09:00')
    expect(await support(short)).toEqual([
      [
        '您结对的 H1（卫生）30 天没有联系了，有空去看看或打个电话。',
        '去过了发：/走访 户码',
        '接着可以发：/走访 H1',
      ].join('\n'),
    ])
    // An earlier day says nothing new; a later one makes the letter that nobody has read untrue.
    await visit(quiet, short, '2026-10-10')
    expect(await support(short)).toHaveLength(1)
    await visit(quiet, short, '2026-11-12')
    expect(await support(short)).toEqual([])
    await tickAt('2026-12-11 09:00')
    expect(await support(short)).toEqual([])
    await tickAt('2026-12-12 09:00')
    expect(await support(short)).toHaveLength(1)
  })

  test('a week later the secretary reads it on Monday, with what waits and what was left', async ({
    expect,
  }) => {
    const quiet = await pair(short, 'H1')
    await visit(quiet, short, '2026-10-15')
    await visit(await pair(done, 'H2'), done, '2026-11-01')
    await pair(away, 'H3', {
      state: 'asked',
      consent_by: null,
      consent_at: null,
      consent_message: null,
    })
    await pair(away, 'H4', { state: 'ended', end_reason: 'moved', ended_at: at('2026-11-20 09:00') })
    await tickAt('2026-11-23 09:00')
    const digest = (await lettersTo(secretary)).find((text) => text.includes('1+1结对服务'))
    expect(digest).toContain(
      '1+1结对服务：等您同意 1 户（H3）、五周多没有联系 1 户（H1）、上周党员离开、要再找人 1 户（H4），看看发：/结对',
    )
  })
})
