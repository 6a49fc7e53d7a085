import { beforeAll, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { entryIn } from '../support/members.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let west: Talk
const westSecretary = onWecom('xi')
const staff = new Map<string, Speaker>()

/** Somebody verified, with approved hours of yesterday. */
async function served(name: string, words: string, hours: number, where = talk): Promise<Speaker> {
  const who = staff.get(name) ?? onWecom(`p-${name}`, name)
  const by = where === talk ? secretary : westSecretary
  if (!staff.has(name)) {
    await where.group(who, `/登记 ${name} ${words}`)
    await where.group(by, `/通过 ${name}`)
    await where.private(who, '/帮助')
  }
  staff.set(name, who)
  if (hours > 0) {
    const entry = entryIn((await where.group(who, `/工时 昨天 ${hours}小时 助餐`)).text)
    await where.group(by, `/通过 ${entry}`)
  }
  return who
}

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 18:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
})

describe('a board without hours', () => {
  test('says so', async ({ expect }) => {
    const who = await served('无时', '市财政局', 0)
    expect((await talk.private(who, '/排行')).text).toContain('还没有核定的工时')
    expect((await talk.group(who, '/排行')).text).toContain('东湖社区2026年11月还没有核定的工时')
    expect((await talk.private(who, '/排行 单位')).text).toContain('2026年还没有核定的工时')
    expect((await talk.private(onWecom('nobody'), '/排行')).text).toContain('/登记 姓名 单位')
    expect((await talk.private(admin, '/排行')).text).toContain('/排行 单位')
  })
})

describe('people', () => {
  test('in private: of my unit and of my community, ties share a place, my own place last', async ({
    expect,
  }) => {
    for (const [name, hours] of [['赵一', 6], ['钱二', 5], ['孙三', 5], ['李四', 2]] as const)
      await served(name, '市财政局', hours) // biome-ignore format: a table
    await served('周五', '市司法局', 7)
    const { text } = await talk.private(staff.get('李四')!, '/排行')
    expect(text).toMatch(/市财政局2026年工时（4 人有工时）[\s\S]*东湖社区2026年工时（5 人有工时）/)
    expect(text).toContain('1. 赵一 6小时')
    expect(text).toMatch(/2\. (钱二、孙三|孙三、钱二) 5小时/)
    expect(text).toContain('4. 李四 2小时')
    expect(text).toContain('1. 周五 7小时')
    expect(text).toContain('您在市财政局第 4 名，在东湖社区第 5 名')
    // Four names of the community are shown: whoever is behind them is not.
    expect(text.match(/李四/g)).toHaveLength(1)
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(12)
    expect((await talk.private(staff.get('无时')!, '/排行')).text).toContain('您2026年还没有核定的工时')
  })

  test('in a group: the top five of its community this month, nobody behind, nobody’s own place', async ({
    expect,
  }) => {
    for (const [name, hours] of [['吴六', 4], ['郑七', 3], ['王八一', 1]] as const)
      await served(name, '市教育局', hours) // biome-ignore format: a table
    const { text } = await talk.group(staff.get('王八一')!, '/排行 今年')
    expect(text).toContain('东湖社区2026年11月工时前 5 名')
    for (const name of ['周五', '赵一', '钱二', '孙三', '吴六']) expect(text).toContain(name)
    for (const name of ['郑七', '李四', '王八一', '无时']) expect(text).not.toContain(name)
    expect(text).toContain('请私聊我发：/排行')
    expect(text).not.toContain('您在')
    expect((await west.group(westSecretary, '/ph')).text).toContain('西园社区2026年11月还没有核定的工时')
  })

  test('a place that too many share is shown without names', async ({ expect }) => {
    for (const name of ['冯甲', '陈乙', '褚丙', '卫丁', '蒋戊', '沈己'])
      await served(name, '市审计局', 2, west)
    const { text } = await west.group(westSecretary, '/排行')
    expect(text).toContain('1. 并列 6 人，各 2小时')
    expect(text).not.toContain('冯甲')
  })

  test('only verified people are named', async ({ expect }) => {
    await run("update person set state = 'pending' where name = '周五'")
    expect((await talk.group(secretary, '/排行')).text).not.toContain('周五')
    await run("update person set state = 'verified' where name = '周五'")
    expect((await talk.group(secretary, '/排行')).text).toContain('周五')
  })

  test('a month that has passed, and a week that nobody keeps', async ({ expect }) => {
    const who = staff.get('赵一')!
    expect((await talk.private(who, '/排行 上月')).text).toContain('2026年10月还没有核定的工时')
    expect((await talk.private(who, '/排行 本月')).text).toContain('市财政局2026年11月工时')
    expect((await talk.private(who, '/排行 本周')).text).toContain('排行只分月和年，没有「本周」的')
  })
})

