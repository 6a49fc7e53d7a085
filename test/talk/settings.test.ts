import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import worker from '../../src/index.ts'
import { entryIn, newMember } from '../support/members.ts'
import { admin, at, secretary, settledTalk, type Talk } from '../support/talk.ts'

const today = at('2026-11-23 09:00')
const minutes = 60_000
const hours = 60 * minutes

let talk: Talk
let ready: Promise<Talk> | undefined
beforeEach(async () => {
  ready ??= settledTalk(at('2026-09-01 09:00'))
  talk = await ready
  talk.now = today
})

/** All that a month consists of, as text. */
async function figures(month: string): Promise<string> {
  const found = await env.DB.batch([
    env.DB.prepare('select * from hour_entry where booking_month = ? order by id').bind(month),
    env.DB.prepare('select * from verdict where booking_month = ? order by id').bind(month),
    env.DB.prepare('select * from tally where period = ? order by person_id, unit_id, community_id').bind(
      month,
    ),
  ])
  return JSON.stringify(found.map(({ results }) => results))
}

describe('the settings', () => {
  test('are shown to everybody, in private and in a group, and only an administrator changes them', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    for (const answer of [await talk.private(who, '/设置'), await talk.group(who, '/设置')]) {
      expect(answer.text).toContain('年度目标 20小时，推荐线 30小时')
      expect(answer.text).toContain('最短值守 30分钟，最长值守 10小时')
      expect(answer.text).toContain('全天上限 8小时')
      expect(answer.text).toContain('单日上限 12小时')
      expect(answer.text).toContain('补记天数 31天，撤销分钟 10分钟')
      expect(answer.text.split('\n').length).toBeLessThanOrEqual(12)
    }
    for (const speaker of [who, secretary]) {
      expect((await talk.group(speaker, '/设置 年度目标 1小时')).text).toContain('要由管理员来做')
    }
    expect((await talk.private(who, '/设置 年度目标')).text).toContain('年度目标现在是 20小时')
    expect((await talk.private(who, '/帮助')).text).not.toContain('/设置')
    expect((await talk.private(admin, '/帮助')).text).toContain('/设置')
  })

  test('say what was and what will be, from when, and that what is booked stays', async ({ expect }) => {
    const changed = await talk.private(admin, '/设置 年度目标 24小时')
    expect(changed.text).toContain('已改年度目标：20小时 → 24小时，2026年11月23日起')
    expect(changed.text).toContain('已结账的月份不变')
    expect((await talk.private(admin, '/设置 年度目标 24')).text).toContain('本来就是 24小时')
    const who = await newMember(talk)
    expect((await talk.private(who, '/我的')).text).toContain('目标 24小时')
    expect((await talk.private(admin, '/设置 年度目标 20小时')).text).toContain('24小时 → 20小时')
    expect((await talk.private(who, '/我的')).text).toContain('目标 20小时')
    const acts = await env.DB.prepare(
      "select count(*) as n from audit where action = 'policy.set' and subject = 'policy:yearlyTargetMinutes'",
    ).first('n')
    expect(acts).toBe(2)
  })

  test('take effect on their day, not before', async ({ expect }) => {
    const who = await newMember(talk)
    const set = await talk.group(admin, '/设置 推荐线 36小时 从 12-01')
    expect(set.text).toContain('30小时 → 36小时，2026年12月1日起')
    expect((await talk.private(who, '/设置')).text).toMatch(
      /推荐线 30小时[\s\S]*2026年12月1日起：推荐线 36小时/,
    )
    expect((await talk.private(who, '/设置 推荐线')).text).toMatch(
      /现在是 30小时[\s\S]*12月1日起：推荐线 36小时/,
    )
    // What was planned stays planned when today's value changes, and the answer says so.
    expect((await talk.group(admin, '/设置 推荐线 32小时')).text).toMatch(
      /30小时 → 32小时[\s\S]*2026年12月1日起：推荐线 36小时/,
    )
    // The later of two lines for one day counts.
    await talk.group(admin, '/设置 推荐线 34小时 从 12-01')
    talk.now = at('2026-11-30 23:59')
    expect((await talk.private(who, '/设置')).text).toContain('推荐线 32小时')
    talk.now = at('2026-12-01 00:00')
    expect((await talk.private(who, '/设置')).text).toContain('推荐线 34小时')
    expect((await talk.private(who, '/设置')).text).not.toContain('起：')
  })

  test('keep to sane bounds, and never above what the schema holds', async ({ expect }) => {
    for (const [text, why] of [
      ['/设置 单日上限 13小时', '要在 1小时 到 12小时 之间，13小时 不行'],
      ['/设置 补记天数 60', '要在 1天 到 31天 之间，60天 不行'],
      ['/设置 最短值守 0', '0分钟 不行'],
      ['/设置 最短值守 5小时', '要在 1分钟 到 2小时 之间'],
      ['/设置 最长值守 25小时', '要在 2小时 到 24小时 之间'],
      ['/设置 年度目标 很多', '没有看清数'],
      ['/设置 年终奖 24', '没有「年终奖」这项设置'],
    ] as const) {
      expect((await talk.private(admin, text)).text).toContain(why)
    }
    expect((await talk.private(admin, '/设置 年度目标 很多')).text).toContain('例如：/设置 年度目标 24小时')
  })

  test('are never set for a month that has closed; an open day may lie in the past', async ({ expect }) => {
    const closed = await talk.private(admin, '/设置 撤销分钟 20 从 10-31')
    expect(closed.text).toContain('2026年10月31日 所在的月份已经结账，没有改')
    expect(closed.text).toContain('11月1日')
    expect((await talk.private(admin, '/设置 撤销分钟 20 从 2026-11-01')).text).toContain('10分钟 → 20分钟')
    expect((await talk.private(admin, '/设置 撤销分钟 10 从 2028-01-01')).text).toContain('太远')
    // Until the 5th at 24:00 the month before is still open.
    talk.now = at('2026-12-05 23:59')
    expect((await talk.private(admin, '/设置 撤销分钟 15 从 11-30')).text).toContain('20分钟 → 15分钟')
    talk.now = at('2026-12-06 00:00')
    expect((await talk.private(admin, '/设置 撤销分钟 10 从 11-30')).text).toContain('已经结账')
    expect((await talk.private(admin, '/设置 撤销分钟 10')).text).toContain('15分钟 → 10分钟')
  })

  test('only ever add lines', async ({ expect }) => {
    for (const statement of [
      'update policy set value = 1',
      'delete from policy',
      'replace into policy select * from policy limit 1',
    ]) {
      await expect(env.DB.prepare(statement).run()).rejects.toThrow('ledger.fixed')
    }
    const late = env.DB.prepare(
      "insert into policy (key, value, valid_from, set_by, at, message) values ('undoMinutes', 1, '2026-10-31', 1, ?, 'x')",
    ).bind(today)
    await expect(late.run()).rejects.toThrow('policy_month_open')
  })
})

