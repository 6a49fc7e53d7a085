import { beforeAll, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let west: Talk
const liaison = onWecom('liaison', '甲联络')
const westSecretary = onWecom('xi')

/** Somebody of a unit, verified through the roll or by the secretary. */
async function register(name: string, words: string, where = talk): Promise<Speaker> {
  const who = onWecom(`p-${name}`, name)
  await where.group(who, `/登记 ${name} ${words}`)
  return who
}

/** A card's title ends at a stop; the rest of the first line stands below it. */
const whole = ({ text }: { text: string }): string => text.replace('；\n', '；')

const onRoll = (key: string, unit: string, community: string | null = null) =>
  run(
    'insert into roll (key, unit_id, community_id) select ?, u.id, (select id from community where name = ?) from unit u where u.name = ?',
    key,
    community,
    unit,
  )

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
  await talk.group(liaison, '/登记 甲联络 市财政局')
  await talk.group(admin, '/任命 @甲联络 联络员')
  await talk.private(liaison, '/帮助')
})

describe('the rate of a unit', () => {
  test('is for those who answer for people', async ({ expect }) => {
    const who = await register('路人甲', '市财政局')
    expect((await talk.private(who, '/报到率')).text).toContain(
      '由单位联络员、社区书记、街道干部和管理员使用',
    )
    await run("update person set state = 'rejected' where name = '路人甲'")
  })

  test('without a roll says that the denominator is not known', async ({ expect }) => {
    const text = whole(await talk.private(liaison, '/报到率'))
    expect(text).toContain('市财政局 已登记 1，已核实 1，名册未导入；未编网格 1')
    expect(text).toContain('编网格：已核实 1，已编入 0，0.0%')
    expect(text).not.toContain('应到')
  })

  test('names numerator, denominator and, in private only, who is missing', async ({ expect }) => {
    for (const name of ['甲联络', '张三', '李四', '王五']) await onRoll(name, '市财政局')
    await register('张三', '市财政局 3网格')
    await register('赵六', '市财政局')
    const mine = whole(await talk.private(liaison, '/报到率'))
    expect(mine).toContain('市财政局 应到 4，已报到 2，50.0%；未编网格 1')
    expect(mine).toContain('编网格：已核实 2，已编入 1，50.0%')
    expect(mine).toContain('名册外已核实 0，登记待核实 1')
    expect(mine).toMatch(/未报到：(李四、王五|王五、李四)/)
    expect(mine).toContain('未编网格：甲联络')
    const inGroup = await talk.group(liaison, '/报到率')
    expect(inGroup.text).toContain('市财政局 应到 4，已报到 2，50.0%')
    expect(inGroup.text).toContain('名单请私聊我发')
    expect(inGroup.text).not.toMatch(/李四|王五|未编网格：/)
  })

  test('100.0% only when nobody is missing', async ({ expect }) => {
    for (const name of ['李四', '王五']) await register(name, '市财政局 3网格')
    expect((await talk.private(liaison, '/报到率')).text).toContain('应到 4，已报到 4，100.0%')
    await run(
      `insert into roll (key, unit_id) with recursive n(i) as (select 1 union all select i + 1 from n where i < 25)
        select '缺' || i, u.id from n, unit u where u.name = '市财政局'`,
    )
    const { text } = await talk.private(liaison, '/报到率')
    expect(text).toContain('应到 29，已报到 4，13.8%')
    expect(text).toMatch(/未报到：(缺\d+、){19}缺\d+，还有 5 人/)
    await run("delete from roll where key like '缺%'")
  })

  test('is nobody else’s', async ({ expect }) => {
    await register('外人', '市司法局')
    expect((await talk.private(liaison, '/报到率 市司法局')).text).toContain('市司法局不归您管')
    expect((await talk.private(liaison, '/报到率 东湖社区')).text).toContain('东湖社区不归您管')
    expect((await talk.private(liaison, '/报到率 没有的局')).text).toContain('没有「没有的局」这个单位或社区')
    expect((await talk.private(secretary, '/报到率 市财政局')).text).toContain('不归您管')
    expect((await talk.private(admin, '/报到率 市财政局')).text).toContain('市财政局 应到 4')
  })
})

