import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { places, put, rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike, lettersTo } from '../support/letters.ts'
import { at } from '../support/talk.ts'
import { onDingtalk, onWecom, role, shift } from '../support/town.ts'

let clock: Clock
let secretary: number

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await places()
  secretary = await onDingtalk('李书记')
  await role(secretary, 'secretary', { community_id: 1 })
})
beforeEach(async () => {
  clock = new Clock()
  for (const table of ['outbox', 'job_run', 'clock', 'usage']) await run(`delete from ${table}`)
})

describe('the evening before', () => {
  test('says when and where, once, to who is on the roster tomorrow, on DingTalk and in the mailbox', async ({
    expect,
  }) => {
    const [zhang, wang, other] = [
      await onDingtalk('张一'),
      await onWecom('王一', { lang: 'hant' }),
      await onWecom('赵一'),
    ]
    await shift(zhang, '2026-11-24')
    await shift(wang, '2026-11-24', '14:00-17:00')
    await shift(other, '2026-11-25')
    await clock.tick('2026-11-23 20:29')
    expect(await lettersLike('shift/')).toEqual([])
    await clock.tick('2026-11-23 20:30')
    await clock.tick('2026-11-23 20:30')
    await clock.tick('2026-11-23 20:31')
    expect(await lettersTo(zhang)).toEqual([
      '提醒：11月24日（周二） 09:00–12:00，您在东湖社区值守。\n接着可以发：/请假 11-24',
    ])
    expect(await lettersTo(wang)).toEqual([
      '提醒：11月24日（週二） 14:00–17:00，您在东湖社区值守。\n接著可以發：/請假 11-24',
    ])
    expect(await lettersTo(other)).toEqual([])
    expect(clock.outside.to(`s${zhang}`)).toHaveLength(1)
    expect(clock.outside.pushes).toHaveLength(1)
  })

  test('leaves out who is on leave and what is planned later; a swapped shift reminds the new person', async ({
    expect,
  }) => {
    const [away, late, from, to] = await Promise.all(
      ['张二', '王二', '赵二', '钱二'].map((name) => onDingtalk(name)),
    )
    await shift(away!, '2026-11-26')
    await put('leave', {
      person_id: away!,
      from_day: '2026-11-26',
      to_day: '2026-11-26',
      at: at('2026-11-20 09:00'),
      message: 'm',
    })
    const given = await shift(from!, '2026-11-26')
    await run("update shift set state = 'swapped', settled_at = 1, settle_message = 'm' where id = ?", given)
    await shift(to!, '2026-11-26', '09:00-12:00', { stands_for: given })
    await clock.tick('2026-11-25 20:29')
    await shift(late!, '2026-11-26', '15:00-17:00', { planned_at: at('2026-11-25 20:40') })
    await clock.tick('2026-11-25 20:45')
    expect(await lettersTo(to!)).toHaveLength(1)
    for (const nobody of [away!, late!, from!]) expect(await lettersTo(nobody)).toEqual([])
    await clock.tick('2026-11-26 14:30')
    expect(await lettersTo(late!)).toEqual([
      '15:00–17:00您在东湖社区值守，快开始了。到了请报到。\n接着可以发：/报到',
    ])
  })

  test('a Worker that was down for an hour sends it the next morning; what is over by then is not sent', async ({
    expect,
  }) => {
    const [early, noon] = [await onDingtalk('张三'), await onDingtalk('王三')]
    await shift(early, '2026-11-28', '07:00-08:00')
    await shift(noon, '2026-11-28', '12:00-14:00')
    await clock.tick('2026-11-27 20:20')
    await clock.tick('2026-11-27 21:20')
    expect(clock.outside.pushes).toEqual([])
    await clock.tick('2026-11-28 08:00')
    expect(clock.outside.to(`s${noon}`)).toHaveLength(1)
    expect(clock.outside.to(`s${early}`)).toEqual([])
  })

  test('is taken back when the shift is cancelled before anybody has read it', async ({ expect }) => {
    const who = await onWecom('张四')
    const id = await shift(who, '2026-11-30')
    await clock.tick('2026-11-29 20:29')
    await clock.tick('2026-11-29 20:30')
    expect(await lettersTo(who)).toHaveLength(1)
    await run("update shift set state = 'cancelled', settled_at = 1, settle_message = 'm' where id = ?", id)
    expect(await lettersTo(who)).toEqual([])
  })
})

describe('thirty minutes before', () => {
  test('comes once, even when the Worker was down; not to who is there already, and not in quiet hours', async ({
    expect,
  }) => {
    const [one, there, early] = [await onDingtalk('张五'), await onDingtalk('王五'), await onDingtalk('赵五')]
    await shift(one, '2026-12-01')
    const served = await shift(there, '2026-12-01')
    await shift(early, '2026-12-01', '08:15-10:00')
    await put('duty', {
      person_id: there,
      unit_id: 3,
      community_id: 1,
      started_at: at('2026-12-01 08:20'),
      message: 'd',
      shift_id: served,
    })
    await clock.tick('2026-12-01 07:00')
    await clock.tick('2026-12-01 07:45')
    await clock.tick('2026-12-01 08:05')
    await clock.tick('2026-12-01 08:29')
    expect(await lettersLike('shift/soon')).toEqual([])
    // Down from 08:29 to 08:50.
    await clock.minutes('2026-12-01 08:50', '2026-12-01 08:53')
    expect(await lettersLike('shift/soon')).toEqual([
      '09:00–12:00您在东湖社区值守，快开始了。到了请报到。\n接着可以发：/报到',
    ])
    expect(clock.outside.to(`s${one}`)).toHaveLength(1)
    await run("update duty set ended_at = started_at, ended_by = 'person' where ended_at is null")
  })

  test('who wants letters in the evening only has the evening before; who wants none finds both in the mailbox', async ({
    expect,
  }) => {
    const [evening, off] = [
      await onDingtalk('张六', { notify: 'evening' }),
      await onDingtalk('王六', { notify: 'off' }),
    ]
    for (const who of [evening, off]) await shift(who, '2026-12-03')
    await clock.tick('2026-12-02 20:29')
    await clock.tick('2026-12-02 20:30')
    await clock.tick('2026-12-03 08:30')
    await clock.tick('2026-12-03 18:00')
    expect(clock.outside.to(`s${evening}`)).toHaveLength(1)
    expect(clock.outside.to(`s${off}`)).toEqual([])
    expect(
      await rows('select state from outbox where person_id = ? and dedupe like ?', off, 'shift/evening%'),
    ).toEqual([{ state: 'kept' }])
  })
})

