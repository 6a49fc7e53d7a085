import { beforeAll, beforeEach, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
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
const HOUR = 60 * 60_000
let talk: Talk
let neighbour: Speaker
beforeAll(async () => {
  talk = await settledTalk(NOW)
  // 西湖社区 is next door, with a group and a secretary of its own.
  const there = onWecom('boss', '管理员')
  const west = western()
  await west.group(there, '/绑定社区 西湖社区')
  neighbour = onWecom('xi', '西书记')
  await west.group(neighbour, '/登记 西书记 西湖社区')
  await west.group(there, '/任命 @西书记 书记')
})
beforeEach(() => {
  talk.now += 2 * HOUR
})

/** The secretary's new order; gives its number. */
async function pushed(text: string): Promise<number> {
  const { text: said } = await talk.group(secretary, `/派单 ${text}`)
  const number = Number(/【(\d+)号/.exec(said)?.[1])
  if (!number) throw new Error(said)
  return number
}

const claims = (order: number) =>
  rows<{ person_id: number; state: string }>(
    'select person_id, state from claim where order_id = ? order by rank',
    order,
  )
/** The group next door. */
const western = (): Talk => new Talk(talk.now, 'west')

describe('/推荐', () => {
  test('ranks by skill and says why, in private only', async ({ expect }) => {
    const plumber = await newMember(talk, 'dingtalk')
    const other = await newMember(talk)
    await talk.private(plumber, '/专长 水电维修')
    const order = await pushed('修水管｜时间：11月28日 9:00-11:00｜地点：3栋｜人数：2｜技能：水电')
    const answer = await talk.private(secretary, `/推荐 ${order}`)
    const lines = answer.text.split('\n')
    expect(lines[1]).toContain(`1. ${plumber.name}`)
    expect(lines[1]).toContain('会水电')
    expect(answer.text).toContain(other.name)
    expect(answer.text).toContain(`指派请发：/指派 ${order} `)
    expect((await talk.private(secretary, '1')).text).toContain(`已指派给${plumber.name}`)
    expect((await talk.private(secretary, `/推荐 ${order}`)).text).not.toContain(plumber.name)

    const open = await talk.group(secretary, `推荐${order}`)
    expect(open.text).toContain('只私下给您')
    expect(open.text).not.toContain(plumber.name)
    expect((await talk.group(other, `/推荐 ${order}`)).text).toContain('由社区书记、网格长或管理员来做')
  })

  test('what nobody is good at comes first', async ({ expect }) => {
    await newMember(talk)
    const order = await pushed('陪聊手语｜时间：11月28日 9:00-11:00｜人数：2｜技能：手语')
    const answer = await talk.private(secretary, `/推荐 ${order}`)
    expect(plain(answer.text.split('\n')[0] ?? '')).toContain('这里没有人会手语')
  })

  test('leaves out who is away, busy or has three already', async ({ expect }) => {
    const away = await newMember(talk)
    const busy = await newMember(talk)
    await talk.private(away, '/请假 11-28 家里有事')
    const same = await pushed('送餐｜时间：11月28日 9:00-11:00｜人数：2')
    await talk.group(busy, `/接单 ${same}`)
    const order = await pushed('陪老人看病｜时间：11月28日 10:00-12:00｜人数：2')
    const { text } = await talk.private(secretary, `/推荐 ${order}`)
    const listed = text.split('\n').filter((one) => /^\d\. /.test(one))
    expect(listed.length).toBeGreaterThan(0)
    expect(listed.join()).not.toContain(away.name)
    expect(listed.join()).not.toContain(busy.name)
  })
})

describe('/指派', () => {
  test('gives the place and tells the person in private, with the contact', async ({ expect }) => {
    for (const platform of ['wecom', 'dingtalk'] as const) {
      const who = await newMember(talk, platform)
      const order = await pushed(
        '陪王奶奶看病｜时间：11月27日 9:00-11:00｜人数：1｜联系人：王女士 13800001111',
      )
      const answer = await talk.group(secretary, `/指派 ${order} @${who.name}`)
      expect(plain(answer.text)).toContain(plain(`${order} 号已指派给${who.name}`))
      expect(answer.text).not.toContain('13800001111')
      expect(await claims(order)).toEqual([{ person_id: await personOf(who), state: 'held' }])
      const letters = await lettersTo(await personOf(who))
      expect(letters.at(-1)).toContain('13800001111')
      expect(letters.at(-1)).toContain(`/退单 ${order} 理由`)
      expect((await lettersLike(`order/assigned/${order}/`)).join()).not.toMatch(/由.*来办.*13800001111/)
      expect(await rows('select state, taken, escalate_at from "order" where id = ?', order)).toEqual([
        { state: 'full', taken: 1, escalate_at: null },
      ])
      expect(await rows('select action from audit where subject like ?', `order:${order} %`)).toEqual([
        { action: 'assign' },
      ])
      expect((await talk.group(secretary, `/指派 ${order} ${who.name}`)).text).toContain('位都满了')
    }
  })

  test('asks again for who is on leave; why is not said in a group', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/请假 11-28 家里有事')
    const order = await pushed('陪老人看病｜时间：11月28日 9:00-11:00｜人数：2')
    const open = await talk.group(secretary, `/指派 ${order} ${who.name}`)
    expect(open.text).toContain('那时有安排')
    expect(open.text).not.toContain('请了假')
    expect(await claims(order)).toEqual([])
    expect((await talk.private(secretary, `/指派 ${order} ${who.name}`)).text).toContain('那天请了假')
    expect((await talk.private(secretary, `/指派 ${order} ${who.name} 确认`)).text).toContain('已指派给')
    expect((await claims(order))[0]?.state).toBe('held')
  })

  test('refuses strangers, other communities, the fourth order and the requester', async ({ expect }) => {
    const who = await newMember(talk)
    const order = await pushed('陪老人看病｜人数：3')
    expect((await talk.group(secretary, `/指派 ${order} 无名氏`)).text).toContain('没有找到无名氏')
    expect((await talk.group(secretary, `/指派 ${order} 西书记`)).text).toContain('没有找到西书记')
    expect((await talk.group(admin, `/指派 ${order} 西书记`)).text).toContain('不是这一单社区的人')
    for (const title of ['送餐甲', '送餐乙', '送餐丙'])
      await talk.group(who, `/接单 ${await pushed(`${title}｜人数：2`)}`)
    expect((await talk.group(secretary, `/指派 ${order} ${who.name}`)).text).toContain('已到上限（3 单）')
    expect((await talk.group(who, `/指派 ${order} ${who.name}`)).text).toContain(
      '由社区书记、网格长或管理员来做',
    )
    expect(await claims(order)).toEqual([])
    // 西书记 does not even hear that there is such an order.
    expect((await talk.private(neighbour, `/指派 ${order} 西书记`)).text).toContain(
      `没有找到您这里的 ${order} 号单`,
    )
  })
})