describe('the rate of a community', () => {
  test('is the secretary’s; a transfer takes the row of the roll along', async ({ expect }) => {
    expect((await talk.private(secretary, '/报到率')).text).toContain('名册里没有本社区的人')
    for (const name of ['钱一', '钱二', '钱三']) await onRoll(name, '市教育局', '东湖社区')
    await register('教育局首个', '市教育局')
    for (const name of ['钱一', '钱二', '钱三']) await onRoll(name, '市教育局', '东湖社区')
    await run('delete from roll where id not in (select min(id) from roll group by key, unit_id)')
    await register('钱一', '市教育局')
    await register('钱二', '市教育局')
    const before = await talk.private(secretary, '/报到率')
    expect(before.text).toContain('东湖社区 应到 3，已报到 2，66.7%')
    expect(before.text).toContain('未报到：钱三')
    await run(
      "update person set community_id = (select id from community where name = '西园社区') where name = '钱二'",
    )
    expect((await talk.private(secretary, '/报到率')).text).toContain('东湖社区 应到 2，已报到 1，50.0%')
    expect((await west.private(westSecretary, '/报到率')).text).toContain('西园社区 应到 1，已报到 1，100.0%')
  })

  test('in a group is the group’s own, without names', async ({ expect }) => {
    const { text } = await talk.group(secretary, '/报到率')
    expect(text).toContain('东湖社区 应到 2')
    expect(text).not.toContain('钱三')
    expect((await west.group(secretary, '/报到率')).text).toContain('请私聊我')
    expect((await talk.group(admin, '/报到率')).text).toContain('东湖社区 应到 2')
    expect((await talk.group(admin, '/报到率 社区')).text).not.toContain('西园社区')
  })

  test('a street officer sees the communities of the street', async ({ expect }) => {
    const officer = await register('街道甲', '湖滨街道办')
    await talk.group(secretary, '/通过 街道甲')
    await talk.group(admin, '/任命 @街道甲 街道 湖滨街道')
    expect((await talk.private(officer, '/报到率')).text).toContain('您的街道下还没有社区')
    await run(
      "update community set street_id = (select id from street where name = '湖滨街道') where name = '东湖社区'",
    )
    const { text } = await talk.private(officer, '/报到率')
    expect(text).toContain('各社区合计 应到 2')
    expect(text).not.toContain('西园社区')
    expect((await talk.private(officer, '/报到率 东湖社区')).text).toContain('未报到：钱三')
    expect((await talk.private(officer, '/报到率 西园社区')).text).toContain('不归您管')
  })
})

describe('the overview of an administrator', () => {
  test('has the lowest first, those without a roll last, in at most twelve lines, in private only', async ({
    expect,
  }) => {
    for (let i = 1; i <= 12; i++) {
      await run('insert into unit (id, name, key) values (?, ?, ?)', 500 + i, `第${i}局`, `第${i}局`)
      await run(
        `insert into roll (key, unit_id) with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
          select '名' || ?1 || '-' || i, ? from n`,
        i,
        500 + i,
      )
    }
    const { text } = await talk.private(admin, '/报到率')
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(12)
    expect(text).toMatch(/各单位合计 应到 85，已报到 \d+，\d+\.\d%/)
    expect(text).toContain('第1局 应到 1，已报到 0，0.0%')
    expect(text).not.toContain('市财政局')
    expect(text).toMatch(/还有 \d+ 个没有列出，其中 \d 个名册未导入/)
    expect((await talk.private(admin, '/报到率 社区')).text).toContain('各社区合计 应到 3，已报到 2，66.7%')
    expect((await talk.group(admin, '/报到率 单位')).text).toContain('请私聊我')
    expect(await rows("select 1 from audit where action like 'rate%'")).toEqual([])
  })
})
