import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import { type Counted, quotaLeft, stepToTell } from '../../src/domain/outbox/quota.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { admin, at, settledTalk, type Talk } from '../support/talk.ts'

let ready: Promise<Talk> | undefined
let talk: Talk
const clock = new Clock()
beforeEach(async () => {
  ready ??= settledTalk(at('2026-11-23 09:00'))
  talk = await ready
  for (const table of ['usage', 'channel', 'outbox']) await run(`delete from ${table}`)
})

const used = (what: Counted, count: number, month = '2026-11') =>
  env.DB.prepare(
    'insert into usage (month, what, used) values (?, ?, ?) on conflict do update set used = excluded.used',
  )
    .bind(month, what, count)
    .run()
/** What the administrators were told so far, each text once. */
const told = async () => {
  const letters = await rows<{ say: string }>(
    "select distinct say from outbox where dedupe like 'quota/%' order by id",
  )
  return letters.map(({ say }) => (JSON.parse(say) as { code: string }[]).map(({ code }) => code).join(' '))
}

describe('how much is left', () => {
  test.for<[used: number, percent: number, left: number]>([
    [0, 0, 4500],
    [3499, 69, 1001],
    [3500, 70, 1000],
    [4500, 90, 0],
    [5200, 104, 0],
  ])('%d calls of 5000: %d percent, %d for what nobody asked for', ([calls, percent, left], { expect }) => {
    const { call, hook } = quotaLeft([{ what: 'call', used: calls }], defaultPolicy)
    expect(call).toEqual({ what: 'call', used: calls, limit: 5000, percent, left })
    expect(hook).toMatchObject({ used: 0, limit: 3000, percent: 0, left: 2700 })
  })

  test.for<[percent: number, told: number, refused: boolean, step: number | undefined]>([
    [69, 0, false, undefined],
    [70, 0, false, 70],
    [89, 70, false, undefined],
    [95, 0, false, 90],
    [95, 70, false, 90],
    [100, 90, false, 100],
    [140, 100, false, undefined],
    [3, 0, true, 100],
    [3, 100, true, undefined],
  ])('at %d percent, told of %d, refused %s: %s', ([percent, before, refused, step], { expect }) => {
    expect(stepToTell({ what: 'call', used: 0, limit: 1, percent, left: 0 }, before, refused)).toBe(step)
  })
})

describe('the administrators', () => {
  test('are told at 70, at 90 and at the end, once each, with figures and what happens next', async ({
    expect,
  }) => {
    await used('call', 3499)
    await clock.tick('2026-11-23 10:00')
    expect(await told()).toEqual([])
    await used('call', 3500)
    for (const minute of ['10:01', '10:02']) await clock.tick(`2026-11-23 ${minute}`)
    expect(await told()).toEqual(['quota.used quota.call_soon'])
    talk.now = at('2026-11-23 10:05')
    const { text } = await talk.private(admin, '你好')
    expect(text).toContain('11月钉钉接口调用已用 3500 次，额度 5000 次（70%）')
    expect(text).toContain('/设置 钉钉调用额度')
    await used('call', 4600)
    for (const minute of ['10:06', '10:07']) await clock.tick(`2026-11-23 ${minute}`)
    await used('call', 5000)
    for (const minute of ['10:08', '10:09']) await clock.tick(`2026-11-23 ${minute}`)
    expect(await told()).toEqual([
      'quota.used quota.call_soon',
      'quota.used quota.call_saving',
      'quota.used quota.call_waits',
    ])
    const people = await rows("select distinct person_id from outbox where dedupe like 'quota/%'")
    expect(people).toEqual(
      await rows("select distinct person_id from role where role = 'administrator' and ended_at is null"),
    )
  })

  test('hear of each quota by itself, and anew in another month', async ({ expect }) => {
    await used('hook', 2700)
    await used('call', 3600)
    await clock.tick('2026-11-24 10:00')
    expect(await told()).toEqual(['quota.used quota.call_soon', 'quota.used quota.hook_saving'])
    await used('hook', 2200, '2026-12')
    await clock.tick('2026-12-02 10:00')
    expect(await told()).toHaveLength(3)
  })

  test('hear which sends wait when DingTalk refuses, whatever was counted', async ({ expect }) => {
    await run(
      "insert into channel (name, blocked_until, broken_at, why) values ('dingtalk/person/b', ?, null, 'dingtalk.quota')",
      at('2026-12-01 00:00'),
    )
    for (const minute of ['10:00', '10:01']) await clock.tick(`2026-11-25 ${minute}`)
    expect(await told()).toEqual(['quota.refused quota.call_waits'])
    expect(await rows('select what, warned from usage')).toEqual([{ what: 'call', warned: 100 }])
    talk.now = at('2026-11-25 10:05')
    expect((await talk.private(admin, '你好')).text).toContain('都等到 12月1日 再送')
  })

  test('may set another limit, which counts at once', async ({ expect }) => {
    talk.now = at('2026-11-26 09:00')
    expect((await talk.private(admin, '/设置 钉钉调用额度 20万次')).text).toContain(
      '钉钉调用额度：5000次 → 200000次',
    )
    await used('call', 5000)
    await clock.tick('2026-11-26 10:00')
    expect(await told()).toEqual([])
    expect((await talk.private(admin, '/设置')).text).toContain('钉钉调用额度 200000次')
  })
})
