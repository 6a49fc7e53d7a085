import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { enter, places, put, rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike, lettersTo, lettersToGroup } from '../support/letters.ts'
import { at } from '../support/talk.ts'
import { group, hours, onDingtalk, onWecom, role, shift } from '../support/town.ts'

let clock: Clock
let [boss, secretary, zhang, wang, quay] = [0, 0, 0, 0, 0]

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await places()
  boss = await onDingtalk('管理员', { kind: 'volunteer', unit_id: 2, community_id: 2 })
  secretary = await onDingtalk('李书记', { kind: 'volunteer', unit_id: 1 })
  zhang = await onDingtalk('张伟')
  wang = await onDingtalk('王芳', { lang: 'hant' })
  quay = await group('东湖值守群', boss)
  await role(boss, 'administrator')
  await role(secretary, 'secretary', { community_id: 1 })
})
beforeEach(async () => {
  clock = new Clock()
  for (const table of ['outbox', 'job_run', 'clock', 'usage']) await run(`delete from ${table}`)
})

/** A tick just before and one at that time. */
const tickAt = async (when: string) => {
  await run('delete from clock')
  await clock.tick(at(when) - 60_000)
  await clock.tick(when)
}

describe('the 25th', () => {
  test('nudges who is behind, in private, once; not who is away, new or ahead', async ({ expect }) => {
    const [ahead, away, fresh] = [
      await onDingtalk('钱多'),
      await onDingtalk('孙假'),
      await onDingtalk('周新', { registered_at: at('2026-11-03 09:00') }),
    ]
    await hours(ahead, '2026-11-10', 18 * 60 + 30)
    await hours(zhang, '2026-11-10', 10 * 60)
    await put('leave', {
      person_id: away,
      from_day: '2026-11-25',
      to_day: '2026-11-25',
      at: at('2026-11-20 09:00'),
      message: 'm',
    })
    for (const day of ['2026-11-24', '2026-11-26']) await shift(ahead, day)
    await tickAt('2026-11-25 09:00')
    await clock.tick('2026-11-25 09:00')
    expect(await lettersTo(zhang)).toEqual([
      [
        '今年到今天，按进度应有 17小时58分钟，您有 10小时，还差 7小时58分钟。',
        '您的社区这几天还缺人值守：11月27日（周五）、11月30日（周一）。愿意去，跟社区书记说一声就行。',
        '做过还没记的，可以发：/补报 时间 做了什么',
        '接着可以发：/我的',
      ].join('\n'),
    ])
    expect((await lettersTo(wang)).join()).toContain('您的社區這幾天還缺人值守：11月27日（週五）')
    for (const nobody of [ahead, away, fresh, secretary]) expect(await lettersTo(nobody)).toEqual([])
    expect(await lettersToGroup(quay)).toEqual([])
    expect(clock.outside.to(`s${zhang}`)).toHaveLength(1)
    await run("update person set state = 'rejected' where id in (?, ?, ?)", ahead, away, fresh)
  })

  test('is caught up until the month is over', async ({ expect }) => {
    await clock.tick('2026-11-24 12:00')
    await clock.tick('2026-11-30 20:00')
    expect(await lettersTo(zhang)).toHaveLength(1)
    await run('delete from outbox')
    await clock.tick('2026-12-24 12:00')
    await clock.tick('2027-01-01 09:00')
    expect(await lettersLike('pace/')).toEqual([])
  })
})

describe('a month closes', () => {
  test('secretaries hear on the 5th what still waits; with a holiday on the last working day before', async ({
    expect,
  }) => {
    await tickAt('2026-11-05 09:00')
    expect(await lettersLike('closing/')).toEqual([])
    const line = { service_day: '2026-10-28', created_at: at('2026-10-28 20:00'), booking_month: '2026-10' }
    await enter(zhang, line)
    await enter(wang, line)
    await enter(zhang, { service_day: '2026-11-03', created_at: at('2026-11-03 20:00') })
    await run('delete from job_run')
    await tickAt('2026-11-05 09:00')
    expect(await lettersLike('closing/')).toEqual([
      [
        '东湖社区10月的工时 11月5日 24:00 封账，还有 2 条待审。',
        '11月5日以后再通过的，算到通过时的那个月，不再算10月的。',
        '接着可以发：/审核',
      ].join('\n'),
    ])
    await clock.tick('2026-09-29 12:00')
    await run('delete from clock')
    await clock.tick('2026-09-30 08:00')
    await clock.tick('2026-09-30 09:00')
    await clock.tick('2026-10-05 09:00')
    const periods = await rows("select distinct period from job_run where job = 'month-closes' order by 1")
    expect(periods).toEqual([{ period: '2026-09' }, { period: '2026-10' }])
  })
})