describe('what the settings decide', () => {
  test('the shortest duty, the day’s limit and how far back hours lie', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(admin, '/设置 最短值守 45分钟')
    await talk.group(who, '/报到')
    talk.now += 44 * minutes
    expect((await talk.group(who, '/签退 巡楼')).text).toContain('不足 45 分钟，不计工时')
    await talk.private(admin, '/设置 最短值守 30分钟')

    await talk.private(admin, '/设置 单日上限 6小时')
    expect((await talk.group(who, '/工时 昨天 7小时 搬家')).text).toContain('一天 6小时 的上限')
    await talk.private(admin, '/设置 单日上限 12小时')
    expect((await talk.group(who, '/工时 昨天 7小时 搬家')).text).toContain('已记')

    await talk.private(admin, '/设置 补记天数 3')
    expect((await talk.group(who, '/工时 11-19 1小时 走访')).text).toContain('超过 3 天')
    await talk.private(admin, '/设置 补记天数 31')
  })

  test('a message counts under the policy of the day on which it was sent', async ({ expect }) => {
    const who = await newMember(talk, 'dingtalk')
    await talk.private(admin, '/设置 单日上限 5小时 从 11-25')
    const { dingtalkRequest, dingtalkText, readDingtalk } = await import('../support/dingtalk.ts')
    const { send } = await import('../support/talk.ts')
    const say = async (text: string, sentAt: number, now: number) => {
      const message = dingtalkText({ from: who.id, text, chat: talk.dingtalkGroup, sentAt })
      return (await readDingtalk(await send(dingtalkRequest({ message, now })))).text
    }
    const [before, after] = [at('2026-11-24 23:50'), at('2026-11-25 00:10')]
    expect(await say('/工时 11-23 6小时 甲', after, after)).toContain('一天 5小时 的上限')
    expect(await say('/工时 11-23 6小时 乙', before, after)).toContain('已记')
    talk.now = at('2026-11-25 08:00')
    await talk.private(admin, '/设置 单日上限 12小时')
  })

  test('the clock closes a long duty by the policy of its own day', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(admin, '/设置 最长值守 4小时')
    await talk.group(who, '/报到')
    const tick = (time: number) =>
      worker.scheduled(
        createScheduledController({ scheduledTime: time, cron: '* * * * *' }),
        env as unknown as Env,
      )
    await tick(today + 4 * hours)
    expect((await talk.group(who, '/我的')).text).toContain('正在东湖社区值守')
    await tick(today + 4 * hours + minutes)
    talk.now = today + 5 * hours
    expect((await talk.private(who, '/我的')).text).toContain('11月23日 09:00–13:00，4小时')
    await talk.private(admin, '/设置 最长值守 10小时')
  })

  test('a closed month stays the same to the byte whatever is set, and an answer given stays given', async ({
    expect,
  }) => {
    talk.now = at('2026-10-20 18:00')
    const who = await newMember(talk)
    const booked = await talk.group(who, '/工时 7小时 搬桌椅', 'msg-october')
    await talk.group(secretary, `/通过 ${entryIn(booked.text)}`)
    const mine = await talk.private(who, '/我的', 'msg-mine')
    const october = await figures('2026-10')
    expect(october).toContain('"minutes":420')

    talk.now = at('2026-11-06 09:00')
    for (const text of [
      '年度目标 40小时',
      '推荐线 50小时',
      '最短值守 60分钟',
      '最长值守 3小时',
      '全天上限 2小时',
      '单日上限 2小时',
      '补记天数 2',
      '撤销分钟 60',
    ]) {
      expect((await talk.private(admin, `/设置 ${text} 从 11-01`)).text).toContain('已改')
      expect((await talk.private(admin, `/设置 ${text} 从 10-31`)).text).toContain('没有改')
    }
    expect(await figures('2026-10')).toBe(october)
    expect((await talk.private(who, '/我的')).text).toContain('目标 40小时')

    // Yesterday's messages, delivered once more.
    expect((await talk.group(who, '/工时 7小时 搬桌椅', 'msg-october')).text).toBe(booked.text)
    expect((await talk.private(who, '/我的', 'msg-mine')).text).toBe(mine.text)
    expect(mine.text).toContain('目标 20小时')
    expect(await figures('2026-10')).toBe(october)
  })
})
