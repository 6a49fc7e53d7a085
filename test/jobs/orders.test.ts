import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { draw } from '../../src/domain/order/draw.ts'
import { places, put, rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike, lettersTo, lettersToGroup } from '../support/letters.ts'
import { claim, order, standing } from '../support/orders.ts'
import { at } from '../support/talk.ts'
import { group, hours, onDingtalk, onWecom, role } from '../support/town.ts'

let clock: Clock
let [boss, secretary, grid, street, zhang, wang, zhao, qian, wecomGroup, dingtalkGroup] = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await places()
  await run('update community set street_id = 1 where id = 1')
  boss = await onDingtalk('管理员', { kind: 'volunteer', unit_id: 1 })
  secretary = await onDingtalk('李书记', { kind: 'volunteer', unit_id: 1 })
  grid = await onWecom('吴网格长', { kind: 'volunteer', unit_id: 1 })
  street = await onWecom('郑干部', { kind: 'volunteer', unit_id: 1 })
  await role(boss, 'administrator')
  await role(secretary, 'secretary', { community_id: 1 })
  await role(grid, 'grid_head', { community_id: 1, grid_id: 1 })
  await role(street, 'street_officer', { street_id: 1 })
  zhang = await onDingtalk('张一')
  wang = await onWecom('王一')
  zhao = await onDingtalk('赵一')
  qian = await onWecom('钱一', { kind: 'volunteer', unit_id: 1 })
  wecomGroup = await group('东湖值守群', boss)
  dingtalkGroup = await group('东湖钉群', boss, { platform: 'dingtalk' })
})
beforeEach(async () => {
  clock = new Clock()
  for (const table of ['outbox', 'job_run', 'clock', 'usage']) await run(`delete from ${table}`)
  await run(
    "update claim set state = 'released', ended = 'over', offered_until = null where state <> 'released'",
  )
  await run(
    `update "order" set state = 'cancelled', closed_at = 1, escalate_at = null where state <> 'cancelled'`,
  )
})

describe('the draw of an easy order', () => {
  const opened = at('2026-11-23 09:00')
  const easy = { category: 'cleaning', base: 100, state: 'drawing', draw_at: at('2026-11-23 09:10') }

  test('places go to those furthest behind; winners, seed and nobody’s pace in both groups; numbers in private', async ({
    expect,
  }) => {
    await hours(zhang, '2026-11-01', 10 * 60)
    await hours(wang, '2026-11-01', 60)
    const id = await order('楼道清洁', {
      ...easy,
      places: 2,
      draw_seed: 'seed-1',
      ends_at: at('2026-11-25 11:00'),
      starts_at: at('2026-11-25 09:00'),
    })
    await run(
      "insert into order_text (order_id, part, person_id, text) values (?, 'contact', ?, '刘主任 13800000000')",
      id,
      boss,
    )
    for (const [i, who] of [zhang, wang, qian, zhao].entries())
      await claim(id, who, 'drawing', opened + i * 60_000)
    await clock.tick('2026-11-23 09:09')
    expect(await standing(id)).toMatch(/^drawing/)
    await clock.tick('2026-11-23 09:10')
    await clock.tick('2026-11-23 09:11')
    expect(await standing(id)).toBe('full 王一 held, 赵一 held, 张一 waiting, 钱一 waiting')
    const said = [
      `${id} 号抽签结果楼道清洁。`,
      '这 2 位接到了：王一、赵一。',
      '没抽到的 2 位排了候补，有空位按次序问，次序已私下告诉本人。',
      '机会先给离年度目标远的，一样远的按种子 seed-1 抽签，谁都可以复算。',
    ]
    for (const one of [wecomGroup, dingtalkGroup]) {
      const [letter, ...more] = await lettersToGroup(one)
      expect(more).toEqual([])
      for (const line of said.slice(1)) expect(letter).toContain(line)
      expect(letter).not.toMatch(/小时|落后/)
    }
    expect((await lettersTo(zhao)).join()).toContain('联系：刘主任 13800000000')
    expect((await lettersTo(zhang)).join()).toContain('您是候补第 1 位')
    expect((await lettersTo(qian)).join()).toContain('您是候补第 2 位')
    expect((await lettersLike('order/')).filter((one) => one.includes('13800000000'))).toHaveLength(2)
    expect(await rows('select step, actor_id from order_event where order_id = ?', id)).toEqual([
      { step: 'draw', actor_id: null },
    ])
  })

  test('ties are the lot of the published seed: anybody can compute them again', async ({ expect }) => {
    const people = [
      await onWecom('孙一', { kind: 'volunteer', unit_id: 1 }),
      await onWecom('周一', { kind: 'volunteer', unit_id: 1 }),
      qian,
    ]
    const id = await order('巡逻', { ...easy, places: 1, draw_seed: '77-abc' })
    for (const who of people) await claim(id, who, 'drawing', opened)
    await clock.tick('2026-11-23 09:10')
    const entrants = people.map((person_id) => ({ person_id, behind: 0, at: opened }))
    const [winner] = draw('77-abc', entrants, 1, easy.draw_at).winners
    expect(await rows("select person_id from claim where order_id = ? and state = 'held'", id)).toEqual([
      { person_id: winner },
    ])
  })

  test('nobody came: it opens for all, and the ladder begins', async ({ expect }) => {
    const id = await order('学习', { ...easy, places: 1, draw_seed: 'x' })
    await clock.tick('2026-11-23 09:10')
    expect(await standing(id)).toBe('open')
    expect((await lettersToGroup(wecomGroup)).join()).toContain(`谁先接归谁：/接单 ${id}`)
    expect(await rows('select escalate_at from "order" where id = ?', id)).toEqual([
      { escalate_at: at('2026-11-26 09:10') },
    ])
  })
})