describe('a year ends', () => {
  test('on 31 December everybody who is registered and each group hear until when it can be reported', async ({
    expect,
  }) => {
    const [pending, resident, stranger] = [
      await onWecom('待核', { state: 'pending' }),
      await onWecom('居民', { kind: 'resident', unit_id: 1 }),
      await onWecom('没过', { state: 'rejected' }),
    ]
    await tickAt('2026-12-31 09:00')
    const text = [
      '2026年今天是最后一天。今年的服务还没记的，请尽快记。',
      '1月5日 24:00 封账，在那之前记好、审过的算2026年。补记发：/补报 时间 做了什么',
    ]
    expect(await lettersToGroup(quay)).toEqual([text.join('\n')])
    expect(await lettersTo(zhang)).toEqual([[...text, '接着可以发：/工时'].join('\n')])
    expect((await lettersTo(wang))[0]).toContain('2026年今天是最後一天')
    expect(await lettersTo(pending)).toHaveLength(1)
    for (const nobody of [resident, stranger]) expect(await lettersTo(nobody)).toEqual([])
    // One text: one call for both who read simplified characters and are pushed to.
    expect(clock.outside.pushes.filter(({ way }) => way === 'batchSend')).toHaveLength(3)
    await run('delete from outbox')
    await clock.tick('2026-12-31 09:00')
    await run('delete from clock')
    await clock.tick('2026-12-31 08:00')
    await clock.tick('2027-01-01 09:00')
    expect(await lettersLike('last-days/')).toEqual([])
  })

  test('on 6 January the administrators get the figures that no longer change', async ({ expect }) => {
    await run(
      "insert into unit (id, name, key) values (10, '市教育局', '市教育局'), (11, '市卫健委', '市卫健委')",
    )
    const [teacher, doctor] = [await onWecom('教一', { unit_id: 10 }), await onWecom('卫一', { unit_id: 11 })]
    await hours(teacher, '2026-06-10', 21 * 60, { unit_id: 10 })
    await hours(secretary, '2026-06-11', 3 * 60, { unit_id: 1 })
    expect(doctor).toBeGreaterThan(0)
    await run("update person set state = 'rejected' where name = '没过'")
    await tickAt('2027-01-06 09:00')
    await clock.tick('2027-01-06 09:00')
    expect(await lettersLike('year-closed/')).toEqual([
      [
        '2026年已封账，考核用的数：',
        '服务 4 次，52小时30分钟，积分 525，4 人参加',
        '派出单位 3 个，人均达到 20小时的 1 个。低的在前：',
        '市卫健委 人均 0分钟（1 人，共 0分钟）',
        '市财政局 人均 14小时15分钟（2 人，共 28小时30分钟）',
        '市教育局 人均 21小时（1 人，共 21小时）',
        '社区志愿者和居民共 3小时',
        '合计 52小时30分钟：按单位、按社区、总账三处相符。',
        '接着可以发：/排行 单位 去年',
      ].join('\n'),
    ])
    expect(clock.outside.to(`s${boss}`).filter((text) => text.includes('已封账'))).toHaveLength(1)
  })
})

describe('asked in time', () => {
  test('for next year’s holiday list, each week from 15 November on, until it is there', async ({
    expect,
  }) => {
    await clock.tick('2026-11-13 12:00')
    for (const day of ['14', '15', '16', '17', '22', '23', '24']) await clock.tick(`2026-11-${day} 09:00`)
    const asked = [
      '2027年的放假安排还没有录入。国务院一般在 11 月公布；录入前先按法定节日和周末算，没有调休，值班和提醒可能不准。',
      '管理员录入或更换：把国务院办公厅放假通知的全文粘贴在 /节假日 后面发给我；也可以换行写，一行一条，例如：2027-01-01 至 2027-01-03 元旦，2027-01-04 上班。',
      '接着可以发：/节假日',
    ].join('\n')
    expect(await lettersLike('holidays/')).toEqual([asked, asked])
    await put('holiday_year', { year: 2027 })
    await clock.tick('2026-11-30 09:00')
    expect(await lettersLike('holidays/')).toHaveLength(2)
    await run('delete from holiday_year where year = 2027')
  })

  test('for the handover, a week before the last shift of somebody whom another follows', async ({
    expect,
  }) => {
    const [out, next] = [await onDingtalk('外派'), await onWecom('接班')]
    await shift(out, '2026-12-15')
    await shift(out, '2026-12-16')
    await shift(next, '2026-12-18')
    await clock.tick('2026-12-08 08:59')
    await clock.tick('2026-12-08 09:00')
    expect(await lettersLike('handover/')).toEqual([])
    await clock.tick('2026-12-09 09:00')
    expect(await lettersTo(out)).toEqual([
      [
        '东湖社区 12月16日（周三） 09:00–12:00是您这一段最后一班，后面由接班接。',
        '请把要交接的写给接班人，例如：/交接 钥匙在居委会，3栋王奶奶每周二要去看看',
        '接着可以发：/交接',
      ].join('\n'),
    ])
    expect(await lettersTo(next)).toEqual([])
  })
})
