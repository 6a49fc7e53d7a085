import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike, lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { personOf, plain } from '../support/roster.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  Talk,
} from '../support/talk.ts'

const NOW = at('2026-11-23 09:00')
let talk: Talk
const second = onDingtalk('sec2', '赵书记')
const boss = onDingtalk('boss-d', '管理员')

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(NOW)
  await talk.group(second, '/登记 赵书记 东湖社区 志愿者')
  await talk.group(secretary, '/通过 赵书记')
  await talk.group(admin, '/任命 @赵书记 书记')
}, 30_000)
beforeEach(() => {
  talk.now += 2 * 60 * 60_000
})

const numberIn = ({ text }: { text: string }): number => Number(/(\d+) ?号/.exec(text)?.[1])
const pushed = async (text: string, by = secretary) => numberIn(await talk.private(by, `/派单 ${text}`))
/** Letters of a name that nobody was shown. */
const unread = async (prefix: string): Promise<number> =>
  (await rows('select 1 from outbox where shown_at is null and substr(dedupe, 1, length(?1)) = ?1', prefix))
    .length
const stateOf = async (order: number) =>
  (await rows<{ state: string }>('select state from "order" where id = ?', order))[0]?.state

describe('needs and who meets them (R028)', () => {
  test('a unit that offers it is named where no person can; what nobody can do comes first', async ({
    expect,
  }) => {
    const liaison = await newMember(talk, 'dingtalk', '市司法局')
    await talk.private(admin, `/任命 ${liaison.name} 联络员 市司法局`)
    await talk.private(liaison, '/专长 单位 法律咨询 车辆')
    const law = await pushed('老年法律咨询｜时间：11月29日 14:00-16:00｜人数：2')
    const signs = await pushed('陪聊｜技能：手语｜人数：2')
    const one = await talk.private(secretary, `/推荐 ${law}`)
    expect(plain(one.text)).toContain(plain(`没有人会法律，单位能办：市司法局（联络员${liaison.name}）`))
    expect((await talk.private(secretary, `/推荐 ${signs}`)).text).toContain('这里没有人会手语')

    for (const { text } of [await talk.private(secretary, '/冷热'), await talk.private(secretary, '/月报')]) {
      expect(text).toContain(`没有人会的需求 1 项：手语（${signs}号）。看谁能帮：/推荐 ${signs}`)
      expect(text).toContain(`单位能办的：法律（${law}号）←市司法局`)
      expect(text.trim().split('\n').length).toBeLessThanOrEqual(12)
    }
    const able = await newMember(talk)
    await talk.private(able, '/专长 手语 法律')
    const { text } = await talk.private(secretary, '/冷热')
    expect(text).not.toMatch(/没有人会|单位能办/)
    expect((await talk.private(secretary, '/冷热 上月')).text).not.toContain('需求')
  })

  test('lacking people cost no row more with every order', async ({ expect }) => {
    const read = async () => {
      const logged = vi.spyOn(console, 'info')
      logged.mockClear()
      await talk.private(admin, '/冷热')
      const line = logged.mock.calls.map(([one]) => JSON.parse(`${one}`)).find(({ command }) => command)
      return Number(line.db_rows_read)
    }
    await pushed('读报｜人数：3')
    const before = await read()
    for (let i = 0; i < 5; i++) await pushed(`读报${'一二三四五'[i]}｜人数：3｜紧急：较急`)
    expect(await read()).toBe(before)
  })
})

test('whose grades tell nothing is told to administrators who ask, in private, and to nobody else', async ({
  expect,
}) => {
  await run(
    `insert into grade_count (month, community_id, grader_id, excellent, good, fair) values ('2026-11', 1, ?, 19, 1, 0)`,
    await personOf(secretary),
  )
  const said = '「很好」给得太多，分不出高低：东湖社区 95.0%（20次）、李书记 95.0%（20次）'
  expect((await talk.private(admin, '/月报')).text).toContain(said)
  expect((await talk.private(admin, '/冷热')).text).toContain(said)
  for (const { text } of [
    await talk.private(secretary, '/月报'),
    await talk.private(secretary, '/冷热'),
    await talk.group(admin, '/冷热'),
    await talk.group(admin, '/月报'),
  ])
    expect(text).not.toContain('给得太多')
})

