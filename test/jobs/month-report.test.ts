import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { calendarOf } from '../../src/domain/calendar/working-days.ts'
import { yearGone } from '../../src/domain/figures/member-report.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { tick } from '../../src/jobs/tick.ts'
import { work } from '../../src/jobs/work.ts'
import { Store } from '../../src/store/d1.ts'
import { calendarQuery } from '../../src/store/holiday.ts'
import { memberMonths } from '../../src/store/member-months.ts'
import { memberWaysQuery } from '../../src/store/member-ways.ts'
import { places, put, rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike, lettersTo, lettersToGroup } from '../support/letters.ts'
import { at } from '../support/talk.ts'
import { group, hours, onDingtalk, onWecom, role } from '../support/town.ts'

let clock: Clock
let [boss, zhang, wang, behind, hant, wecomGroup, dingtalkGroup, elsewhere] = [0, 0, 0, 0, 0, 0, 0, 0]

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await places()
  boss = await onDingtalk('管理员', { community_id: 2, unit_id: 2, kind: 'volunteer' })
  await role(boss, 'administrator')
  zhang = await onDingtalk('张伟')
  wang = await onWecom('王芳')
  behind = await onDingtalk('赵落后')
  hant = await onDingtalk('錢繁', { lang: 'hant' })
  wecomGroup = await group('东湖值守群', boss)
  dingtalkGroup = await group('东湖钉群', boss, { platform: 'dingtalk' })
  elsewhere = await group('西湖群', boss, { community_id: 2 })
  for (const who of [zhang, wang, hant]) await hours(who, '2026-09-20', 18 * 60)
  await hours(zhang, '2026-10-12', 150, { kind: 'manual' })
  await hours(zhang, '2026-10-20', 60)
  await hours(wang, '2026-10-13', 120, { kind: 'makeup' })
  for (const day of ['2026-10-08', '2026-10-10', '2026-10-12']) {
    await put('duty_day', { scope: 'community', month: '2026-10', scope_id: 1, day, duties: 1 })
  }
})
beforeEach(async () => {
  clock = new Clock()
  for (const table of ['outbox', 'job_run', 'clock', 'usage']) await run(`delete from ${table}`)
})

const november = async () => {
  await clock.tick('2026-11-02 08:59')
  await clock.tick('2026-11-02 09:00')
}

