import { beforeAll, describe, test, vi } from 'vitest'
import { run } from '../schema/lines.ts'
import { entryIn } from '../support/members.ts'
import { admin, at, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let west: Talk
const westSecretary = onWecom('xi')

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-05 18:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区 湖滨街道')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
  for (const [name, hours, where, by] of [
    ['赵一', 6, talk, secretary],
    ['钱二', 1, talk, secretary],
    ['孙三', 8, west, westSecretary],
  ] as const) {
    // biome-ignore format: a table
    const who = onWecom(`p-${name}`, name)
    await where.group(who, `/登记 ${name} 市财政局`)
    await where.group(by, `/通过 ${name}`)
    const entry = entryIn((await where.group(who, `/工时 昨天 ${hours}小时 助餐`)).text)
    await where.group(by, `/通过 ${entry}`)
  }
  talk.now = at('2026-11-06 09:00')
  await talk.group(onWecom('p-赵一', '赵一'), '/报到')
  talk.now = at('2026-11-23 09:00')
  west.now = talk.now
  await talk.private(secretary, '/帮助')
})

describe('/冷热', () => {
  test('an administrator sees all, hot to cold, with the check line and nobody’s name', async ({
    expect,
  }) => {
    const { text } = await talk.private(admin, '/冷热')
    expect(text.replaceAll('\n', '')).toContain('2026年11月冷热，2 个社区，热的在前')
    expect(text).toContain('1. 西园社区 人均 4小时（2 人），参加 1 人，待审 0 条，缺岗 15 天')
    expect(text).toMatch(/2\. 东湖社区 人均 2小时20分钟（3 人），参加 2 人，待审 \d 条，缺岗 14 天/)
    expect(text).toContain('合计 15小时：按单位、按社区、总账三处相符')
    for (const name of ['赵一', '钱二', '孙三']) expect(text).not.toContain(name)
    expect((await talk.private(admin, '/冷热 上月')).text).toContain('人均 0分钟')
    expect((await talk.private(admin, '/冷热 今年')).text).toContain('冷热只按月看')
  })

  test('a secretary sees the own community and its street', async ({ expect }) => {
    const alone = await talk.private(secretary, '/冷热')
    expect(alone.text).toContain('1. 东湖社区')
    expect(alone.text).not.toContain('西园社区')
    await run(
      "update community set street_id = (select id from street where name = '湖滨街道') where name = '东湖社区'",
    )
    const { text } = await talk.private(secretary, '/冷热')
    expect(text).toContain('1. 西园社区')
    expect(text).toContain('东湖社区在 2 个社区里排第 2')
    expect(text).not.toContain('合计')
  })

  test('in a group only its community; members and liaisons are told whose it is', async ({ expect }) => {
    const { text } = await talk.group(secretary, '/冷热')
    expect(text).toContain('东湖社区 人均 2小时20分钟')
    expect(text).not.toContain('西园社区')
    expect(text).toContain('请私聊我发：/冷热')
    expect((await west.group(secretary, '/冷热')).text).toContain('这里看不了')
    expect((await talk.private(onWecom('p-赵一', '赵一'), '/冷热')).text).toContain(
      '由社区书记、街道干部和管理员使用',
    )
  })

  test('of many the hottest and the coldest, in twelve lines', async ({ expect }) => {
    await run(
      `insert into community (id, name, key) with recursive n(i) as (select 1 union all select i + 1 from n where i < 20)
        select 500 + i, '第' || i || '社区', '第' || i || '社区' from n`,
    )
    await run(
      "insert into headcount (scope, scope_id, registered, verified) select 'community', id, 5, 5 from community where id > 500",
    )
    const answer = await talk.private(admin, '/冷热')
    expect(answer.text.trim().split('\n').length).toBeLessThanOrEqual(12)
    expect(answer.text).toContain('（中间 16 个没有列出）')
    expect(answer.text.indexOf('西园社区')).toBeLessThan(answer.text.indexOf('（中间'))
  })
})
