import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { lettersLike, lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { adminD, Streets } from '../support/streets.ts'
import { admin, onDingtalk, onWecom, type Speaker, secretary } from '../support/talk.ts'

const MINUTE = 60_000
const city = new Streets('2026-11-23 09:00')
const { talk, west, far, clock } = city
const head = onWecom('ge', '葛网格')
const officer = onDingtalk('jie', '街道干事')
let near: Speaker
let other: Speaker
const idOf = async (name: string) =>
  (await rows<{ id: number }>('select id from person where name = ?', name))[0]?.id ?? 0
const newest = async () =>
  (
    await rows<{ reach: string; expected: number; answered: number; arrived: number }>(
      'select * from rally order by id desc limit 1',
    )
  )[0]
const pass = async (minutes: number) => {
  for (let i = 0; i < minutes; i++) await city.pass(1)
}

beforeAll(async () => {
  await city.settle()
  await city.appoint(head, '网格长 3网格', talk, '东湖社区 志愿者 3网格')
  await city.appoint(officer, '街道 湖滨街道')
  near = onWecom('near', '赵近邻')
  await talk.group(near, '/登记 赵近邻 市财政局 3网格')
  await talk.group(secretary, '/通过 赵近邻')
  other = await newMember(talk)
  await west.group(onDingtalk('w1'), '/登记 西一 西园社区 志愿者')
  await far.group(onDingtalk('f1'), '/登记 远一 远山社区 志愿者')
  await clock.tick(talk.now)
})

describe('what a grid finds (R100)', () => {
  test('calls the grid and tells the secretary, whose yes calls the community', async ({ expect }) => {
    const found = await talk.private(head, '/集结 水管爆裂 2人')
    expect(found.text).toContain('已报给社区书记')
    expect(await newest()).toMatchObject({ reach: 'grid', expected: 1 })
    expect(await lettersLike('rally/call/')).toHaveLength(1)
    const told = await lettersTo(await idOf('李书记'))
    expect(told.at(-1)).toContain('要呼叫全社区，请发：/集结 东湖社区 呼叫')
    await pass(3)
    expect((await talk.group(other, '/集结状态')).text).toContain('网格发现：11月23日 09:00 起，3分钟')
    expect((await talk.private(head, '/集结 东湖社区 呼叫')).text).toContain('还没有结束')
    const called = await talk.private(secretary, '/集结 东湖社区 呼叫')
    expect(called.text).toContain('【集结 紧急】东湖社区：水管爆裂')
    expect(called.text).toContain('发到 2 个群')
    await pass(2)
    expect((await talk.group(near, '收到')).text).toContain('第 1 位应答（2分钟）')
    await pass(4)
    await talk.group(near, '/报到')
    await pass(20)
    const end = (await talk.private(head, '/结束集结')).text
    for (const part of [
      '网格发现：11月23日 09:00 起，3分钟',
      '社区呼叫：11月23日 09:03 起，2分钟',
      '分级响应：11月23日 09:05 起，4分钟',
      '协同处置：11月23日 09:09 起，20分钟',
    ])
      expect(end).toContain(part)
    expect(await rows("select action from audit where action like 'rally.%' order by id")).toEqual([
      { action: 'rally.find' },
      { action: 'rally.call' },
      { action: 'rally.end' },
    ])
    await talk.group(near, '/签退 关了总阀')
  })

  test('without the secretary the community is called after ten minutes; 特急 at once', async ({
    expect,
  }) => {
    await talk.private(head, '/集结 电梯困人')
    await pass(9)
    expect(await newest()).toMatchObject({ reach: 'grid' })
    await pass(1)
    expect(await newest()).toMatchObject({ reach: 'community' })
    expect(clock.outside.to('cid-g1==').at(-1)).toContain('电梯困人')
    await talk.private(secretary, '/结束集结')
    await talk.private(head, '/集结 煤气泄漏 特急')
    expect(await newest()).toMatchObject({ reach: 'community' })
    await talk.private(secretary, '/结束集结')
  })
})

describe('who calls what', () => {
  test('a street officer a street, an administrator a named place or all', async ({ expect }) => {
    expect((await talk.private(officer, '/集结 内涝 20人 特急')).text).toContain('湖滨街道')
    await pass(1)
    for (const group of ['cid-g1==', 'cid-west=='])
      expect(clock.outside.to(group).at(-1)).toContain('湖滨街道：内涝')
    expect(clock.outside.to('cid-far==').join()).not.toContain('内涝')
    expect((await newest())?.expected).toBeGreaterThanOrEqual(4)
    expect((await west.group(onDingtalk('w1'), '收到')).text).toContain('位应答')
    expect((await talk.group(secretary, '/结束集结')).text).toContain('湖滨街道的集结由发起的人')
    await talk.private(officer, '/结束集结')
    expect((await talk.private(admin, '/集结 内涝')).text).toContain('请写上是哪里')
    expect((await talk.private(admin, '/集结 远山社区 山火 5人')).text).toContain('远山社区，山火')
    await talk.private(admin, '/结束集结')
    expect((await talk.private(admin, '/集结 全部 台风')).text).toContain('全区')
    await pass(1)
    expect(clock.outside.to('cid-far==').at(-1)).toContain('全区：台风')
    expect(await rows('select * from rally_place where ended_at is null')).toHaveLength(3)
    expect((await far.group(onDingtalk('f1'), '收到')).text).toContain('位应答')
    await talk.private(admin, '/结束集结')
    await pass(1)
  })

  test('an order in traditional characters for a group that chose them', async ({ expect }) => {
    await west.group(adminD, '/语言 繁')
    await talk.private(admin, '/集结 西园社区 转移群众 5人 特急')
    await pass(1)
    expect(clock.outside.to('cid-west==').at(-1)).toContain('【集結 特急】西园社区：转移群众')
    expect((await west.group(onDingtalk('w1'), '收到')).text).toContain('位應答')
    await talk.private(admin, '/结束集结')
  })
})

describe('arriving', () => {
  test('on duty already: from then on it is 应急; a check-in taken back is no arrival', async ({
    expect,
  }) => {
    await talk.group(near, '/报到')
    talk.now += 60 * MINUTE
    await talk.group(secretary, '/集结 堤坝渗水')
    const came = await talk.group(near, '/报到')
    expect(came.text).toContain('集结到岗第 1 位')
    expect((await talk.group(near, '/报到')).text).toContain('您已在东湖社区值守')
    await talk.group(other, '/报到')
    expect(await newest()).toMatchObject({ arrived: 2 })
    await talk.group(other, '/撤销')
    expect(await newest()).toMatchObject({ arrived: 1, answered: 2 })
    talk.now += 45 * MINUTE
    const out = await talk.group(near, '/签退 装沙袋')
    expect(out.text).toContain('共 1小时45分钟')
    expect(out.text).toContain('其中应急 45分钟，难度 2.0')
    const lines = await rows('select minutes, difficulty, points from hour_entry order by id desc limit 2')
    expect(lines).toEqual([
      { minutes: 45, difficulty: 200, points: 15 },
      { minutes: 60, difficulty: 100, points: 10 },
    ])
    expect((await talk.group(secretary, '/结束集结')).text).toContain('到岗 1')
    expect((await talk.group(secretary, '/集结状态')).text).toContain('记了工时 45分钟')
  })

  test('one human with two accounts is counted once when they are joined, and forgotten without a trace', async ({
    expect,
  }) => {
    const twin = onDingtalk('twin', '重账号')
    await talk.group(twin, '/登记 重账号 市财政局')
    await talk.group(secretary, '/集结 搬仓库')
    await talk.group(other, '收到')
    await talk.group(twin, '收到')
    expect(await newest()).toMatchObject({ answered: 2 })
    const code = /绑定码：(\w{6})/.exec((await talk.private(other, '/绑定')).text)?.[1]
    await talk.private(twin, `/绑定 ${code}`)
    expect(await newest()).toMatchObject({ answered: 1 })
    expect((await talk.group(twin, '收到')).text).toContain('已经应答过')
    expect(
      await rows(
        'select * from rally_call k join person p on p.id = k.person_id where p.gone_at is not null',
      ),
    ).toEqual([])
    await talk.group(secretary, '/结束集结')
    await talk.private(head, '/集结 葛网格亲口说的事由')
    await talk.private(head, '/结束集结')
    await talk.private(admin, '/免去 @葛网格 网格长 3网格')
    expect((await talk.private(near, '/我的数据')).text).toMatch(/集结：被呼叫 \d+ 次/)
    await talk.private(head, '/注销')
    await talk.private(head, '/注销 确认')
    expect(await rows("select * from rally where reason like '%亲口%'")).toEqual([])
    expect(await rows("select * from inbox where outcome like '%亲口%'")).toEqual([])
    expect(await rows("select * from outbox where say like '%亲口%'")).toEqual([])
  })

  test('a rally that is open for a day is asked about', async ({ expect }) => {
    await talk.group(secretary, '/集结 值守水闸')
    talk.now += 24 * 60 * MINUTE
    await clock.tick(talk.now)
    expect((await lettersTo(await idOf('李书记'))).at(-1)).toContain('还没有结束')
  })
})