describe('a missing check-in', () => {
  test('asks the person after ten minutes, tells the secretary after thirty, once and together', async ({
    expect,
  }) => {
    const [one, two, there, undone] = [
      await onDingtalk('张七'),
      await onWecom('王七'),
      await onWecom('赵七'),
      await onWecom('钱七'),
    ]
    for (const who of [one, two, there]) await shift(who, '2026-12-07')
    const back = await shift(undone, '2026-12-07')
    await shift(await onWecom('孙七'), '2026-12-07', '10:00-12:00')
    const duty = { unit_id: 3, community_id: 1, message: 'd', started_at: at('2026-12-07 08:50') }
    await put('duty', { ...duty, person_id: there })
    await put('duty', {
      ...duty,
      person_id: undone,
      shift_id: back,
      ended_at: at('2026-12-07 08:55'),
      ended_by: 'undo',
    })
    await clock.tick('2026-12-07 09:09')
    expect(await lettersLike('shift/missing')).toEqual([])
    await clock.minutes('2026-12-07 09:10', '2026-12-07 09:12')
    expect(await lettersLike('shift/missing')).toEqual(
      Array(3).fill(
        '东湖社区 09:00的班开始了，还没看到您报到。\n到了请发 /报到；来不了请说一声，好安排别人。\n接着可以发：/报到 /请假 12-07',
      ),
    )
    expect(await lettersTo(there)).toEqual([])
    await clock.tick('2026-12-07 09:29')
    expect(await lettersTo(secretary)).toEqual([])
    await clock.minutes('2026-12-07 09:30', '2026-12-07 09:32')
    expect(await lettersTo(secretary)).toEqual([
      [
        '东湖社区 09:00的班，还没报到：张七、王七、钱七。已私下提醒本人。',
        '联系不上可以换人，例如：/换班 12-07 张七 接班人姓名',
        '接着可以发：/抽查',
      ].join('\n'),
    ])
    await run("update duty set ended_at = started_at, ended_by = 'person' where ended_at is null")
  })

  test('is not seen where the duty of the shift before went on into this one', async ({ expect }) => {
    const who = await onWecom('李七')
    await shift(who, '2026-12-03', '09:00-12:00')
    await shift(who, '2026-12-03', '12:00-15:00')
    const duty = { unit_id: 3, community_id: 1, message: 'd', person_id: who }
    const times = { started_at: at('2026-12-03 08:50'), ended_at: at('2026-12-03 13:30') }
    await put('duty', { ...duty, ...times, ended_by: 'person' })
    await clock.minutes('2026-12-03 13:31', '2026-12-03 13:33')
    expect(await lettersLike('shift/missing')).toEqual([])
    expect(await lettersLike('shift/absent')).toEqual([])
  })

  test('of a Worker that was down for an hour is caught up; after three days nobody is asked any more', async ({
    expect,
  }) => {
    const [one, two] = [await onDingtalk('张八'), await onDingtalk('王八')]
    await shift(one, '2026-12-08', '09:00-12:00')
    await clock.tick('2026-12-08 08:55')
    await clock.tick('2026-12-08 09:55')
    expect(clock.outside.to(`s${one}`)).toHaveLength(2)
    expect(await lettersTo(secretary)).toHaveLength(1)
    await shift(two, '2026-12-09', '09:00-21:00')
    await clock.tick('2026-12-12 10:00')
    expect(await lettersTo(two)).toEqual([])
  })

  test('of a community without a secretary is told to the administrators', async ({ expect }) => {
    const [boss, who] = [await onDingtalk('管理员'), await onWecom('西一', { community_id: 2 })]
    await role(boss, 'administrator')
    await shift(who, '2026-12-15', '09:00-12:00', { community_id: 2 })
    await clock.tick('2026-12-15 09:30')
    expect((await lettersTo(boss)).join()).toContain('西湖社区 09:00的班，还没报到：西一。')
    expect(await lettersTo(secretary)).toEqual([])
  })

  test('is taken back when the person checks in for the shift', async ({ expect }) => {
    const who = await onWecom('张九')
    const id = await shift(who, '2026-12-14')
    await clock.tick('2026-12-14 09:10')
    expect(await lettersTo(who)).toHaveLength(1)
    await put('duty', {
      person_id: who,
      unit_id: 3,
      community_id: 1,
      message: 'd',
      started_at: at('2026-12-14 09:15'),
      shift_id: id,
    })
    expect(await lettersTo(who)).toEqual([])
    await clock.tick('2026-12-14 09:31')
    expect(await lettersTo(secretary)).toEqual([])
  })
})