describe('/改派', () => {
  test('replaces one by another, and tells both', async ({ expect }) => {
    const [old, next] = [await newMember(talk), await newMember(talk, 'dingtalk')]
    const order = await pushed('陪张爷爷看病｜时间：11月27日 14:00-16:00｜人数：1')
    expect((await talk.private(secretary, `/改派 ${order} ${next.name}`)).text).toContain('还没有人接')
    await talk.group(old, `/接单 ${order}`)
    const answer = await talk.private(secretary, `/改派 ${order} ${old.name} ${next.name}`)
    expect(plain(answer.text)).toContain(plain(`${order} 号由${old.name}换成${next.name}`))
    expect(await claims(order)).toEqual([
      { person_id: await personOf(old), state: 'released' },
      { person_id: await personOf(next), state: 'held' },
    ])
    expect((await lettersTo(await personOf(old))).at(-1)).toContain('您不用去了')
    expect((await lettersTo(await personOf(next))).at(-1)).toContain(`请您办 ${order} 号`)
    // With one name: the only holder goes.
    expect((await talk.private(secretary, `/改派 ${order} ${old.name}`)).text).toContain('换成')
    expect((await claims(order)).map(({ state }) => state)).toEqual(['released', 'released', 'held'])
    expect((await talk.private(secretary, `/改派 ${order} ${next.name} ${old.name}`)).text).toContain(
      '没有接',
    )
  })
})

test('who is replaced before reading the letter does not learn the contact', async ({ expect }) => {
  const [old, next] = [await newMember(talk), await newMember(talk)]
  const order = await pushed('陪李奶奶看病｜时间：11月27日 9:00-10:00｜人数：1｜联系人：李女士 13800003333')
  await talk.group(secretary, `/指派 ${order} ${old.name}`)
  await talk.group(secretary, `/改派 ${order} ${next.name}`)
  const read = await talk.private(old, '/私信')
  expect(read.text).toContain('您不用去了')
  expect(read.text).not.toContain('13800003333')
  expect((await talk.private(next, '/私信')).text).toContain('13800003333')
})

describe('/催单', () => {
  test('asks the groups while places are free, and the holders in private; once an hour', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const order = await pushed('陪老人看病｜时间：11月29日 9:00-11:00｜人数：2')
    await talk.group(who, `/接单 ${order}`)
    const answer = await talk.group(secretary, `/催单 ${order}`)
    expect(answer.text).toContain('还缺人')
    expect(answer.text).toContain('已私下问')
    expect((await lettersTo(await personOf(who))).at(-1)).toContain(`问 ${order} 号办得怎样了`)
    const letters = await lettersLike(`order/nudge/${order}/`)
    expect(letters.some((text) => text.includes('还缺人'))).toBe(true)
    expect(letters.join()).not.toContain('进度还差')
    expect((await talk.group(secretary, `/催单 ${order}`)).text).toContain('刚催过')
  })
})