describe('offers of a free place', () => {
  test('who does not answer loses it and hears so, the next is asked; nobody left: open again', async ({
    expect,
  }) => {
    const id = await order('助老', { places: 1 })
    await claim(id, zhang, 'offered', at('2026-11-23 09:00'), { offered_until: at('2026-11-23 09:30') })
    await claim(id, wang, 'waiting', at('2026-11-23 09:01'))
    await clock.tick('2026-11-23 09:29')
    expect(await standing(id)).toBe('full 张一 offered, 王一 waiting')
    await clock.tick('2026-11-23 09:30')
    expect(await standing(id)).toBe('full 张一 released, 王一 offered')
    expect((await lettersTo(zhang)).join()).toContain('过了时间')
    expect((await lettersTo(wang)).join()).toContain('轮到您了')
    await clock.tick('2026-11-23 10:00')
    expect(await standing(id)).toBe('open 张一 released, 王一 released')
    expect(await rows('select escalate_at from "order" where id = ?', id)).toEqual([
      { escalate_at: at('2026-11-26 10:00') },
    ])
    expect((await lettersLike('order/offer/')).length).toBe(0)
  })

  test('a place that got free without anybody being asked is offered within the minute', async ({
    expect,
  }) => {
    const id = await order('助餐', { places: 1 })
    await claim(id, zhang, 'held', at('2026-11-23 09:00'))
    await claim(id, wang, 'waiting', at('2026-11-23 09:01'))
    await run(
      "update claim set state = 'released', ended = 'gone', changed_at = 5 where order_id = ? and person_id = ?",
      id,
      zhang,
    )
    await clock.tick('2026-11-23 09:05')
    await clock.tick('2026-11-23 09:06')
    expect(await standing(id)).toBe('full 张一 released, 王一 offered')
    expect(await lettersTo(wang)).toHaveLength(1)
  })
})

describe('the ladder of an order that nobody takes', () => {
  test('four levels by their deadline, each named to the next; the first claim stops it and takes letters back', async ({
    expect,
  }) => {
    const id = await order('断药送药', { grid_id: 1, urgency: 'urgent', escalate_at: at('2026-11-23 11:00') })
    await clock.tick('2026-11-23 10:59')
    expect(await lettersLike('order/escalate')).toEqual([])
    await clock.tick('2026-11-23 11:00')
    expect((await lettersTo(grid)).join()).toContain(`东湖社区 ${id} 号（紧急）2小时没有人接`)
    expect((await lettersToGroup(wecomGroup)).join()).toContain('已请网格长吴网格长协调。')
    await clock.tick('2026-11-23 13:00')
    expect((await lettersTo(secretary)).join()).toContain('已告诉网格长吴网格长，还没有回音。')
    expect(await lettersTo(street)).toEqual([])
    await clock.tick('2026-11-23 15:00')
    await clock.tick('2026-11-23 15:01')
    expect(await lettersTo(street)).toHaveLength(1)
    await claim(id, zhang, 'held', at('2026-11-23 15:30'))
    await clock.tick('2026-11-23 17:00')
    expect(await lettersTo(boss)).toEqual([])
    // WeCom’s wait in the mailbox: nobody reads there any more that nobody takes it.
    expect(await lettersTo(street)).toEqual([])
  })

  test('an act of a keeper is an answer, a note of the requester is none; requests are not for the group', async ({
    expect,
  }) => {
    const id = await order('灯坏了', {
      state: 'requested',
      origin: 'request',
      requester_id: wang,
      escalate_at: at('2026-11-23 09:30'),
      urgency: 'critical',
    })
    const event = (actor_id: number, when: string) =>
      put('order_event', {
        order_id: id,
        at: at(when),
        actor_id,
        step: 'note',
        state: 'requested',
        message: 'm',
      })
    await event(wang, '2026-11-23 09:10')
    await clock.tick('2026-11-23 09:30')
    expect(await lettersTo(secretary)).toHaveLength(1)
    expect((await lettersTo(secretary)).join()).toContain('还没有派单')
    expect(await lettersToGroup(wecomGroup)).toEqual([])
    await event(secretary, '2026-11-23 09:40')
    await clock.tick('2026-11-23 10:00')
    expect(await lettersTo(street)).toEqual([])
    expect(await rows('select escalate_at, told from "order" where id = ?', id)).toEqual([
      { escalate_at: null, told: 'secretary' },
    ])
  })

  test('ends with the time of the order', async ({ expect }) => {
    const id = await order('搬家', { ends_at: at('2026-11-24 09:00'), escalate_at: at('2026-11-26 09:00') })
    await clock.tick('2026-11-26 09:00')
    expect(await lettersLike('order/escalate')).toEqual([])
    expect(await rows('select escalate_at from "order" where id = ?', id)).toEqual([{ escalate_at: null }])
  })

  test('in quiet hours only 特急 is told; the others wait for the morning, and so does the next level', async ({
    expect,
  }) => {
    const late = { created_at: at('2026-11-23 20:00'), escalate_at: at('2026-11-23 22:00'), grid_id: 1 }
    const urgent = await order('急', { ...late, urgency: 'urgent' })
    const critical = await order('特急', { ...late, urgency: 'critical' })
    await clock.tick('2026-11-23 22:00')
    expect(
      await rows('select id, escalate_at from "order" where id in (?, ?) order by id', urgent, critical),
    ).toEqual([
      { id: urgent, escalate_at: at('2026-11-24 10:00') },
      { id: critical, escalate_at: at('2026-11-23 22:30') },
    ])
    await clock.tick('2026-11-23 22:30')
    expect(clock.outside.to(`s${secretary}`)).toHaveLength(1)
  })
})

