import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { lettersLike, lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { Streets } from '../support/streets.ts'
import { admin, onDingtalk, onWecom, type Speaker, secretary } from '../support/talk.ts'

const city = new Streets('2026-11-23 09:00')
const { talk, clock } = city
const second = onWecom('wu', '吴书记')
const head = onWecom('ge', '葛网格')
const officer = onDingtalk('jie', '街道干事')
const liaison = onWecom('lian', '联络员')
let one: Speaker
let two: Speaker
const idOf = async (name: string) =>
  (await rows<{ id: number }>('select id from person where name = ?', name))[0]?.id ?? 0

beforeAll(async () => {
  await city.settle()
  await city.appoint(second, '书记')
  await city.appoint(head, '网格长 3网格', talk, '东湖社区 志愿者 3网格')
  await city.appoint(officer, '街道 湖滨街道')
  one = await newMember(talk)
  two = await newMember(talk)
  await city.appoint(liaison, '联络员 市财政局', talk, '市财政局')
  await talk.group(secretary, '/通过 联络员')
  await clock.tick(talk.now)
  for (const who of [one, two, secretary, second, head, liaison]) await talk.private(who, '/私信')
})

describe('what a rally says of itself', () => {
  test('the group where it was typed is counted with the others', async ({ expect }) => {
    expect((await talk.group(secretary, '/集结 堤坝渗水')).text).toContain('发到 2 个群')
    await talk.private(secretary, '/结束集结')
    expect((await talk.private(secretary, '/集结 堤坝渗水')).text).toContain('发到 2 个群')
    await talk.private(secretary, '/结束集结')
    expect((await talk.group(admin, '/集结 西园社区 树倒了')).text).toContain('发到 1 个群')
    await talk.private(admin, '/结束集结')
  })

  test('who has answered, or come, does not read the call below the answer', async ({ expect }) => {
    await talk.private(secretary, '/集结 水闸漏水')
    const said = (await talk.private(one, '/收到')).text
    expect(said).toContain('位应答')
    expect(said).not.toContain('【集结')
    const came = (await talk.private(two, '/报到')).text
    expect(came).toContain('集结到岗第 1 位')
    expect(came).not.toContain('【集结')
    await city.pass(10)
    const end = (await talk.private(secretary, '/结束集结')).text
    expect(end).toContain('集结结束')
    expect(end).not.toContain('没有应答')
    await talk.private(two, '/签退 堵漏')
  })

  test('of two calls the one that was not answered is still shown', async ({ expect }) => {
    await talk.private(secretary, '/集结 本社区漏水')
    await city.pass(1)
    await talk.private(officer, '/集结 全街道内涝')
    await city.pass(1)
    const said = (await talk.private(one, '/收到')).text
    expect(said).toContain('湖滨街道：全街道内涝')
    expect(said).toContain('【集结 紧急】东湖社区：本社区漏水')
    expect(said.match(/全街道内涝/g)).toHaveLength(1)
    await talk.private(officer, '/结束集结 湖滨街道')
    await talk.private(secretary, '/结束集结')
  })

  test('what a grid has found is no question any more once it is called', async ({ expect }) => {
    await talk.private(head, '/集结 水管爆裂')
    const called = (await talk.private(secretary, '/集结 东湖社区 呼叫')).text
    expect(called).toContain('已通知')
    expect(called).not.toContain('网格报来的')
    expect(await lettersTo(await idOf('吴书记'))).not.toContain('网格报来的')
    expect(await lettersLike('rally/found/')).toHaveLength(0)
    await talk.private(secretary, '/结束集结')
  })

  test('the question whether it is over goes with it', async ({ expect }) => {
    await talk.private(secretary, '/集结 守水闸')
    await city.pass(24 * 60)
    expect((await lettersLike('rally/open/')).join()).toContain('守水闸')
    await talk.private(secretary, '/结束集结')
    expect(await lettersLike('rally/open/')).toEqual([])
  })

  test('the second who agrees to war does not read that they are asked', async ({ expect }) => {
    await talk.private(secretary, '/切换 战时')
    const war = (await talk.private(second, '/切换 战时')).text
    expect(war).toContain('东湖社区进入战时')
    expect(war).not.toContain('要您也同意')
    await talk.private(second, '/切换 平时')
    expect((await talk.private(secretary, '/切换 平时')).text).not.toContain('要您也同意')
  })
})

describe('units', () => {
  test('a liaison hears that places are called; so does who names a unit', async ({ expect }) => {
    const said = (await talk.private(liaison, '/集结 市财政局 搬沙袋 5人')).text
    expect(said).toContain('不按单位')
    expect(said).toContain('/集结状态')
    expect((await talk.private(admin, '/集结 市财政局 搬沙袋 5人')).text).toContain(
      '市财政局的同志跟着所在的社区',
    )
    expect((await talk.private(admin, '/集结 搬沙袋 5人')).text).toContain('请写上是哪里')
    expect((await talk.private(liaison, '/结束集结')).text).toContain('没有结束')
    expect(await rows('select * from rally where ended_at is null')).toEqual([])
  })

  test('where a street calls, the liaisons of those who are called hear at once, once', async ({
    expect,
  }) => {
    await talk.private(liaison, '/私信')
    await talk.private(officer, '/集结 全街道防汛')
    await city.pass(1)
    const told = (await lettersTo(await idOf('联络员'))).filter((text) => text.includes('叫到了您单位的同志'))
    expect(told).toHaveLength(1)
    await city.pass(10)
    const silent = (await lettersTo(await idOf('联络员'))).at(-1)
    expect(silent).toContain(one.name)
    expect(silent).toContain(two.name)
    await talk.private(officer, '/结束集结')
  })

  test('a call of the own community does not, until it comes to the street', async ({ expect }) => {
    await talk.private(secretary, '/集结 搬物资 9人')
    await city.pass(1)
    const told = async () =>
      (await lettersTo(await idOf('联络员'))).filter((text) => text.includes('叫到了您单位的同志'))
    const before = (await told()).length
    await city.pass(10)
    expect(await told()).toHaveLength(before + 1)
    await talk.private(secretary, '/结束集结')
  })
})