describe('/订单', () => {
  test('lists what fits, the urgent first, and shows one', async ({ expect }) => {
    await run(
      `update "order" set state = 'cancelled', closed_at = 1 where state in ('open', 'full', 'drawing')`,
    )
    const who = await newMember(talk, 'dingtalk')
    await talk.private(who, '/专长 法律')
    const plainOne = await pushed('陪老人看病｜时间：11月29日 9:00-11:00｜人数：2｜联系人：李某 13900002222')
    const law = await pushed('法律咨询｜时间：11月29日 14:00-16:00｜人数：2')
    const urgent = await pushed('独居老人断药｜紧急：紧急｜人数：1')
    const { text } = await talk.private(who, '/订单')
    const numbers = [...text.matchAll(/^(\d+) 号 /gm)].map(([, id]) => Number(id))
    expect(numbers).toEqual([urgent, law, plainOne])
    expect(text).toContain('会法律')
    expect(text).toContain('紧急')
    expect((await talk.private(who, '/订单 法律')).text).not.toContain('断药')
    expect((await talk.group(who, 'dd')).text).toContain(`接单请发：/接单 ${urgent}`)

    const before = await talk.private(who, `/订单 ${plainOne}`)
    expect(before.text).toContain('可接')
    expect(before.text).not.toContain('13900002222')
    await talk.group(who, `/接单 ${plainOne}`)
    expect((await talk.private(who, `/订单 ${plainOne}`)).text).toContain('13900002222')
    const open = await talk.group(who, `/订单 ${plainOne}`)
    expect(open.text).not.toContain('13900002222')
    expect(open.text).toContain(`接单的：${who.name}`)
    expect((await talk.private(who, '/订单')).text).toContain(`您已接或在排：${plainOne} 号`)
    expect((await talk.private(who, '/我的')).text).toContain(`${plainOne} 号`)

    const stranger = await talk.private(neighbour, `/订单 ${plainOne}`)
    expect(stranger.text).toContain('没有找到')
    expect((await talk.private(neighbour, '/订单 东湖社区')).text).toContain('看不到')
    expect((await talk.private(admin, '/订单 东湖')).text).toContain(`${law} 号`)
    expect((await western().group(who, `/订单 ${plainOne}`)).text).toContain('请私聊我看')
  })

  test('tells who keeps orders what waits for them', async ({ expect }) => {
    const asked = await newMember(talk)
    await talk.private(asked, '/点单 家里水管漏水')
    const [request] = await rows<{ id: number }>('select max(id) as id from "order"')
    expect((await talk.private(secretary, '/订单')).text).toContain(`派单：/派单 `)
    expect((await talk.private(asked, `/订单 ${request?.id}`)).text).toContain('等派单')
    expect((await talk.private(asked, '/订单')).text).toContain(`您提的单：${request?.id} 号等派单`)
    const other = await newMember(talk, 'dingtalk')
    expect((await talk.private(other, `/订单 ${request?.id}`)).text).toContain('还没有派出来')
  })
})

describe('/调剂', () => {
  test('asks the neighbour, whose people may take it only after its yes', async ({ expect }) => {
    const west = western()
    const helper = onWecom('xi-2', '西民兵')
    await west.group(helper, '/登记 西民兵 市水务局')
    const order = await pushed('陪老人看病｜时间：11月29日 9:00-11:00｜人数：2')
    expect((await talk.private(secretary, `/调剂 ${order} 南湖社区`)).text).toContain('没有叫南湖社区的社区')
    expect((await talk.private(neighbour, `/调剂 ${order} 同意`)).text).toContain('没有找到')
    const asked = await talk.private(secretary, `/调剂 ${order} 西湖`)
    expect(asked.text).toContain('已请西湖社区帮忙')
    expect((await lettersTo(await personOf(neighbour))).at(-1)).toContain(`/调剂 ${order} 同意`)
    expect((await talk.private(secretary, `/调剂 ${order} 西湖社区`)).text).toContain('还在等回复')
    expect((await west.private(helper, `/接单 ${order}`)).text).toContain('没有找到')

    const yes = await west.group(neighbour, `/调剂 ${order} 同意`)
    expect(yes.text).toContain('已同意帮东湖社区')
    expect(yes.text).toContain(`【${order}号】`)
    expect((await lettersTo(await personOf(secretary))).join('\n')).toContain('西湖社区同意帮忙')
    expect((await west.group(helper, '/订单')).text).toContain(`${order} 号`)
    expect((await west.group(helper, `/接单 ${order}`)).text).toContain('您接了')
    expect((await talk.private(neighbour, `/调剂 ${order} 婉拒`)).text).toMatch(
      /已经有了结果|没有向您的社区要人/,
    )
  })

  test('a no goes to who asked, with the reason; who asked may take it back', async ({ expect }) => {
    const order = await pushed('陪老人看病｜时间：11月30日 9:00-11:00｜人数：2')
    await talk.private(secretary, `/调剂 ${order} 西湖社区`)
    const no = await talk.private(neighbour, `/调剂 ${order} 婉拒 这几天人手紧`)
    expect(no.text).toContain('这次帮不上')
    expect((await lettersTo(await personOf(secretary))).at(-1)).toContain('这几天人手紧')
    expect((await talk.private(secretary, `/调剂 ${order} 取消`)).text).toContain('没有向别的社区要人')
    expect((await talk.private(secretary, `/调剂 ${order} 西湖社区`)).text).toContain('已请西湖社区')
    expect((await talk.private(secretary, `/调剂 ${order} 取消`)).text).toContain('不再请西湖社区')
    expect((await talk.private(neighbour, `/调剂 ${order} 同意`)).text).toContain('没有')
    const liaison = onDingtalk('nobody', '路人')
    expect((await talk.private(liaison, `/调剂 ${order} 西湖社区`)).text).toContain('还没有登记')
  })
})

