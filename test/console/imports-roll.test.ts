import fc from 'fast-check'
import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Browser } from '../support/console.ts'
import { confirm, csv, look, send, xlsx } from '../support/imports.ts'
import { newMember } from '../support/members.ts'
import { admin, at, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let boss: Browser
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  boss = await Browser.of(talk, admin)
})

const HEAD = ['姓名', '单位', '社区', '网格']
const roll = () =>
  rows<{ key: string; unit: string; community: string | null; grid: string | null }>(
    `select r.key, u.name as unit, c.name as community, g.name as grid from roll r join unit u on u.id = r.unit_id
     left join community c on c.id = r.community_id left join grid g on g.id = r.grid_id order by r.id`,
  )
const listed = async (key: string) => (await roll()).filter((one) => one.key === key)

describe('the roll', () => {
  test('a dry run says line by line what would happen, and changes nothing until it is confirmed', async ({
    expect,
  }) => {
    const file = await xlsx([HEAD, ['赵一', '市民政局', '东湖社区', '3网格'], ['赵二', '市民政局', '', '']])
    const seen = await send(boss, 'roll', file)
    expect(seen.text).toContain('将新增 2、变更 0、去掉 0，不变 0。现在还没有导入。')
    expect(seen.text).toMatch(
      /2 新增 赵一（市民政局）加入名册。东湖社区、3网格 新建单位「市民政局」。 新建网格「3网格」。/,
    )
    expect(await listed('赵一')).toEqual([])
    const done = await confirm(boss, seen)
    expect(done.text).toContain('已导入：改动 2 行')
    expect(await listed('赵一')).toEqual([
      { key: '赵一', unit: '市民政局', community: '东湖社区', grid: '3网格' },
    ])
    const again = await send(boss, 'roll', file)
    expect(again.text).toContain('2 行都和现在一样，不用导入')
    const audit = await rows("select detail from audit where action = 'import.apply'")
    expect(audit).toEqual([{ detail: '{"kind":"roll","new":2}' }])
  })

  test('changes are shown from → to; who leaves goes; who is missing stays', async ({ expect }) => {
    await confirm(
      boss,
      await send(boss, 'roll', csv([HEAD, ['钱一', '市水务局', '', ''], ['钱二', '市水务局', '', '']])),
    )
    const seen = await send(
      boss,
      'roll',
      csv([
        ['单位', '变动', '姓名', '社区'],
        ['市水务局', '', '钱一', '东湖社区'],
        ['市水务局', '调出', '钱二', ''],
      ]),
      { name: '名册.csv' },
    )
    expect(seen.text).toContain('钱一（市水务局）：（没有）→ 东湖社区')
    expect(seen.text).toContain('钱二（市水务局）从名册去掉')
    await confirm(boss, seen)
    expect(await listed('钱一')).toMatchObject([{ community: '东湖社区' }])
    expect(await listed('钱二')).toEqual([])
  })

  test('one wrong line, and none is imported', async ({ expect }) => {
    const seen = await send(
      boss,
      'roll',
      csv([
        HEAD,
        ['孙一', '市教育局', '', ''],
        ['', '市教育局', '', ''],
        ['孙三', '', '', ''],
        ['=cmd()', '市教育局', '', ''],
      ]),
    )
    expect(seen.text).toContain('有 3 行有问题，什么也没有导入')
    expect(seen.text).toMatch(/3 有问题 没有姓名/)
    expect(seen.text).toMatch(/4 有问题 孙三 没有单位/)
    expect(seen.text).toContain('「=cmd()」不像姓名')
    expect(seen.html).not.toContain('/console/imports/apply')
    expect(await listed('孙一')).toEqual([])
  })

  test('what changed since the dry run is found out by the write', async ({ expect }) => {
    const file = csv([HEAD, ['李一', '市林业局', '', '']])
    const [one, other] = [await send(boss, 'roll', file), await send(boss, 'roll', file)]
    expect((await confirm(boss, one)).text).toContain('已导入')
    const late = await confirm(boss, other)
    expect(late.text).toContain('资料有了变化，所以什么也没有导入')
    expect(await listed('李一')).toHaveLength(1)
    expect((await look(boss, one.path)).text).toContain('已导入')
  })

  test('two taps count once', async ({ expect }) => {
    const seen = await send(boss, 'roll', csv([HEAD, ['李二', '市林业局', '', '']]))
    const [first, second] = await Promise.all([confirm(boss, seen), confirm(boss, seen)])
    expect([first.text, second.text].some((text) => text.includes('已导入'))).toBe(true)
    expect(await listed('李二')).toHaveLength(1)
  })

  test('who has registered already takes the row and comes into its grid', async ({ expect }) => {
    const member = await newMember(talk)
    await confirm(
      boss,
      await send(boss, 'roll', csv([HEAD, [member.name, '市财政局', '东湖社区', '五网格']])),
    )
    expect(
      await rows(`select g.name, r.id is not null as held from person p join grid g on g.id = p.grid_id
        left join roll r on r.person_id = p.id where p.key = '${member.name}'`),
    ).toEqual([{ name: '五网格', held: 1 }])
    const seen = await send(boss, 'roll', csv([HEAD, [member.name, '市财政局', '西山社区', '']]))
    expect(seen.text).toContain('已在东湖社区报到，名册照旧')
  })

  test('who registers later is verified at once, and comes into the grid of the roll', async ({ expect }) => {
    await confirm(boss, await send(boss, 'roll', csv([HEAD, ['周七', '市财政局', '东湖社区', '3网格']])))
    const answer = await talk.group(onWecom('zhou7', '周七'), '/登记 周七 市财政局')
    expect(answer.text).toContain('已核实')
    expect(
      await rows("select g.name from person p join grid g on g.id = p.grid_id where p.key = '周七'"),
    ).toEqual([{ name: '3网格' }])
  })

  test('places alone: units, communities with streets and districts, grids', async ({ expect }) => {
    const file = csv([
      ['社区', '街道', '区', '网格'],
      ['南山社区', '南山街道', '南山区', '第一网格'],
      ['南山社区', '南山街道', '南山区', '第二网格'],
    ])
    const seen = await send(boss, 'roll', file)
    expect(seen.text).toContain('新建社区「南山社区」')
    await confirm(boss, seen)
    expect(
      await rows(`select c.name, s.name as street, d.name as district, u.name as unit, count(*) as grids from community c
        join street s on s.id = c.street_id join district d on d.id = s.district_id join grid g on g.community_id = c.id
        join unit u on u.community_id = c.id where c.key = '南山社区' group by c.id`),
    ).toEqual([{ name: '南山社区', street: '南山街道', district: '南山区', unit: '南山社区', grids: 2 }])
    expect((await send(boss, 'roll', file)).text).toContain('不用导入')
  })
})

