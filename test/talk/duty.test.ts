import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import worker from '../../src/index.ts'
import { newMember } from '../support/members.ts'
import { at, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk | undefined
const today = at('2026-11-23 09:00')
beforeEach(async () => {
  talk ??= await settledTalk(today)
  talk.now = today
})

const minutes = 60_000
const hours = 60 * minutes

describe('check-in', () => {
  test('starts a duty and says how to end it, with a button', async ({ expect }) => {
    const t = talk as Talk
    const who = await newMember(t)
    const answer = await t.group(who, '/签到 居委会门口')
    expect(answer.text).toContain('已报到：东湖社区，09:00 开始')
    expect(answer.text).toContain('/签退 做了什么')
    expect(answer.buttons).toContainEqual({ label: '签退', command: '/签退' })
  })

  test('twice is answered with the running duty, from the other platform too', async ({ expect }) => {
    const t = talk as Talk
    const who = await newMember(t)
    await t.group(who, '/报到')
    t.now += 25 * minutes
    expect((await t.group(who, '/报到')).text).toMatch(
      /您已在东湖社区值守，11月23日 09:00 报到[\s\S]*到现在 25分钟/,
    )
    expect((await t.private(who, '/bd')).text).toContain('您已在东湖社区值守')
  })
})

describe('check-out', () => {
  test('books the hours, which wait for the secretary, and shows what was understood', async ({ expect }) => {
    const t = talk as Talk
    const who = await newMember(t, 'dingtalk')
    await t.group(who, '/报到')
    t.now += 2 * hours + 30 * minutes
    const answer = await t.group(who, '/签退 打扫了3栋楼道')
    expect(answer.text).toContain('东湖社区 11月23日 09:00–11:30，2小时30分钟')
    expect(answer.text).toMatch(/已记 T\d+，共 2小时30分钟，待核（临时值守）/)
    expect(answer.text).toContain('做了什么：打扫了3栋楼道')
    expect((await t.private(who, '/我的')).text).toContain('待核 1 条，2小时30分钟')
  })

  test('without a word on the outcome asks for it, and the hours cannot be approved until it is there', async ({
    expect,
  }) => {
    const t = talk as Talk
    const who = await newMember(t)
    await t.group(who, '/报到')
    t.now += hours
    const answer = await t.group(who, '/签退')
    expect(answer.text).toContain('做了什么、帮到了谁？')
    const number = /T(\d+)/.exec(answer.text)?.[1]
    expect((await t.group(secretary, `/通过 ${number}`)).text).toContain('没写做了什么')
    expect((await t.group(who, '/签退')).text).toContain('还缺一句做了什么')
    expect((await t.group(who, '/签退 给老人读报')).text).toMatch(
      /已补上 T\d+ 的内容[：\n]11月23日 09:00–10:00/,
    )
    expect((await t.group(secretary, `/通过 ${number}`)).text).toContain('已通过 1 条')
    expect((await t.group(who, '/签退 再来')).text).toContain('没有在值守')
  })

  test('29 minutes count nothing, 30 count; either way the duty ends', async ({ expect }) => {
    const t = talk as Talk
    const who = await newMember(t)
    await t.group(who, '/报到')
    t.now += 29 * minutes
    expect((await t.group(who, '/签退 路过')).text).toContain('不足 30 分钟')
    expect((await t.group(who, '/我的')).text).toContain('现在没有在值守')
    await t.group(who, '/报到')
    t.now += 30 * minutes
    expect((await t.group(who, '/签退 巡楼')).text).toContain('共 30分钟')
  })

  test('with nothing running says what to do instead', async ({ expect }) => {
    const t = talk as Talk
    const answer = await t.group(await newMember(t), '/签退 忘了报到')
    expect(answer.text).toContain('没有在值守')
    expect(answer.text).toContain('/报到')
  })

  test('a duty over midnight is two days, one entry each', async ({ expect }) => {
    const t = talk as Talk
    const who = await newMember(t)
    t.now = at('2026-11-23 22:00')
    await t.group(who, '/报到')
    t.now = at('2026-11-24 01:30')
    expect((await t.group(who, '/签退 守水位')).text).toMatch(/已记 T\d+、T\d+，共 3小时30分钟/)
    const rows = await env.DB.prepare(
      'select service_day, minutes from hour_entry where person_id = (select person_id from identity where user_id = ?) order by id',
    )
      .bind(who.id)
      .all()
    expect(rows.results).toEqual([
      { service_day: '2026-11-23', minutes: 120 },
      { service_day: '2026-11-24', minutes: 90 },
    ])
  })

  test('after ten hours the system closes it: by the clock, the owner told in private', async ({
    expect,
  }) => {
    const t = talk as Talk
    const who = await newMember(t)
    await t.group(who, '/报到')
    const tick = (time: number) =>
      worker.scheduled(
        createScheduledController({ scheduledTime: time, cron: '* * * * *' }),
        env as unknown as Env,
      )
    await tick(today + 10 * hours)
    expect((await t.group(who, '/我的')).text).toContain('正在东湖社区值守')
    await tick(today + 10 * hours + minutes)
    await tick(today + 10 * hours + 2 * minutes)
    t.now = today + 11 * hours
    const told = await t.private(who, '/我的')
    expect(told.text).toContain('已按最长时间系统签退（11月23日 09:00–19:00，10小时，待核）')
    expect(told.text).toContain('待核 1 条，10小时')
    expect((await t.private(who, '/我的')).text).not.toContain('系统签退')
    expect((await t.group(who, '/签退 全天值守')).text).toContain('已补上')
  })

  test('after ten hours the system closes it: by the late check-out, or by the next check-in', async ({
    expect,
  }) => {
    const t = talk as Talk
    const late = await newMember(t)
    await t.group(late, '/报到')
    t.now = today + 12 * hours
    expect((await t.group(late, '/签退 全天')).text).toMatch(
      /系统签退[：\n]东湖社区 11月23日 09:00–19:00，10小时[\s\S]*当天超过全天上限/,
    )

    t.now = today
    const forgetful = await newMember(t)
    await t.group(forgetful, '/报到')
    t.now = at('2026-11-24 09:00')
    const again = await t.group(forgetful, '/报到')
    expect(again.text).toContain('已报到：东湖社区，09:00 开始')
    expect(again.text).toMatch(/系统签退[：\n]东湖社区 11月23日 09:00–19:00/)
    expect(again.text).toMatch(/已记 T\d+，共 10小时/)
    expect((await t.group(forgetful, '/我的')).text).toContain('11月24日 09:00 报到')
  })

  test('what was typed before is not counted twice', async ({ expect }) => {
    const t = talk as Talk
    const who = await newMember(t, 'dingtalk')
    await t.group(who, '/工时 08:00-08:50 搬桌椅')
    const { dingtalkRequest, dingtalkText } = await import('../support/dingtalk.ts')
    const { send } = await import('../support/talk.ts')
    // A check-in that was sent at 08:30 and arrives only now counts from 08:30.
    const message = dingtalkText({
      from: who.id,
      text: '/报到',
      chat: t.dingtalkGroup,
      sentAt: today - 30 * minutes,
    })
    await send(dingtalkRequest({ message, now: today }))
    t.now += hours
    const answer = await t.group(who, '/签退 值守')
    expect(answer.text).toContain('08:30–10:00，1小时30分钟')
    expect(answer.text).toContain('共 1小时10分钟')
    expect(answer.text).toContain('20分钟 已在别的工时里')
  })
})