describe('an order that nobody takes for days', () => {
  test('a day: who fits best is asked; two days: the secretary may assign; a claim takes it back', async ({
    expect,
  }) => {
    const id = await order('法律咨询', { category: 'legal', base: 130, created_at: at('2026-11-23 09:00') })
    await put('skill', { person_id: wang, key: '法律', name: '法律', place: 1 })
    await clock.tick('2026-11-24 08:59')
    expect(await lettersLike('order/untaken')).toEqual([])
    await clock.tick('2026-11-24 09:00')
    await clock.tick('2026-11-24 09:01')
    expect(await lettersTo(wang)).toHaveLength(1)
    const [first] = await lettersTo(wang)
    expect(first).toContain('东湖社区这一单一天没有人接，您正合适')
    expect(first).toContain('难度1.4')
    expect(first).toContain(`/接单 ${id}`)
    expect(await lettersLike('order/untaken')).toHaveLength(3)
    await clock.tick('2026-11-25 09:00')
    const [letter] = await lettersTo(secretary)
    expect(letter).toContain(`${id} 号 2 天没有人接`)
    expect(letter).toContain(`/指派 ${id} 王一`)
    await claim(id, zhang, 'held', at('2026-11-25 10:00'))
    expect((await lettersTo(wang)).join()).not.toContain('一天没有人接')
  })
})

describe('several orders that nobody takes', () => {
  test('come in one letter for each person, also when their turns lie hours apart; each is told of once', async ({
    expect,
  }) => {
    const day = { category: 'legal', base: 130 }
    const first = await order('法律咨询', { ...day, created_at: at('2026-11-23 09:00') })
    const second = await order('普法讲座', { ...day, created_at: at('2026-11-23 09:50') })
    const third = await order('合同审看', { ...day, created_at: at('2026-11-23 13:00') })
    await put('skill', { person_id: wang, key: '法律', name: '法律', place: 1 }, 'insert or ignore')
    await clock.tick('2026-11-24 09:00')
    await clock.minutes('2026-11-24 09:48', '2026-11-24 09:52')
    const [letter, more] = await lettersTo(wang)
    expect(more).toBeUndefined()
    expect(letter).toContain('东湖社区有 2 单一天没有人接，您正合适')
    for (const id of [first, second]) expect(letter).toContain(`${id} 号`)
    expect(letter).not.toContain(`${third} 号`)
    await clock.tick('2026-11-24 13:00')
    expect((await lettersTo(wang)).at(-1)).toContain(`/接单 ${third}`)
    await clock.tick('2026-11-25 09:00')
    await clock.minutes('2026-11-25 09:48', '2026-11-25 09:52')
    const told = await lettersTo(secretary)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('这 2 单 2 天没有人接')
    expect(told[0]).toMatch(new RegExp(`${second} 号 普法讲座，合适的：.*王一`))
    expect(told[0]?.split('\n').length).toBeLessThanOrEqual(12)
    await clock.tick('2026-11-26 09:00')
    expect((await lettersLike('order/untaken')).filter((text) => text.includes(`${first} 号`))).toHaveLength(
      4,
    )
  })
})