describe('units and communities', () => {
  test('units by hours per verified member, with the denominator and the check line', async ({ expect }) => {
    const who = staff.get('无时')!
    const { text } = await talk.private(who, '/排行 单位')
    expect(text).toMatch(/各单位2026年人均工时（4 个单位有工时）/)
    expect(text).toContain('1. 市司法局 人均 7小时（1 人，共 7小时）')
    expect(text).toContain('2. 市财政局 人均 3小时36分钟（5 人，共 18小时）')
    expect(text).toContain('您的单位市财政局：第 2 名，人均 3小时36分钟（5 人）')
    expect(text).toContain('合计 45小时：按单位、按社区、总账三处相符')
    const inGroup = await talk.group(who, '/排行 单位')
    expect(inGroup.text).toContain('市司法局')
    expect(inGroup.text).not.toContain('您的单位')
  })

  test('a liaison hears in private how many of the unit have no hours, and no names', async ({ expect }) => {
    await talk.group(admin, '/任命 @赵一 联络员')
    await talk.private(staff.get('赵一')!, '/帮助')
    const { text } = await talk.private(staff.get('赵一')!, '/排行 单位')
    expect(text).toContain('人均 3小时36分钟（5 人，其中没有工时的 1 人）')
    expect(text).not.toContain('无时')
    expect((await talk.private(staff.get('钱二')!, '/排行 单位')).text).not.toContain('没有工时的')
  })

  test('communities by hours; never more than eight, and nothing behind', async ({ expect }) => {
    const { text } = await talk.private(staff.get('赵一')!, '/排行 社区')
    expect(text).toContain('1. 东湖社区 33小时')
    expect(text).toContain('2. 西园社区 12小时')
    expect(text).toContain('您的社区东湖社区：第 1 名，33小时')
    await run(
      `insert into community (name, key) with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
        select '第' || i || '社区', '第' || i || '社区' from n`,
    )
    await run(
      `insert into ledger_total (scope, scope_id, period, minutes, points, entries)
        select 'community', id, '2026', 6000 - id, 0, 1 from community where name like '第%'`,
    )
    const many = await talk.private(staff.get('赵一')!, '/排行 社区')
    expect(many.text.trim().split('\n').length).toBeLessThanOrEqual(12)
    expect(many.text).not.toContain('东湖社区 33小时')
    expect(many.text).toContain('您的社区东湖社区：第 11 名，33小时')
    expect(many.text).toContain('对不上：按单位 45小时')
    await run(
      "delete from ledger_total where scope_id in (select id from community where name like '第%') and scope = 'community'",
    )
  })
})

describe('the recommendation line', () => {
  test('is named in private from thirty hours (R058)', async ({ expect }) => {
    const who = staff.get('赵一')!
    expect((await talk.private(who, '/我的')).text).not.toContain('推荐线')
    for (const day of ['11月20日', '11月19日', '11月18日']) {
      const entry = entryIn((await talk.group(who, `/工时 ${day} 8小时 助餐`)).text)
      await talk.group(secretary, `/通过 ${entry}`)
    }
    expect((await talk.private(who, '/我的')).text).toContain('已达推荐线（30小时）')
    expect((await talk.group(who, '/我的')).text).not.toContain('推荐线')
  })
})

describe('help', () => {
  test('has the figures under their own heading, within twelve lines for everybody', async ({ expect }) => {
    for (const who of [admin, secretary, staff.get('赵一')!]) {
      const { text } = await talk.private(who, '/帮助')
      expect(text).toMatch(/数据：\/排行/)
      expect(text.trim().split('\n').length).toBeLessThanOrEqual(12)
    }
    expect((await talk.private(staff.get('赵一')!, '/帮助')).text).toContain('/单位报到')
    expect((await talk.private(staff.get('钱二')!, '/帮助')).text).not.toMatch(/报到率|单位报到/)
    expect(await rows('select 1 from ledger_total where minutes < 0')).toEqual([])
  })
})
