import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { line } from '../../src/domain/say.ts'
import { Store } from '../../src/store/d1.ts'
import { type Mail, postAll } from '../../src/store/mail.ts'
import { enter, places, put, rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike, lettersTo } from '../support/letters.ts'
import { at } from '../support/talk.ts'
import { group, onDingtalk, onWecom, role, shift } from '../support/town.ts'

let clock: Clock
let [boss, secretary, liaison, member] = [0, 0, 0, 0]

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await places()
  boss = await onDingtalk('管理员', { kind: 'volunteer', unit_id: 1 })
  secretary = await onDingtalk('李书记', { kind: 'volunteer', unit_id: 1 })
  liaison = await onWecom('陈队长', { kind: 'volunteer', unit_id: 1 })
  member = await onWecom('张伟')
  await role(boss, 'administrator')
  await role(secretary, 'secretary', { community_id: 1 })
  await role(liaison, 'liaison', { unit_id: 3 })
  for (const community_id of [1, 2]) {
    await put('unit_link', {
      unit_id: 3,
      community_id,
      state: 'confirmed',
      asked_by: liaison,
      asked_at: 1,
      settled_by: boss,
      settled_at: 2,
      message: `m${community_id}`,
      settle_message: 's',
    })
  }
})
beforeEach(async () => {
  clock = new Clock()
  for (const table of ['outbox', 'job_run', 'clock', 'usage']) await run(`delete from ${table}`)
  await run(
    "update shift set state = 'cancelled', settled_at = 1, settle_message = 'm' where state = 'planned'",
  )
})

/** A tick just before and one at that time. */
const tickAt = async (when: string) => {
  await run('delete from clock')
  await clock.tick(at(when) - 60_000)
  await clock.tick(when)
}

