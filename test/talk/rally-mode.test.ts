import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { lettersLike } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { Streets } from '../support/streets.ts'
import {
  type Answer,
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  type Talk,
} from '../support/talk.ts'

const MINUTE = 60_000
const city = new Streets('2026-11-23 09:00')
const { talk, far, clock } = city
const second = onDingtalk('wu', '吴书记')
const officer = onWecom('jie', '街道干事')
const foreign = onDingtalk('xi', '奚书记')
let member: Speaker

const settledThings = async () =>
  JSON.stringify([
    await rows('select * from policy order by id'),
    await rows('select * from shift order by id'),
    await rows('select * from leave order by id'),
    await rows('select id, key, check_in_seed from community order by id'),
    (await talk.private(admin, '/设置')).text,
    (await talk.group(secretary, '/值班表 下周')).text,
  ])
const wars = () => rows('select area from war where ended_at is null order by area')
beforeAll(async () => {
  await city.settle()
  await city.appoint(foreign, '书记 远山社区', far, '远山社区')
  await city.appoint(second, '书记')
  await city.appoint(officer, '街道 湖滨街道')
  member = await newMember(talk)
  await talk.group(secretary, `/排班 11-30 9:00-12:00 ${member.name}`)
  await talk.group(admin, '/设置 特急时限 20分钟')
  await clock.tick(talk.now)
})