describe('whose lines somebody may hand in', () => {
  test('a secretary their community’s; nothing of a neighbour’s, and no new community', async ({
    expect,
  }) => {
    const west = new Talk(talk.now, 'west')
    await west.group(admin, '/绑定社区 西园社区')
    await confirm(boss, await send(boss, 'roll', csv([HEAD, ['吴一', '市交通局', '西园社区', '']])))
    const browser = await Browser.of(talk, secretary)
    const seen = await send(
      browser,
      'roll',
      csv([
        HEAD,
        ['吴一', '市交通局', '东湖社区', ''],
        ['吴二', '市交通局', '西园社区', ''],
        ['吴三', '市交通局', '东湖社区', ''],
      ]),
    )
    expect(seen.text).toContain('吴一（市交通局）在名册上属于别的社区')
    expect(seen.text).toContain('吴二、市交通局、西园社区：不在您的权限范围内')
    const own = await send(
      browser,
      'roll',
      csv([
        ['姓名', '单位'],
        ['吴三', '市交通局'],
      ]),
    )
    await confirm(browser, own)
    expect(await listed('吴三')).toMatchObject([{ community: '东湖社区' }])
    expect((await browser.get('/console/imports')).status).toBe(200)
    // The file of somebody else is nobody's business.
    expect((await boss.get(own.path)).status).toBe(404)
    expect((await browser.page('/console/imports')).includes('value="holiday"')).toBe(false)
  })

  test('a member has no such page, and no upload', async ({ expect }) => {
    const browser = await Browser.of(talk, await newMember(talk))
    expect((await browser.get('/console/imports')).status).toBe(403)
    expect((await browser.post('/console/imports', { kind: 'roll' })).status).toBe(403)
  })
})

test('the same file twice changes nothing, whatever is in it', { timeout: 300_000 }, async ({ expect }) => {
  const one = fc.record({
    name: fc.constantFrom('甲', '乙', '丙丁', '戊己'),
    unit: fc.constantFrom('市体育局', '市档案局'),
    community: fc.constantFrom('', '东湖社区', '西园社区'),
    grid: fc.constantFrom('', '一网格', '２网格'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), async (lines) => {
      const table = lines.map(({ name, unit, community, grid }) => [
        name,
        unit,
        community,
        community ? grid : '',
      ])
      const file = csv([HEAD, ...table])
      const seen = await send(boss, 'roll', file)
      if (seen.html.includes('/console/imports/apply')) await confirm(boss, seen)
      const before = await roll()
      expect((await send(boss, 'roll', file)).text).toContain('不用导入')
      expect(await roll()).toEqual(before)
    }),
    { numRuns: 8 },
  )
})
