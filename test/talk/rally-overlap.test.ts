import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { lettersLike } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { Streets } from '../support/streets.ts'
import { admin, at, forward, onDingtalk, onWecom, type Speaker, secretary } from '../support/talk.ts'

const MINUTE = 60_000
const city = new Streets('2026-11-23 09:00')
const { talk, west, far, clock } = city
const officer = onDingtalk('jie', '街道干事')
const xi = onDingtalk('xi', '奚书记')
const liaison = onDingtalk('lian', '联络员')
const member = onDingtalk('w1')
let one: Speaker
let two: Speaker
const sums = (reason: string) =>
  rows('select answered, arrived from rally where reason = ? order by id desc limit 1', reason)

beforeAll(async () => {
  await city.settle()
  await city.appoint(xi, '书记 西园社区', west, '西园社区')
  await city.appoint(officer, '街道 湖滨街道', west, '西园社区')
  one = await newMember(talk)
  two = await newMember(talk)
  await west.group(member, '/登记 西一 西园社区 志愿者')
  await city.appoint(liaison, '联络员 市财政局', far, '市财政局')
  await clock.tick(talk.now)
})

describe('rallies of overlapping areas', () => {
  test('the street calls also where a community has a rally of its own, and a community still calls its own', async ({
    expect,
  }) => {
    await talk.private(secretary, '/集结 堤坝渗水')
    await city.pass(1)
    expect((await talk.group(one, '收到')).text).toContain('第 1 位应答')
    expect((await talk.private(officer, '/集结 内涝')).text).toContain('湖滨街道，内涝')
    await city.pass(1)
    expect(clock.outside.to('cid-g1==').at(-1)).toContain('湖滨街道：内涝')
    expect(clock.outside.to('cid-west==').at(-1)).toContain('湖滨街道：内涝')
    expect((await west.group(xi, '/集结 煤气泄漏 特急')).text).toContain('【集结 特急】西园社区：煤气泄漏')
    expect((await west.group(xi, '/集结 又一件')).text).toContain('还没有结束')
    expect((await talk.private(officer, '/集结 再一件')).text).toContain('湖滨街道的集结还没有结束')
  })

  test('an answer is for the newest that waits for it, and says which; the next one for the other', async ({
    expect,
  }) => {
    const first = await west.group(member, '收到')
    expect(first.text).toContain('西园社区：煤气泄漏')
    expect((await west.group(member, '收到')).text).toContain('湖滨街道：内涝')
    expect((await west.group(member, '收到')).text).toContain('已经应答过')
    expect(await sums('煤气泄漏')).toEqual([{ answered: 1, arrived: 0 }])
    expect(await sums('内涝')).toEqual([{ answered: 1, arrived: 0 }])
    const came = await west.group(member, '/报到')
    expect(came.text).toContain('集结到岗第 1 位')
    expect((await west.group(member, '/报到')).text).toContain('您已在西园社区值守')
    expect(await sums('煤气泄漏')).toEqual([{ answered: 1, arrived: 1 }])
    expect((await talk.group(two, '/收到')).text).toContain('湖滨街道：内涝')
  })

  test('who was called may answer with the slash in another group; as a word it is talk there', async ({
    expect,
  }) => {
    expect((await far.group(two, '收到')).kind).toBe('empty')
    const said = await far.group(two, '/收到')
    expect(said.text).toContain('第 2 位应答')
    expect(said.text).toContain('东湖社区：堤坝渗水')
    expect((await far.group(onDingtalk('f1'), '/收到')).text).toContain('还没有登记')
  })

  test('leaders see theirs wherever they are, and of several the one they name; the end of one leaves the others', async ({
    expect,
  }) => {
    const all = await talk.private(liaison, '/集结状态')
    expect(all.text).toContain('东湖社区：堤坝渗水')
    expect(all.text).toContain('湖滨街道：内涝')
    expect(all.text.split('\n').length).toBeLessThanOrEqual(12)
    expect((await talk.private(liaison, '/集结状态 湖滨街道')).text).toContain(`您的人里未联系：${one.name}`)
    expect((await far.group(liaison, '/集结状态 湖滨街道')).text).not.toContain(one.name)
    expect(await lettersLike('rally/level/')).not.toEqual([])
    expect((await west.group(xi, '/结束集结')).text).toContain('西园社区，煤气泄漏')
    expect((await west.group(xi, '/结束集结')).text).toContain('湖滨街道的集结由发起的人')
    expect((await west.group(member, '收到')).text).toContain('已经应答过')
    expect((await talk.private(admin, '/结束集结')).text).toContain('有几个集结')
    await talk.private(officer, '/结束集结 湖滨街道')
    await talk.private(secretary, '/结束集结')
    expect(await rows('select * from rally_place where ended_at is null')).toEqual([])
    // What nobody has read of them is taken back, whatever it was.
    expect(
      await rows(
        "select dedupe from outbox where dedupe like 'rally/level/%' and sent_at is null and shown_at is null",
      ),
    ).toEqual([])
  })

  test('a call that was long under way: its ten minutes begin when it is out', async ({ expect }) => {
    talk.now = at('2026-11-24 09:00')
    await forward(
      'wecom',
      talk.message(secretary, '/集结 树倒了 5人', true),
      talk.now,
      talk.now - 20 * MINUTE,
    )
    await city.pass(1)
    expect(await rows('select reach from rally where ended_at is null')).toEqual([{ reach: 'community' }])
    await city.pass(8)
    expect(await rows('select reach from rally where ended_at is null')).toEqual([{ reach: 'community' }])
    await city.pass(1)
    expect(await rows('select reach from rally where ended_at is null')).toEqual([{ reach: 'street' }])
    await talk.private(secretary, '/结束集结')
  })

  test('a grid that is named comes first', async ({ expect }) => {
    for (const name of ['近一', '近二', '近三', '近四'])
      await talk.group(onWecom(name, name), `/登记 ${name} 市财政局 ${name === '近四' ? '5网格' : ''}`)
    await talk.group(secretary, '/通过 全部')
    await talk.private(secretary, '/集结 5网格 水管爆裂 1人')
    const called = await rows<{ name: string }>(
      `select p.name from rally_call k join person p on p.id = k.person_id
        where k.rally_id = (select max(id) from rally) order by p.id`,
    )
    expect(called).toHaveLength(3)
    expect(called.map(({ name }) => name)).toContain('近四')
    await talk.private(secretary, '/结束集结')
  })
})