describe('the monthly report on the first working day', () => {
  test('goes to every group of a community: figures, days without duty, the best; nobody who is behind', async ({
    expect,
  }) => {
    await clock.tick('2026-11-01 09:00')
    await november()
    const report = [
      '东湖社区2026年10月月报（5日24:00封账前还会变）',
      '服务 3 次，5小时30分钟，积分 55，2 人参加，群众参与率 0.0%',
      '其中值守 1小时，手工记的和补报的 4小时30分钟',
      '值守：18 个工作日，3 天有人在岗；没有人的 15 天：10月9日、10月13日、10月14日、10月15日、10月16日等',
      '第 1 名：张伟 3小时30分钟',
      '第 2 名：王芳 2小时',
      '核对：1 个单位相加 5小时30分钟，与社区总数相符。',
    ].join('\n')
    expect(await lettersToGroup(wecomGroup)).toEqual([report])
    expect(await lettersToGroup(dingtalkGroup)).toEqual([report])
    expect((await lettersToGroup(elsewhere)).join()).toContain('西湖社区2026年10月月报')
    const said = clock.outside.to('hook-东湖值守群').join()
    expect(said).toContain('第 1 名：张伟 3小时30分钟')
    expect(said).not.toContain('赵落后')
    expect(clock.outside.to('c-东湖钉群')).toHaveLength(1)
  })

  test('each member has the own one to confirm, those behind how far, in their script; on WeCom it waits', async ({
    expect,
  }) => {
    await november()
    expect(await lettersTo(zhang)).toEqual([
      [
        '您10月服务 2 次，3小时30分钟，积分 35。',
        '其中值守 1小时，手工记的和补报的 2小时30分钟',
        '2026年累计 21小时30分钟，目标 20小时。',
        '核对后请发 /确认，10月的双报告就报给市财政局。',
        '接着可以发：/确认 2026-10',
      ].join('\n'),
    ])
    expect(await lettersTo(behind)).toEqual([
      [
        '您10月没有核定的工时。',
        '2026年累计 0分钟，目标 20小时。',
        '按进度应到 16小时43分钟，还差 16小时43分钟。',
        '核对后请发 /确认，10月的双报告就报给市财政局。',
        '接着可以发：/确认 2026-10',
      ].join('\n'),
    ])
    expect((await lettersTo(zhang)).join()).not.toMatch(/差|落后/)
    expect((await lettersTo(hant)).join()).toContain('確認 2026-10')
    expect(clock.outside.to(`s${zhang}`)).toHaveLength(1)
    expect(await rows("select state from outbox where person_id = ? and dedupe like 'month%'", wang)).toEqual(
      [{ state: 'kept' }],
    )
    expect(await lettersTo(boss)).toEqual([
      '10月的个人月报已私下发给用钉钉的 3 位同志；用企业微信的，私聊我时能看到。',
    ])
  })

  test('is due on the first day that is worked: 8 October 2026, 6 May, 4 January 2027; it waits until the 20th', async ({
    expect,
  }) => {
    const firsts = [
      ['2026-10-07 09:00', '2026-10-08 09:00', '2026-09'],
      ['2026-05-05 09:00', '2026-05-06 09:00', '2026-04'],
      ['2027-01-03 09:00', '2027-01-04 09:00', '2026-12'],
      ['2026-11-02 08:59', '2026-11-19 23:00', '2026-10'],
    ] as const
    for (const [before, then, month] of firsts) {
      await run('delete from clock')
      await clock.tick(before)
      expect(await lettersLike(`month-report/${month}/g`)).toEqual([])
      await clock.tick(then)
      expect(await lettersLike(`month-report/${month}/g`)).toHaveLength(3)
    }
    for (const table of ['outbox', 'job_run', 'clock']) await run(`delete from ${table}`)
    await clock.tick('2026-11-02 08:59')
    await clock.tick('2026-11-21 09:00')
    expect(await lettersLike('month-report/')).toEqual([])
  })

  test('comes once, whatever is run again or at once', async ({ expect }) => {
    await clock.tick('2026-11-02 08:59')
    const now = at('2026-11-02 09:00')
    const one = () =>
      tick({ store: new Store(env.DB), now, failed: (_, error) => expect.fail(String(error)) })
    await Promise.all([one(), one()])
    await Promise.all([one(), clock.tick(now)])
    await run('delete from clock')
    await run('update job_run set done_at = null, cursor = 0')
    await clock.tick(now)
    await clock.tick('2026-11-02 09:01')
    expect(await lettersLike('month-report/2026-10/')).toHaveLength(7)
    expect(clock.outside.to(`s${zhang}`)).toHaveLength(1)
    expect(clock.outside.to('hook-东湖值守群')).toHaveLength(1)
  })

  test('a Worker that was down for three days catches up in order', async ({ expect }) => {
    await clock.tick('2026-10-31 12:00')
    await clock.tick('2026-11-03 12:00')
    expect(await lettersToGroup(wecomGroup)).toHaveLength(1)
    expect(await lettersTo(zhang)).toHaveLength(1)
    expect(await rows('select job from job_run where done_at is null')).toEqual([])
  })

  test('where DingTalk’s quota does not bear all, only those behind are written to, and administrators hear so', async ({
    expect,
  }) => {
    await put('usage', { month: '2026-11', what: 'call', used: 4495 })
    await november()
    expect(await lettersTo(zhang)).toEqual([])
    expect(await lettersTo(behind)).toHaveLength(1)
    expect(await lettersTo(wang)).toHaveLength(1)
    expect(await lettersLike('report-way/')).toEqual([
      '10月的个人月报没有全发：用钉钉的同志有 3 位，本月还能主动发 4 次，还要留一半给别的提醒。\n只发给了进度落后的，其他同志发 /我的 看、发 /确认 办理。',
    ])
  })

  test('costs at most twelve statements for a community of sixty people with one group', async ({
    expect,
  }) => {
    await run("insert into community (id, name, key) values (3, '南湖社区', '南湖社区')")
    for (let i = 0; i < 60; i++) await onDingtalk(`南${i}`, { community_id: 3 })
    const quay = await group('南湖群', boss, { community_id: 3 })
    await put('job_run', {
      job: 'month-report',
      period: '2026-10',
      target: 3,
      due_at: at('2026-11-02 09:00'),
      until: at('2026-11-21 00:00'),
      next_at: at('2026-11-02 09:00'),
    })
    const calendar = calendarOf((await new Store(env.DB).batch([calendarQuery('2026-11-02')]))[0])
    const store = new Store(env.DB)
    const done = await work({
      store,
      now: at('2026-11-02 09:00'),
      policy: defaultPolicy,
      calendar,
      failed: (_, error) => expect.fail(String(error)),
    })
    expect(done.steps).toBe(1)
    expect(store.cost.trips).toBe(3)
    expect(store.cost.statements).toBeLessThanOrEqual(12)
    expect(await rows('select done_at is not null as done from job_run')).toEqual([{ done: 1 }])
    expect(await lettersToGroup(quay)).toHaveLength(1)
    expect(await lettersLike('month-report/2026-10/')).toHaveLength(61)
  })

  test('looks at the same people for their way and for their month, whoever works for the community', async ({
    expect,
  }) => {
    await run("insert into community (id, name, key) values (5, '柳岸社区', '柳岸社区')")
    await put('unit', { id: 50, name: '柳岸社区', key: '柳岸社区', community_id: 5 })
    await onWecom('社区里的', { community_id: 5, unit_id: 50 })
    const two = [await onDingtalk('甲', { community_id: 5 }), await onDingtalk('乙', { community_id: 5 })]
    const [months, ways] = await new Store(env.DB).batch([
      memberMonths(5, '2026-10', 0, 2, yearGone('2026-10', '2026-11-02')),
      memberWaysQuery(5, 0, 2, '2026-11-02'),
    ])
    expect(months.map(({ id }) => id)).toEqual(two)
    expect(ways.map(({ id }) => id)).toEqual(two)
  })

  test('walks a large community page by page', async ({ expect }) => {
    await run("insert into community (id, name, key) values (4, '北湖社区', '北湖社区')")
    await run(
      `insert into person (name, key, kind, state, unit_id, community_id, created_at)
        select 'n' || value, 'n' || value, 'member', 'verified', 3, 4, 0 from json_each(?)`,
      JSON.stringify(Array.from({ length: 450 }, (_, i) => i)),
    )
    await november()
    const [{ n } = { n: 0 }] = await rows<{ n: number }>(
      "select count(*) as n from outbox o join person p on p.id = o.person_id where p.community_id = 4 and o.dedupe like 'month-report%'",
    )
    expect(n).toBe(450)
  })
})