describe('an order whose time is over', () => {
  test('asks who holds it after an hour, tells the secretary after a day; 完成 stops it', async ({
    expect,
  }) => {
    const span = { starts_at: at('2026-11-23 14:00'), ends_at: at('2026-11-23 16:00') }
    const id = await order('陪诊', span)
    await claim(id, zhang, 'held', at('2026-11-23 09:10'))
    const empty = await order('助餐', span)
    await clock.tick('2026-11-23 16:59')
    expect(await lettersLike('order/overdue')).toEqual([])
    await clock.tick('2026-11-23 17:00')
    await clock.tick('2026-11-23 17:01')
    expect(await lettersTo(zhang)).toHaveLength(1)
    expect((await lettersTo(zhang)).join()).toContain(`/完成 ${id} 2小时`)
    expect((await lettersTo(secretary)).join()).toContain(`${empty} 号的时间过了，一直没有人接`)
    await clock.tick('2026-11-24 16:00')
    const told = await lettersTo(secretary)
    expect(told.filter((one) => one.includes(`/催单 ${id}`))).toHaveLength(1)
  })
})

describe('orders in the letters of the week and the month', () => {
  const tickAt = async (when: string) => {
    await run('delete from clock')
    await clock.tick(at(when) - 60_000)
    await clock.tick(when)
  }

  test('on Monday secretaries hear of orders at risk, by number', async ({ expect }) => {
    const old = { created_at: at('2026-11-24 09:00'), untaken_since: at('2026-11-24 09:00') }
    const asked = await order('修灯', { ...old, state: 'requested', untaken_since: null })
    const untaken = await order('助老', old)
    const late = await order('陪诊', { ...old, ends_at: at('2026-11-28 09:00') })
    await claim(late, zhang, 'held', at('2026-11-24 10:00'))
    const done = await order('助残', old)
    await claim(done, wang, 'held', at('2026-11-24 10:00'))
    await run(`update "order" set state = 'done', done_at = ? where id = ?`, at('2026-11-26 09:00'), done)
    await tickAt('2026-11-30 09:00')
    const [letter] = await lettersLike('week/2026-11-30/1/')
    expect(letter).toContain(`等派单的 1 件，单号：${asked}`)
    expect(letter).toContain(`三天没人接的 1 单，单号：${untaken}`)
    expect(letter).toContain(`时间过了没报完成的 1 单，单号：${late}`)
    expect(letter).toContain(`做完三天没核销的 1 单，单号：${done}`)
  })

  test('the month: who is behind sees two orders that fit, none that wants another trade; groups what may be taken; administrators whose grades tell nothing', async ({
    expect,
  }) => {
    const sun = await onDingtalk('孙落后')
    await put('skill', { person_id: sun, key: '维修', name: '维修', place: 1 })
    const fresh = { created_at: at('2026-12-01 08:00'), urgency: 'normal' }
    const lamp = await order('换灯', { ...fresh, category: 'repair', base: 130 })
    const law = await order('普法', { ...fresh, category: 'legal', base: 130 })
    const meal = await order('送餐', {
      ...fresh,
      starts_at: at('2026-12-05 09:00'),
      ends_at: at('2026-12-05 11:00'),
    })
    for (const [category, published] of [
      ['cleaning', 7],
      ['legal', 3],
    ] as const)
      await run(
        `insert into order_count (month, community_id, category, published, proposed, verified) values ('2026-11', 1, ?, ?, 1, 2)
          on conflict do update set published = excluded.published, proposed = excluded.proposed, verified = excluded.verified`,
        category,
        published,
      )
    await run("delete from order_count where month = '2026-11' and category not in ('cleaning', 'legal')")
    await put('grade_count', {
      month: '2026-11',
      community_id: 1,
      grader_id: secretary,
      excellent: 19,
      good: 1,
      fair: 0,
    })
    await tickAt('2026-12-01 09:00')
    const mine = (await lettersTo(sun)).join()
    expect(mine).toContain(`${lamp} 号 换灯`)
    expect(mine).toContain(`${meal} 号 送餐，12月5日 09:00`)
    expect(mine).not.toContain(`${law} 号`)
    const report = (await lettersToGroup(wecomGroup)).join()
    expect(report).toContain(
      '派单 10 单，已核销 4 单，其中大家自己创的 2 单（创单率 20.0%）；清洁、巡逻、宣传占 70.0%，偏多',
    )
    expect(report).toContain('现在有 3 单可以接')
    expect(report).not.toContain('孙落后')
    expect((await lettersTo(boss)).join('\n')).toContain('李书记：评 20 次，很好占 95.0%')
    expect((await lettersTo(secretary)).join()).not.toContain('很好占')
  })
})