describe('/专长 单位', () => {
  test('a liaison says what the unit offers, and that counts for who fits', async ({ expect }) => {
    const who = await newMember(talk, 'wecom', '市司法局')
    expect((await talk.private(who, '/专长 单位 公证')).text).toContain('单位联络员')
    await talk.group(admin, `/任命 @${who.name} 联络员 市司法局`)
    expect((await talk.private(who, '/专长 单位')).text).toContain('还没有写')
    expect((await talk.private(who, '/专长 单位 公证 车辆')).text).toContain('已记市司法局能提供：公证、车辆')
    expect((await talk.private(who, '/专长')).text).toContain('您还没有写专长')
    const order = await pushed('上门办证明｜人数：1｜技能：公证｜类别：助老')
    expect((await talk.private(secretary, `/推荐 ${order}`)).text).toMatch(
      new RegExp(`1\\. ${who.name}.*单位能办公证`),
    )
    expect((await talk.private(who, '/专长 单位 清空')).text).toContain('已清空')
  })
})

describe('a crowd', () => {
  test('the last place is assigned once, whoever types at the same instant', async ({ expect }) => {
    const people = [await newMember(talk), await newMember(talk, 'dingtalk'), await newMember(talk)]
    const order = await pushed('陪老人看病｜时间：12月2日 9:00-11:00｜人数：1')
    const answers = await Promise.all([
      ...people.map(({ name }) => talk.private(secretary, `/指派 ${order} ${name}`)),
      ...people.map(({ name }) => talk.private(admin, `/指派 ${order} ${name}`)),
    ])
    expect(answers.filter(({ text }) => text.includes('已指派给')).length).toBe(1)
    expect((await claims(order)).filter(({ state }) => state === 'held').length).toBe(1)
    const letters = await lettersLike(`order/assigned/${order}/`)
    expect(letters.filter((text) => text.includes('请您办')).length).toBe(1)
    expect((await rows('select 1 from audit where subject like ?', `order:${order} %`)).length).toBe(1)
  })

  test('two replacements at once leave one person on it', async ({ expect }) => {
    const [old, one, two] = [await newMember(talk), await newMember(talk), await newMember(talk)]
    const order = await pushed('陪老人看病｜时间：12月3日 9:00-11:00｜人数：1')
    await talk.group(old, `/接单 ${order}`)
    const answers = await Promise.all([
      talk.private(secretary, `/改派 ${order} ${old.name} ${one.name}`),
      talk.private(admin, `/改派 ${order} ${old.name} ${two.name}`),
    ])
    expect(answers.filter(({ text }) => text.includes('换成')).length).toBe(1)
    expect((await claims(order)).filter(({ state }) => state === 'held').length).toBe(1)
    expect((await lettersTo(await personOf(old))).filter((text) => text.includes('您不用去了')).length).toBe(
      1,
    )
  })

  test('who waits is put on it from the list, in the draw too', async ({ expect }) => {
    const [first, second] = [await newMember(talk), await newMember(talk)]
    const order = await pushed('打扫楼道｜时间：12月4日 9:00-11:00｜人数：1')
    expect((await talk.group(first, `/接单 ${order}`)).text).toContain('抽签')
    expect((await talk.private(secretary, `/指派 ${order} ${first.name}`)).text).toContain('已指派给')
    expect((await claims(order)).map(({ state }) => state)).toEqual(['held'])
    expect((await talk.private(secretary, `/催单 ${order}`)).text).toContain('还在抽签')
    expect((await talk.private(second, `/订单 ${order}`)).text).toContain('抽签')
  })
})
