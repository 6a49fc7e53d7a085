import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { lettersLike, lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { Streets } from '../support/streets.ts'
import { at, onDingtalk, type Speaker, secretary } from '../support/talk.ts'

const HOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key='
const MINUTE = 60_000

const city = new Streets('2026-11-23 09:00')
const { talk, west, clock } = city
const liaison = onDingtalk('lian', '联络员')
const xi = onDingtalk('xi', '奚书记')
const officer = onDingtalk('jie', '街道干事')
let members: Speaker[]
const idOf = async (name: string) =>
  (await rows<{ id: number }>('select id from person where name = ?', name))[0]?.id ?? 0
const last = async () =>
  (
    await rows<{ [column: string]: number | string | null }>('select * from rally order by id desc limit 1')
  )[0] ?? {}
const tick = async (minutes: number) => {
  const before = clock.outside.pushes.length
  talk.now += minutes * MINUTE
  await clock.tick(talk.now)
  return clock.outside.pushes.slice(before)
}
const groupsOf = (pushes: { way: string; to: string[] }[]) =>
  pushes.filter(({ way }) => way !== 'batchSend').flatMap(({ to }) => to)

beforeAll(async () => {
  await city.settle()
  await city.appoint(xi, '书记 西园社区', west, '西园社区')
  await city.appoint(officer, '街道 湖滨街道')
  await talk.private(secretary, `/绑定推送 ${HOOK}east-east-east`)
  members = [
    await newMember(talk),
    await newMember(talk, 'dingtalk'),
    await newMember(talk),
    await newMember(talk),
  ]
  await city.appoint(liaison, '联络员 市财政局', talk, '市财政局')
  await talk.group(secretary, '/通过 联络员')
  await west.group(onDingtalk('w1'), '/登记 西一 西园社区 志愿者')
  await clock.tick(talk.now)
})

describe('集结', () => {
  test('before it there is none, and a bare 收到 is talk', async ({ expect }) => {
    const [one] = members as [Speaker]
    expect((await talk.group(one, '收到')).kind).toBe('empty')
    expect((await talk.group(one, '收到，谢谢')).kind).toBe('empty')
    expect((await talk.group(one, '/收到')).text).toContain('现在没有集结')
    expect((await talk.group(one, '来不了')).kind).toBe('empty')
    expect((await talk.private(one, '来不了')).text).toContain('/请假 日期 理由')
    expect((await talk.group(one, '/集结状态')).text).toContain('现在没有集结')
    expect((await talk.group(one, '/集结 渗水')).text).toContain('由社区书记、网格长、街道干部和管理员发起')
    expect((await talk.private(secretary, '/集结')).text).toContain('请写上事由')
    expect((await talk.group(secretary, '/结束集结')).text).toContain('现在没有集结')
  })

  test('calls all groups of the community on both platforms at once, and people in private, also at night', async ({
    expect,
  }) => {
    talk.now = at('2026-11-23 22:30')
    const said = await talk.private(secretary, '/集结 东湖堤坝渗水 2人 特急')
    expect(said.text).toContain('集结已发出：【特急】东湖社区，东湖堤坝渗水')
    expect(said.text).toContain('已通知 6 人，发到 2 个群。')
    const pushes = await tick(1)
    expect(groupsOf(pushes).sort()).toEqual(['cid-g1==', 'east-east-east'])
    for (const { text } of pushes
      .filter(({ way }) => way !== 'batchSend' && way !== 'robot/send')
      .slice(0, 2))
      expect(text).toMatch(/集结 特急】东湖社区：东湖堤坝渗水|先报您知道/)
    expect(pushes.some(({ way, to }) => way === 'batchSend' && to.includes(members[1]?.id ?? ''))).toBe(true)
    // Nobody of another community.
    expect(
      await rows(
        'select * from outbox where dedupe like \'rally/%\' and group_id in (select id from "group" where community_id <> 1)',
      ),
    ).toEqual([])
    expect(await rows("select action, community_id from audit where action = 'rally.call'")).toHaveLength(1)
    expect((await talk.private(secretary, '/集结 又一件')).text).toContain('还没有结束')
  })

  test('who says that they cannot come is not counted as coming, and hears what to do', async ({
    expect,
  }) => {
    const [one, two] = members as [Speaker, Speaker]
    for (const who of [one, two]) {
      for (const text of ['收到，来不了', '/收到 但是来不了', '去不了', '我来不了，在外地']) {
        const said = await talk.group(who, text)
        expect(said.text).toContain('您来不了，没有记作应答')
        expect(said.text).not.toContain('外地')
      }
      expect((await talk.private(who, '来不了')).text).toContain('后来能来，请发：/收到')
    }
    expect((await talk.group(one, '/集结状态')).text).toContain('应到 6，应答 0')
  })

  test('an answer counts once a person, an arrival is a duty of 2.0', async ({ expect }) => {
    const [one, two, three] = members as [Speaker, Speaker, Speaker]
    const first = await talk.group(one, '收到')
    expect(first.text).toContain('您是第 1 位应答（1分钟）')
    expect((await talk.group(one, '收到')).text).toContain('已经应答过')
    expect((await talk.private(one, '/收到')).text).toContain('已经应答过')
    talk.now += 2 * MINUTE
    expect((await talk.group(two, '/收到 马上到')).text).toContain('您是第 2 位应答（3分钟）')
    const came = await talk.group(one, '/报到')
    expect(came.text).toContain('已报到：东湖社区')
    expect(came.text).toContain('集结到岗第 1 位，工时按应急记（难度 2.0）')
    expect((await talk.group(one, '/收到')).text).toContain('您已经到岗')
    const state = (await talk.group(three, '/集结状态')).text
    expect(state).toContain('应到 6，应答 2，到岗 1，未联系 4')
    for (const stage of ['网格发现', '社区呼叫', '分级响应', '协同处置']) expect(state).toContain(stage)
    expect(state).not.toContain(three.name)
    expect(state.split('\n').length).toBeLessThanOrEqual(12)
  })

  test('people who cannot be reached are listed to their leader by name, in private, after ten minutes', async ({
    expect,
  }) => {
    talk.now = at('2026-11-23 22:40')
    await tick(0)
    const names = (await lettersTo(await idOf('联络员'))).filter((text) => text.includes('没有应答'))
    expect(names).toHaveLength(1)
    for (const one of members.slice(2)) expect(names[0]).toContain(one.name)
    for (const one of members.slice(0, 2)) expect(names[0]).not.toContain(one.name)
    await tick(1)
    expect((await lettersTo(await idOf('联络员'))).filter((text) => text.includes('没有应答'))).toHaveLength(
      1,
    )
    const toGroups = await rows<{ say: string }>('select say from outbox where group_id is not null')
    for (const { say } of toGroups) for (const one of members) expect(say).not.toContain(one.name)
    expect((await talk.private(liaison, '/集结状态')).text).toContain(members[3]?.name)
  })

  test('it does not go further while enough have answered, and stops at enough arrivals', async ({
    expect,
  }) => {
    expect(
      await rows(
        'select * from outbox o join "group" g on g.id = o.group_id where g.community_id <> 1 and o.dedupe like \'rally/%\'',
      ),
    ).toEqual([])
    const [, two, three, four] = members as [Speaker, Speaker, Speaker, Speaker]
    expect((await talk.private(two, '/报到')).text).toContain('集结到岗第 2 位')
    const enough = await tick(1)
    expect(groupsOf(enough).sort()).toEqual(['cid-g1==', 'east-east-east'])
    expect(enough.filter(({ text }) => text.includes('人已够（到岗 2 人）')).length).toBeGreaterThanOrEqual(2)
    expect((await talk.group(three, '收到')).text).toContain('您是预备')
    const reserve = await talk.group(four, '/报到')
    expect(reserve.text).toContain('您是预备（到岗第 3 位）')
    expect((await tick(1)).filter(({ text }) => text.includes('人已够'))).toEqual([])
    expect((await tick(20)).filter(({ text }) => text.includes('支援'))).toEqual([])
    expect(await lettersLike('rally/enough/')).toHaveLength(3)
  })

  test('the end reports the minutes of each stage, thanks, and leaves duties open until 签退', async ({
    expect,
  }) => {
    const [one, two] = members as [Speaker, Speaker]
    expect((await west.group(xi, '/结束集结')).text).toContain('现在没有集结')
    const end = await talk.group(secretary, '/结束集结')
    expect(end.text).toContain('集结结束：东湖社区，东湖堤坝渗水')
    expect(end.text).toContain('应到 6，应答 4，到岗 3，未联系 2')
    for (const stage of ['网格发现', '社区呼叫', '分级响应', '协同处置'])
      expect(end.text).toMatch(new RegExp(`${stage}：.*分钟`))
    expect(end.text.split('\n').length).toBeLessThanOrEqual(12)
    expect((await talk.group(secretary, '/结束集结')).text).toContain('现在没有集结')
    expect((await talk.group(one, '收到')).kind).toBe('empty')
    const pushes = await tick(1)
    expect(pushes.some(({ text, way }) => way === 'webhook/send' && text.includes('集结结束'))).toBe(false)
    expect(groupsOf(pushes)).toContain('cid-g1==')
    expect(pushes.some(({ way, text }) => way === 'batchSend' && text.includes('谢谢您赶来'))).toBe(true)
    talk.now += 30 * MINUTE
    const out = await talk.group(one, '/签退 装沙袋')
    const number = /T\d+/.exec(out.text)?.[0]
    expect((await talk.private(one, `/怎么算 ${number}`)).text).toContain('集结里的值守按应急算')
    expect(out.text).toContain('其中应急')
    const [entry] = await rows<{ difficulty: number; points: number; minutes: number }>(
      'select difficulty, points, minutes from hour_entry order by id desc limit 1',
    )
    expect(entry?.difficulty).toBe(200)
    expect(entry?.points).toBe(Math.floor(((entry?.minutes ?? 0) * 20 + 30) / 60))
    await talk.group(two, '/签退 装沙袋')
    const later = (await talk.group(secretary, '/集结状态')).text
    expect(later).toContain('集结结束')
    expect(later).toContain('记了工时')
    const [after] = members.slice(2) as [Speaker]
    await talk.group(after, '/报到')
    expect(await rows('select rally_id from duty order by id desc limit 1')).toEqual([{ rally_id: null }])
    expect(await last()).toMatchObject({ expected: 6, answered: 4, arrived: 3 })
  })
})

describe('widening', () => {
  test('ten minutes without enough answers: the street, then the people of the district', async ({
    expect,
  }) => {
    talk.now = at('2026-11-24 10:00')
    const [one] = members as [Speaker]
    await run('update duty set ended_at = started_at, ended_by = ? where ended_at is null', 'person')
    await talk.group(secretary, '/集结 找走失老人 5人')
    await tick(1)
    expect((await talk.group(one, '收到')).text).toContain('第 1 位')
    expect(groupsOf(await tick(8))).toEqual([])
    const wider = await tick(1)
    expect(groupsOf(wider)).toEqual(['cid-west=='])
    expect(wider.find(({ to }) => to.includes('cid-west=='))?.text).toContain('东湖社区：找走失老人')
    expect(wider.some(({ to }) => to.includes('w1'))).toBe(true)
    expect((await lettersTo(await idOf('街道干事'))).join()).toContain('已往上呼叫到：街道')
    west.now = talk.now
    expect((await west.group(onDingtalk('w1'), '收到')).text).toContain('第 2 位')
    const came = await west.group(onDingtalk('w1'), '/报到')
    expect(came.text).toContain('已报到：东湖社区')
    expect((await talk.group(secretary, '/集结状态')).text).toContain('已呼叫到：街道')
    expect(groupsOf(await tick(10))).toEqual([])
    expect((await lettersLike('rally/wider/')).join()).toContain('已往上呼叫到：区里')
    expect(await rows('select community_id from rally_place where ended_at is null order by 1')).toHaveLength(
      2,
    )
    expect((await talk.private(officer, '/结束集结')).text).toContain('集结结束')
    expect(await rows('select * from rally_place where ended_at is null')).toEqual([])
  })
})