describe('切换', () => {
  test('one alone changes nothing, whatever they type again; a member never', async ({ expect }) => {
    expect((await talk.group(member, '/切换')).text).toContain('现在是平时')
    expect((await talk.group(member, '/切换 战时')).text).toContain('由社区书记、街道干部和管理员切换')
    const before = await settledThings()
    const asked = await talk.group(secretary, '/切换 战时')
    expect(asked.text).toContain('还没有切换')
    expect(asked.text).toContain('/切换 战时 东湖社区')
    expect((await talk.group(secretary, '/切换 战时')).text).toContain('您已经提出过')
    expect((await talk.private(secretary, '/切换 战时')).text).toContain('您已经提出过')
    expect((await talk.group(member, '/切换')).text).toContain('09:00 有人提出切换到战时')
    expect(await wars()).toEqual([])
    expect((await far.group(foreign, '/切换 战时')).text).toContain('已提出把远山社区')
    talk.now += 11 * MINUTE
    expect((await talk.group(second, '/切换 战时')).text).toContain('还没有切换')
    expect(await wars()).toEqual([])
    talk.now += 11 * MINUTE
    expect(await settledThings()).toBe(before)
  })

  test('two make it so, and two make peace; everything is as it was, exactly', async ({ expect }) => {
    const before = await settledThings()
    const letter = async () => (await lettersLike('mode/ask/')).at(-1)
    await talk.group(secretary, '/切换 战时')
    expect(await letter()).toContain('李书记提出把东湖社区切换到战时，要您也同意')
    talk.now += 5 * MINUTE
    const war = await talk.private(second, '/切换 战时')
    expect(war.text).toContain('东湖社区进入战时，两位同志已同意')
    expect(war.text.split('\n').length).toBeLessThanOrEqual(12)
    expect(await wars()).toEqual([{ area: 'c1' }])
    const shown = (await talk.group(member, '/切换')).text
    expect(shown).toContain('东湖社区现在是战时，11月23日 09:27 起')
    expect(shown).toContain('最少 2 人值守')
    // What the administrator set stricter, or later, stays where it is set.
    expect((await talk.private(admin, '/设置 特急时限')).text).toContain('20分钟')
    expect((await talk.group(secretary, '/值班表 下周')).text).not.toBe(JSON.parse(before)[5])
    expect((await talk.group(secretary, '/切换 战时')).text).toContain('已经是战时')
    const tables = async () =>
      JSON.stringify([
        await rows('select * from policy'),
        await rows('select * from shift'),
        await rows('select * from leave'),
      ])
    expect(await tables()).toBe(JSON.stringify(JSON.parse(before).slice(0, 3)))

    expect((await talk.group(second, '/切换 平时')).text).toContain('还没有切换')
    expect(await wars()).toEqual([{ area: 'c1' }])
    talk.now += MINUTE
    expect((await talk.group(secretary, '/切换 平时')).text).toContain('东湖社区回到平时')
    expect(await wars()).toEqual([])
    expect(await settledThings()).toBe(before)
    expect((await talk.group(member, '/切换')).text).toContain('现在是平时，11月23日 09:28 起')
    const acts = await rows<{ action: string }>(
      "select action from audit where action like 'mode.%' and at >= ?",
      talk.now - 7 * MINUTE,
    )
    expect(acts.map(({ action }) => action)).toEqual(['mode.ask', 'mode.switch', 'mode.ask', 'mode.switch'])
    await clock.tick(talk.now)
    expect(
      clock.outside.pushes.filter(({ text, to }) => to.includes('cid-g1==') && text.includes('东湖社区'))
        .length,
    ).toBeGreaterThan(0)
  })

  test('of two second ones at once one is; two first ones at once are two', async ({ expect }) => {
    await talk.group(secretary, '/切换 战时')
    const both = await Promise.all([
      talk.private(second, '/切换 战时'),
      talk.private(officer, '/切换 战时 东湖社区'),
    ])
    expect(both.filter(({ text }) => text.includes('进入战时'))).toHaveLength(1)
    expect(
      await rows(
        "select * from mode_ask where mode = 'war' and agreed_at is not null and agreed_at >= ?",
        talk.now,
      ),
    ).toHaveLength(1)
    expect(await wars()).toEqual([{ area: 'c1' }])
    const first = await Promise.all([talk.group(secretary, '/切换 平时'), talk.group(second, '/切换 平时')])
    expect(first.filter(({ text }: Answer) => text.includes('回到平时'))).toHaveLength(1)
    expect(first.filter(({ text }: Answer) => text.includes('还没有切换'))).toHaveLength(1)
    expect(await wars()).toEqual([])
    expect(await wrong()).toEqual([])
  })

  test('both ways at one instant, again and again: each change has its two, and nothing is left over', async ({
    expect,
  }) => {
    for (let i = 0; i < 4; i++) {
      talk.now += 11 * 60_000
      await Promise.all([
        talk.group(secretary, '/切换 战时'),
        talk.group(second, '/切换 战时'),
        talk.private(second, '/切换 平时'),
        talk.private(officer, '/切换 平时 东湖社区'),
      ])
      expect(await wrong()).toEqual([])
    }
    talk.now += 11 * 60_000
    await talk.group(secretary, '/切换 平时')
    await talk.group(second, '/切换 平时')
    expect(await wars()).toEqual([])
    expect(await wrong()).toEqual([])
    talk.now += 11 * 60_000
  })

  test('one human on two platforms is one', async ({ expect }) => {
    const twin = onDingtalk('li-d', '李书记')
    await talk.group(twin, '/登记 李书记 东湖社区')
    const [one] = await rows<{ id: number }>("select person_id as id from identity where user_id = 'li-d'")
    await talk.group(admin, `/任命 @P${one?.id} 书记`)
    await talk.group(secretary, '/切换 战时')
    expect((await talk.group(twin, '/切换 战时')).text).toContain('看着是同一个人')
    expect(await wars()).toEqual([])
    const code = /绑定码：(\w{6})/.exec((await talk.private(secretary, '/绑定')).text)?.[1]
    await talk.private(twin, `/绑定 ${code}`)
    expect((await talk.group(twin, '/切换 战时')).text).toContain('您已经提出过')
    expect(await wars()).toEqual([])
    talk.now += 11 * MINUTE
  })

  test('joined after the wish, under another name: still one human, not two', async ({ expect }) => {
    const other = onDingtalk('li-o', '李某某')
    await talk.group(other, '/登记 李某某 东湖社区')
    await talk.group(admin, '/任命 @李某某 书记')
    expect((await talk.group(other, '/切換 戰時')).text).toContain('还没有切换')
    const code = /绑定码：(\w{6})/.exec((await talk.private(secretary, '/绑定')).text)?.[1]
    await talk.private(other, `/绑定 ${code}`)
    for (const who of [secretary, other])
      expect((await talk.group(who, '/切换 战时')).text).toContain('您已经提出过')
    expect(await wars()).toEqual([])
    talk.now += 11 * MINUTE
  })

  test('ten minutes are ten minutes, to the second', async ({ expect }) => {
    await talk.group(secretary, '/切换 战时')
    talk.now += 10 * MINUTE + 1000
    expect((await talk.private(officer, '/切换 战时 东湖社区')).text).toContain('还没有切换')
    expect(await wars()).toEqual([])
    talk.now += 10 * MINUTE
    expect((await talk.private(second, '/切换 战时')).text).toContain('东湖社区进入战时')
    await talk.group(second, '/切换 平时')
    expect((await talk.group(secretary, '/切换 平时')).text).toContain('回到平时')
    expect((await talk.private(secretary, '/切换 平时')).text).toContain('现在就是平时')
    expect(await wars()).toEqual([])
  })

  test('a street is switched by its officer and an administrator, and no community leaves it alone', async ({
    expect,
  }) => {
    expect((await talk.private(officer, '/切换 战时')).text).toContain('把湖滨街道切换到战时')
    expect((await talk.private(secretary, '/切换 战时 湖滨街道')).text).toContain('不归您负责')
    expect((await talk.private(admin, '/切换 战时 湖滨街道')).text).toContain('湖滨街道进入战时')
    expect((await talk.group(member, '/切换')).text).toContain('湖滨街道现在是战时')
    expect((await far.group(foreign, '/切换')).text).toContain('现在是平时')
    expect((await talk.group(secretary, '/切换 平时')).text).toContain('战时是湖滨街道定的')
    // No quiet hours there, and quiet ones elsewhere.
    talk.now = at('2026-11-24 23:00')
    far.now = talk.now
    const number = async (who: Speaker, in_: Talk) =>
      /发送 (\d{4})/.exec(JSON.stringify(await in_.private(who, '/公告 停电了')))?.[1]
    const here = await talk.private(secretary, `/公告 发送 ${await number(secretary, talk)}`)
    expect(here.text).toContain('公告已发出')
    const there = await far.private(foreign, `/公告 发送 ${await number(foreign, far)}`)
    expect(there.text).toContain('公告已记下')
    await clock.tick(talk.now)
    expect(clock.outside.to('cid-g1==').at(-1)).toContain('停电了')
    expect(clock.outside.to('cid-far==').filter((text) => text.includes('停电了'))).toEqual([])
    await talk.private(officer, '/切换 平时')
    expect((await talk.private(admin, '/切换 平时 湖滨街道')).text).toContain('湖滨街道回到平时')
    expect(await wars()).toEqual([])
  })

  test('a second one may confirm by name, short or in full; a place that nobody knows is none', async ({
    expect,
  }) => {
    expect((await talk.private(second, '/确认切换 东湖')).text).toContain('没有等您确认的切换')
    expect((await talk.private(member, '/确认切换')).text).toContain('由社区书记、街道干部和管理员切换')
    expect((await talk.private(secretary, '/切换 战时 冬湖社区')).text).toContain(
      '没有叫「冬湖社区」的社区或街道',
    )
    expect((await talk.private(secretary, '/切换 战时 东湖')).text).toContain('把东湖社区切换到战时')
    expect((await talk.private(secretary, '/确认切换 东湖社区')).text).toContain('您已经提出过')
    expect((await far.private(foreign, '/确认切换 东湖社区')).text).toContain('没有等您确认的切换')
    expect((await talk.private(second, '/确认切换 冬湖社区')).text).toContain('没有等您确认的切换')
    expect(await wars()).toEqual([])
    expect((await talk.group(second, '/确认切换')).text).toContain('东湖社区进入战时')
    await talk.private(second, '/切换 平时')
    expect((await talk.private(secretary, '確認切換 平時 東湖社區')).text).toContain('东湖社区回到平时')
    expect(await wars()).toEqual([])
  })

  test('nobody to be the second one: nothing is asked', async ({ expect }) => {
    const said = await talk.private(admin, '/切换 战时 全部')
    const others = await rows("select * from role where role = 'administrator' and ended_at is null")
    expect(said.text).toContain(others.length > 1 ? '还没有切换' : '没有第二位')
    expect((await talk.private(admin, '/切换 打仗')).text).toContain('战时 或 平时')
  })
})