describe('Friday at four', () => {
  test('liaisons hear the days of next week without anybody, of all their communities; secretaries of those with a roster', async ({
    expect,
  }) => {
    for (const day of ['2026-11-23', '2026-11-24', '2026-11-26']) {
      await shift(member, day)
      await shift(member, day, '14:00-16:00', { community_id: 2 })
    }
    await shift(member, '2026-11-25')
    await tickAt('2026-11-20 16:00')
    expect(await lettersTo(liaison)).toEqual([
      [
        '11月23日到11月27日值守还缺人的日子（每天至少1人）：',
        '东湖社区：11月27日（周五）',
        '西湖社区：11月25日（周三）、11月27日（周五）',
        '补班请照这两行的样子发：',
        '/排班 东湖社区',
        '11-27 9:00-12:00 姓名',
      ].join('\n'),
    ])
    expect(await lettersTo(secretary)).toEqual([
      [
        '11月23日到11月27日值守还缺人的日子（每天至少1人）：',
        '东湖社区：11月27日（周五）',
        '补班请照这两行的样子发：',
        '/排班 东湖社区',
        '11-27 9:00-12:00 姓名',
        '接着可以发：/值班表 下周',
      ].join('\n'),
    ])
  })

  test('nothing when there is no gap, and nothing to a secretary who plans no shifts', async ({ expect }) => {
    await run("update unit_link set state = 'withdrawn' where community_id = 2")
    for (const day of ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'])
      await shift(member, day)
    await tickAt('2026-11-27 16:00')
    expect(await lettersLike('gaps/')).toEqual([])
    // 60 days without a shift: no roster any more.
    await tickAt('2027-03-05 16:00')
    expect(await lettersTo(secretary)).toEqual([])
    expect(await lettersTo(liaison)).toHaveLength(1)
  })

  test('where Friday is off, the week’s last working day; a week that is off as a whole is looked across', async ({
    expect,
  }) => {
    await clock.tick('2026-02-13 15:59')
    await clock.tick('2026-02-13 16:00')
    expect((await lettersTo(liaison)).join()).toContain('2月24日到2月28日')
    expect((await lettersTo(liaison)).join()).toContain('2月28日（周六）')
    await run('delete from outbox')
    for (const day of ['2026-02-14', '2026-02-20', '2026-10-09', '2026-04-30'])
      await clock.tick(`${day} 16:00`)
    const periods = await rows<{ period: string }>(
      "select distinct period from job_run where job = 'gaps-of-units' order by period",
    )
    expect(periods.map(({ period }) => period)).toEqual(['2026-02-13', '2026-10-09'])
    await run('delete from clock')
    await clock.tick('2026-04-30 15:00')
    await clock.tick('2026-04-30 16:00')
    expect((await lettersTo(liaison)).at(-1)).toContain('5月6日到5月9日')
  })

  test('is caught up until Sunday, and not later', async ({ expect }) => {
    await clock.tick('2026-11-20 15:00')
    await clock.tick('2026-11-22 12:00')
    expect(await lettersTo(liaison)).toHaveLength(1)
    await clock.tick('2026-11-27 15:00')
    await clock.tick('2026-11-30 08:00')
    expect(await lettersTo(liaison)).toHaveLength(1)
  })
})

describe('Monday at nine', () => {
  test('secretaries hear what waits; nothing at all, nothing is sent', async ({ expect }) => {
    await tickAt('2026-11-23 09:00')
    expect(await lettersTo(secretary)).toEqual([])
    await enter(member, {
      service_day: '2026-11-22',
      created_at: at('2026-11-22 20:00'),
      booking_month: '2026-11',
    })
    await onWecom('新人', { state: 'pending' })
    await shift(member, '2026-11-30')
    const quiet = await group('静静群', boss, { push_url: null, push_bound_at: null, push_bound_by: null })
    await put('outbox', {
      person_id: member,
      say: '[]',
      created_at: at('2026-11-27 09:00'),
      send_at: 0,
      dedupe: 'lost',
    })
    await run("update outbox set state = 'failed', why = 'gone' where dedupe = 'lost'")
    await tickAt('2026-11-30 09:00')
    expect(await lettersLike('week/2026-11-30/1/')).toEqual([
      [
        '东湖社区这一周要办的：',
        '待审：登记 1 人，单位报到 0 个，工时 1 条',
        '值守缺人：12月1日（周二）、12月2日（周三）、12月3日（周四）、12月4日（周五）',
        '推送不了的群 1 个：静静群',
        '请在群里添加推送机器人，复制地址，再私聊我发：/绑定推送 推送地址',
        '上周有 1 条私信没送到，对方下次私聊我时能看到。',
        '接着可以发：/审核',
      ].join('\n'),
    ])
    await put('channel', {
      name: 'dingtalk/hook/9',
      blocked_until: 0,
      broken_at: at('2026-12-03 09:00'),
      why: 'dingtalk.310000',
    })
    await run('delete from outbox')
    await put('pair_count', { community_id: 1, asked: 2, active: 30 })
    await tickAt('2026-12-07 09:00')
    expect(await lettersLike('week/2026-12-07/administrators/')).toEqual([
      [
        '这一周要管理员处理的：',
        '平台不收的推送通道 1 个',
        '推送不了的群 1 个：东湖社区 静静群',
        '请在群里添加推送机器人，复制地址，再私聊我发：/绑定推送 推送地址',
        '1+1红色搭档：现有 30 对，等答复 2 对',
      ].join('\n'),
    ])
    await run('delete from pair_count')
    await run('delete from channel')
    await run(
      'update "group" set push_url = \'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=quiet\', push_bound_at = 1, push_bound_by = ? where id = ?',
      boss,
      quiet,
    )
  })

  test('is the first day that is worked where Monday is off, and is caught up for two days more', async ({
    expect,
  }) => {
    await clock.tick('2026-10-04 12:00')
    for (const day of ['2026-10-05', '2026-10-08', '2026-10-10', '2026-10-12'])
      await clock.tick(`${day} 09:00`)
    await clock.tick('2026-10-18 12:00')
    await clock.tick('2026-10-21 12:00')
    await clock.tick('2026-10-25 12:00')
    await clock.tick('2026-10-29 12:00')
    const periods = await rows<{ period: string }>(
      "select distinct period from job_run where job = 'week-administrators' order by period",
    )
    expect(periods.map(({ period }) => period)).toEqual(['2026-10-08', '2026-10-12', '2026-10-19'])
  })

  test('made up for a day late, it does not ask for people for yesterday', async ({ expect }) => {
    await shift(member, '2026-11-26')
    await clock.tick('2026-11-22 12:00')
    await clock.tick('2026-11-24 07:00')
    const [letter = ''] = await lettersLike('week/2026-11-23/1/')
    expect(letter).toContain('值守缺人：11月24日（周二）、11月25日（周三）、11月27日（周五）')
  })
})

describe('the weekly budget of three', () => {
  const missing =
    '的放假安排还没有录入。国务院一般在 11 月公布；录入前先按法定节日和周末算，没有调休，值班和提醒可能不准。'
  const letter = (to: number, i: number): Mail => ({
    to,
    say: [line('mail.holidays_missing', { year: 2030 + i }), line('push.mend_app')],
    unasked: true,
    dedupe: `budget/${to}/${i}`,
  })

  test('the fourth unasked letter of a week is told of on Monday in one, once; the full text stays in the mailbox', async ({
    expect,
  }) => {
    const who = await onDingtalk('多信')
    const five = [0, 1, 2, 3, 4].map((i) => letter(who, i))
    await new Store(env.DB).batch([postAll(five, at('2026-11-24 10:00'))])
    await clock.tick('2026-11-24 10:00')
    expect(clock.outside.to(`s${who}`)).toHaveLength(3)
    await tickAt('2026-11-30 09:00')
    await tickAt('2026-11-30 09:00')
    expect(await lettersLike('folded/')).toEqual([
      [
        '为了少打扰您，有 2 条消息没有单独发：',
        `2033年${missing}`,
        `2034年${missing}`,
        '看全文请私聊我发：/私信',
        '接着可以发：/私信',
      ].join('\n'),
    ])
    expect(clock.outside.to(`s${who}`)).toHaveLength(4)
    expect(await rows("select state from outbox where dedupe like 'budget%' and sent_at is null")).toEqual([
      { state: 'kept' },
      { state: 'kept' },
    ])
    await tickAt('2026-12-07 09:00')
    expect(await lettersLike('folded/')).toHaveLength(1)
  })
})