describe('who is asked', () => {
  test('who keeps the order is never among the best, unless as a member sent by an organ', async ({
    expect,
  }) => {
    await newMember(talk)
    const card = await talk.group(boss, '/派单 陪老人看病｜时间：11月27日 9:00-11:00｜人数：2')
    expect(card.text).toContain('合适的同志')
    expect(card.text).not.toMatch(/合适的同志：.*书记/)
    expect((await talk.private(secretary, `/推荐 ${numberIn(card)}`)).text).not.toContain('赵书记')
    const head = await newMember(talk)
    await talk.private(head, '/专长 陪诊')
    await talk.private(admin, `/任命 ${head.name} 书记 东湖社区`)
    const next = await pushed('陪诊｜技能：陪诊｜人数：2')
    expect((await talk.private(secretary, `/推荐 ${next}`)).text).toContain(`1. ${head.name}`)
    await talk.private(admin, `/免去 ${head.name} 书记 东湖社区`)
  })

  test('one at a time, in words that people use; what is said besides reaches the person', async ({
    expect,
  }) => {
    const [one, two, three] = [await newMember(talk), await newMember(talk), await newMember(talk)] as [
      Speaker,
      Speaker,
      Speaker,
    ]
    const order = await pushed('陪奶奶看病｜时间：11月27日 14:00-16:00｜人数：1')
    expect((await talk.private(secretary, `/指派 ${order} ${one.name}、${two.name}`)).text).toContain(
      `「${two.name}」没有办`,
    )
    await talk.private(secretary, `/指派 ${order} ${one.name} 记得带老花镜来`)
    expect((await lettersTo(await personOf(one))).join()).toContain('李书记说：记得带老花镜来')
    const refused = await talk.private(secretary, `/改派 ${order} ${one.name} ${two.name} ${three.name}`)
    expect(refused.text).toContain(`一次只换一位，「${three.name}」没有用上`)
    expect((await talk.private(secretary, `/改派 ${order} 由${one.name}换成${two.name}`)).text).toContain(
      `由${one.name}换成${two.name}`,
    )
  })

  test('before it is published nobody is assigned: what is offered works', async ({ expect }) => {
    const asking = await newMember(talk)
    const order = numberIn(await talk.private(asking, '/点单 搬冰箱'))
    const { text } = await talk.private(secretary, `/推荐 ${order}`)
    expect(text).toContain(`要请人来，请先派单：/派单 ${order}`)
    expect(text).not.toMatch(/\/指派|\/调剂/)
    expect((await talk.private(secretary, `/核销 ${order} 好`)).text).toContain(`请先派单：/派单 ${order}`)
    expect((await talk.private(secretary, `/派单 ${order}`)).text).toContain('搬冰箱')
  })
})

describe('words with a grade', () => {
  test('reach who served in private; a name without hours grades nothing', async ({ expect }) => {
    const [done, held] = [await newMember(talk, 'dingtalk'), await newMember(talk)] as [Speaker, Speaker]
    const order = await pushed('送餐｜人数：2')
    for (const who of [done, held]) await talk.group(who, `/接单 ${order}`)
    await talk.group(done, `/完成 ${order} 1小时`)
    const unclear = await talk.private(secretary, `/核销 ${order} 好 ${held.name} 很多小时`)
    expect(unclear.text).toContain(`没有核销。请写清楚：/核销 ${order} 好 ${held.name} 2小时`)
    expect(await stateOf(order)).toBe('done')
    const [mine] = await lettersLike(`order/finished/${order}/`)
    expect(mine).toContain('请核销')
    const graded = await talk.group(secretary, `/核销 ${order} 好 ${held.name} 1.5小时 辛苦了，老人很感动`)
    expect(graded.text).toContain('记了 2 人')
    for (const who of [done, held])
      expect((await lettersTo(await personOf(who))).at(-1)).toContain('李书记说：辛苦了，老人很感动')
    // Who has not read it is not asked any more for what was done.
    expect(await unread(`order/finished/${order}/`)).toBe(0)
  })
})

describe('letters that nobody needs any more', () => {
  test('who else was asked to publish is not asked again; two at one instant publish once', async ({
    expect,
  }) => {
    const asking = await newMember(talk)
    const order = numberIn(await talk.private(asking, '/点单 修门锁'))
    const { message } = (
      await rows<{ message: string }>('select message from "order" where id = ?', order)
    )[0]!
    expect(await unread(`order/new/${message}/`)).toBe(2)
    const answers = await Promise.all([
      talk.private(secretary, `/派单 ${order}`),
      talk.group(second, `/派单 ${order}`),
    ])
    expect(answers.filter(({ text }) => text.includes('修门锁'))).toHaveLength(1)
    expect(answers.filter(({ text }) => /派出/.test(text))).toHaveLength(1)
    expect(await unread(`order/new/${message}/`)).toBe(0)
    expect(
      await rows("select action from audit where subject = ? and action = 'order.publish'", `order:${order}`),
    ).toHaveLength(1)
  })

  test('who gives a place back does not read the contact, however it was to come', async ({ expect }) => {
    const who = await newMember(talk, 'dingtalk')
    const order = await pushed('换灯泡｜人数：2｜联系人：老吴 13711113333')
    await talk.group(who, `/接单 ${order}`)
    expect((await lettersLike(`order/contact/${order}/`)).join()).toContain('13711113333')
    await talk.group(who, `/退单 ${order}`)
    expect((await talk.private(who, '/私信')).text).not.toContain('13711113333')
    expect(await rows("select 1 from outbox where say like '%13711113333%'")).toEqual([])
  })

  test('a neighbour hears that it is not needed any more', async ({ expect }) => {
    const west = new Talk(talk.now, 'west')
    await west.group(admin, '/绑定社区 西湖社区')
    const there = onWecom('xi', '西书记')
    await west.group(there, '/登记 西书记 西湖社区')
    await west.group(admin, '/任命 @西书记 书记')
    const order = await pushed('助餐｜人数：2')
    await talk.private(secretary, `/调剂 ${order} 西湖`)
    await talk.private(secretary, `/调剂 ${order} 取消`)
    expect((await lettersTo(await personOf(there))).at(-1)).toContain('东湖社区不再请西湖社区帮忙')
  })
})

describe('/注销', () => {
  test('the last place gets free: the next is asked within a minute, else the ladder begins anew', async ({
    expect,
  }) => {
    const [leaves, waits] = [await newMember(talk), await newMember(talk, 'dingtalk')] as [Speaker, Speaker]
    const [queued, alone] = [await pushed('助老甲｜人数：1'), await pushed('助老乙｜人数：1｜紧急：紧急')]
    for (const order of [queued, alone]) await talk.private(leaves, `/接单 ${order}`)
    await talk.private(waits, `/接单 ${queued}`)
    await talk.private(leaves, '/注销')
    await talk.private(leaves, '/注销 确认')
    expect(await rows('select state, taken, escalate_at, told from "order" where id = ?', alone)).toEqual([
      { state: 'open', taken: 0, escalate_at: talk.now + 2 * 3_600_000, told: null },
    ])
    const clock = new Clock()
    await clock.tick(talk.now + 60_000)
    expect((await lettersTo(await personOf(waits))).join()).toContain(`${queued} 号空出一个位`)
    expect(await rows('select taken, escalate_at from "order" where id = ?', queued)).toEqual([
      { taken: 1, escalate_at: null },
    ])
  })

  test('nothing is left of how to reach who asked, also where the community wrote it', async ({ expect }) => {
    const [asking, holder] = [await newMember(talk, 'dingtalk'), await newMember(talk, 'dingtalk')] as [
      Speaker,
      Speaker,
    ]
    const order = numberIn(await talk.private(asking, '/点单 家里灯坏了'))
    await talk.private(secretary, `/派单 ${order}｜联系人：女儿 13711112222｜说明：按门铃两次｜人数：2`)
    await talk.group(holder, `/接单 ${order}`)
    await talk.private(asking, '/注销')
    await talk.private(asking, '/注销 确认')
    const kept = `select 1 from (select say as t from outbox union all select outcome from inbox union all select text from order_text)
      where t like '%13711112222%' or t like '%门铃%'`
    expect(await rows(kept)).toEqual([])
  })
})

describe('what a card keeps to itself (R049)', () => {
  test('the door and the telephone number are for who serves', async ({ expect }) => {
    const asking = await newMember(talk)
    const asked = await talk.private(asking, '/点单 3栋2单元501室 水管漏水 13912345678')
    const order = numberIn(asked)
    expect(asked.text).toContain('门牌号不上订单卡')
    const card = await talk.group(secretary, `/派单 ${order}｜地点：3栋2单元501室`)
    expect(card.text).toContain('3栋2单元')
    expect(card.text).not.toMatch(/501|139/)
    const who = await newMember(talk)
    const held = await talk.private(who, `/接单 ${order}`)
    expect(held.text).toContain('说明：3栋2单元501室 水管漏水')
    expect(held.text).toContain('13912345678')
    const room = await talk.group(secretary, '/派单 会议布置｜明天 9:00-10:00｜5栋201会议室｜不限人数')
    expect(room.text).toContain('5栋201会议室')
    expect(room.text).toContain('人数不限')
  })
})

test('figures say how many were done in time (R039)', async ({ expect }) => {
  const who = await newMember(talk)
  const order = await pushed('助残｜时间：11月26日 9:00-10:00｜人数：1')
  await talk.private(who, `/接单 ${order}`)
  const now = talk.now
  talk.now = at('2026-11-26 18:00')
  await talk.private(who, `/完成 ${order} 9:00-10:00`)
  expect((await talk.private(secretary, '/月报')).text).toMatch(/按期办结 100\.0%（到期 \d 单）/)
  expect((await talk.private(admin, '/月报')).text).toMatch(/按期办结 100\.0%/)
  talk.now = now
})

test('a place that is offered to who waited: nobody is to be pushed, replaced or put on it, and it says so', async ({
  expect,
}) => {
  const order = await pushed('陪诊｜类别：助老')
  const [one, two, three] = [await newMember(talk), await newMember(talk), await newMember(talk)]
  await talk.group(one, `/接单 ${order}`)
  await talk.group(two, `/接单 ${order}`)
  expect((await talk.group(secretary, `/改派 ${order} ${one.name}同志 ${three.name}女士`)).text).toContain(
    '换成',
  )
  await talk.group(three, `/退单 ${order} 有事`)
  for (const text of [`/催单 ${order}`, `/改派 ${order} ${three.name}`, `/指派 ${order} ${three.name}`])
    expect((await talk.group(secretary, text)).text).toContain(`空出的位正在问候补的${two.name}`)
  await talk.group(two, `/接单 ${order}`)
  expect((await talk.group(secretary, `/催单 ${order}`)).text).toContain('已私下问')
})
