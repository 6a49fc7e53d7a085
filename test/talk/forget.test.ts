import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { personalColumns } from '../../src/store/personal.ts'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { entryIn, newMember } from '../support/members.ts'
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

let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  await new Talk(talk.now, 'west').group(admin, '/绑定社区 西园社区')
})

/** Where in the whole database these texts stand: `text: table.column`. */
async function places(texts: readonly string[]): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%' and name not like 'd1_%'",
  )
  const all = await env.DB.batch<Row>(tables.map(({ name }) => env.DB.prepare(`select * from "${name}"`)))
  const cells = all.flatMap(({ results }, i) =>
    results.flatMap((row) =>
      Object.entries(row).map(([column, value]) => [`${tables[i]?.name}.${column}`, value]),
    ),
  )
  const found = texts.flatMap((text) =>
    cells.flatMap(([place, value]) =>
      typeof value === 'string' && value.includes(text) ? `${text}: ${place}` : [],
    ),
  )
  return [...new Set(found)].sort()
}
type Row = { [column: string]: unknown }

/** Everything of an answer in pages. */
async function everyPage(who: Speaker): Promise<string> {
  const pages = [(await talk.private(who, '/我的数据')).text]
  while (pages.at(-1)?.includes('下一页发')) {
    pages.push((await talk.private(who, `/我的数据 ${pages.length + 1}`)).text)
  }
  for (const page of pages) {
    if (page.split('\n').length > 12) throw new Error(`an answer of too many lines: ${page}`)
  }
  return pages.join('\n')
}
/** Somebody with something in every corner; gives ids and words that must not be found later. */
async function fullMember(
  name: string,
  id: string,
): Promise<{ who: Speaker; other: Speaker; words: string[] }> {
  const who = onWecom(`${id}-wx`, name)
  const other = onDingtalk(`${id}-dd`, name)
  await run("insert into roll (key, unit_id) select ?, id from unit where key = '市财政局'", name)
  await talk.group(who, `/登记 ${name}旧 市财政局`)
  await talk.group(who, `/登记 ${name} 市财政局`)
  await talk.group(secretary, `/通过 ${name}`)
  await talk.group(other, `/登记 ${name}二 市财政局`)
  await talk.group(secretary, `/通过 ${name}二`)
  await talk.group(other, `/工时 昨天 1小时 ${id}送菜`)
  const code = /绑定码：(\w{6})/.exec((await talk.private(who, '/绑定')).text)?.[1]
  await talk.private(other, `/绑定 ${code}`)
  await talk.private(who, `/专长 ${id}理发`)
  await talk.private(who, '/空闲 周末 晚上')
  const first = entryIn((await talk.group(who, `/工时 昨天 9:00-11:00 ${id}搬书`)).text)
  await talk.private(secretary, `/通过 ${first}`)
  const second = entryIn((await talk.group(who, `/工时 昨天 13:00-14:00 ${id}扫地`)).text)
  await talk.group(secretary, `/驳回 ${second} ${id}没见到人`)
  await talk.group(who, `/工时 昨天 15:00-16:00 ${id}值班`)
  await talk.private(secretary, '/审核')
  await talk.private(who, '/转社区 西园社区')
  await talk.private(who, '/绑定 QQQQQQ')
  await talk.group(admin, `/任命 @${name} 网格长 7网格`)
  await talk.group(who, `/报到 ${id}门口`)
  await talk.private(who, '/我的')
  const words = [
    name,
    `${id}-wx`,
    `${id}-dd`,
    `${id}送菜`,
    `${id}搬书`,
    `${id}扫地`,
    `${id}没见到人`,
    `${id}值班`,
  ]
  return { who, other, words: [...words, `${id}理发`, `${id}门口`] }
}

describe('/我的数据', () => {
  test('shows what is stored, in pages, to nobody else', async ({ expect }) => {
    const { who } = await fullMember('沈看看', 'look')
    expect((await talk.group(who, '/我的数据')).text).toContain('私聊我发：/我的数据')
    const all = await everyPage(who)
    for (const part of [
      '登记：沈看看，下沉党员，已核实',
      '单位：市财政局；社区：东湖社区',
      '企业微信 look-wx',
      '钉钉 look-dd',
      '7网格 网格长',
      '专长：look理发',
      '周末',
      'look搬书',
      'look没见到人',
      '从东湖社区到西园社区，等书记同意',
      '关于您',
      '保存多久',
      '/注销',
    ]) {
      expect(all).toContain(part)
    }
    expect((await talk.private(who, '/我的数据 99')).text).toContain('一共只有')
    expect((await talk.private(onWecom('nobody'), '/我的数据')).text).toContain('没有存您的任何信息')
  })
})

describe('/注销', () => {
  test('explains first, wants the word within ten minutes, and in private', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.group(who, '/注销')).text).toContain('私聊我发：/注销')
    expect((await talk.private(who, '/注销 确认')).text).toContain('请先看清楚')
    talk.now += 11 * 60_000
    expect((await talk.private(who, '/注销 确认')).text).toContain('请先看清楚')
    const done = await talk.private(who, '/注销 确认', 'bye-1')
    expect(done.text).toContain('已注销')
    expect((await talk.private(who, '/注销 确认', 'bye-1')).text).toBe(done.text)
    expect((await talk.private(who, '/注销')).text).toContain('没有存您的信息')
    expect((await talk.private(onWecom('nobody'), '/注销')).text).toContain('没有存您的信息')
  })

  test('leaves no name, no id and no word in any table; minutes, days and sums stay', async ({ expect }) => {
    const { who, other, words } = await fullMember('金留名', 'jlm')
    const found = (await places(words)).map((place) => place.split(':')[0])
    expect([...new Set(found)].sort()).toEqual([...words].sort())
    const sums = () =>
      rows('select scope, scope_id, period, minutes, points from ledger_total order by 1, 2, 3')
    const lines = () =>
      rows('select id, service_day, started_at, minutes, points, unit_id from hour_entry order by id')
    const before = [await sums(), await lines()]
    const explained = await talk.private(other, '/注销')
    for (const part of ['会删除', '会留下', '待核的 2 条', '值守会结束', '网格长']) {
      expect(explained.text).toContain(part)
    }
    const done = await talk.private(other, '/注销 确认', 'bye-2')
    expect(done.text).toContain('待核的 2 条已撤回')
    expect(await places(words)).toEqual([])
    expect([await sums(), await lines()]).toEqual(before)
    expect(await wrong()).toEqual([])
    expect((await talk.private(other, '/注销 确认', 'bye-2')).text).toBe(done.text)
    expect((await talk.group(who, '/我的')).text).toContain('/登记 姓名 单位')
    const [{ n } = { n: 0 }] = await rows<{ n: number }>('select max(id) as n from person where gone_at > 0')
    await talk.group(who, '/登记 金留名 市财政局')
    const [anew] = await rows<{ id: number; state: string }>(
      "select id, state from person where name = '金留名'",
    )
    expect(anew?.state).toBe('pending')
    expect(anew?.id).toBeGreaterThan(n)
    expect((await talk.private(who, '/我的')).text).toContain('年工时 0小时')
  })

  test('the last administrator cannot leave; two at once cannot both', async ({ expect }) => {
    await run(
      "update role set ended_at = 1 where role = 'administrator' and person_id <> (select person_id from identity where user_id = 'boss')",
    )
    expect((await talk.private(admin, '/注销')).text).toContain('请先任命另一位')
    const second = await newMember(talk)
    await talk.group(admin, `/任命 @${second.name} 管理员`)
    await talk.private(second, '/注销')
    await talk.private(admin, '/注销')
    const said = await Promise.all([talk.private(second, '/注销 确认'), talk.private(admin, '/注销 确认')])
    expect(said.filter(({ text }) => text.includes('已注销'))).toHaveLength(1)
    expect(said.filter(({ text }) => text.includes('唯一的管理员'))).toHaveLength(1)
    expect(await rows("select id from role where role = 'administrator' and ended_at is null")).toHaveLength(
      1,
    )
  })

  test('what comes at the same moment leaves nothing behind either', async ({ expect }) => {
    for (let i = 0; i < 4; i++) {
      const who = onWecom(`mom-${i}-wx`, `莫同时${'甲乙丙丁'[i]}`)
      await talk.group(who, `/登记 ${who.name} 市财政局`)
      await talk.private(who, '/注销')
      const said = await Promise.all([
        talk.private(who, '/注销 确认'),
        talk.group(who, `/工时 昨天 1小时 mom${i}送菜`),
        talk.private(who, '/我的'),
        talk.group(who, '/报到'),
      ])
      for (const { text } of said) expect(text).not.toContain('出错了')
      expect(await places([who.name, who.id, `mom${i}送菜`])).toEqual([])
      expect(await wrong()).toEqual([])
    }
  })
})

test('every column that points at a person says what becomes of it', ({ expect }) => {
  const tables = env.TEST_SCHEMA.split(/^create table /m).slice(1)
  const found = tables.flatMap((text) => {
    const [, table = ''] = /^"?(\w+)"? \(/.exec(text) ?? []
    const columns = text.slice(0, text.indexOf('\n) strict')).matchAll(/^ {2}(\w+) .*references person\b/gm)
    return [...columns].map(([, column]) => `${table}.${column}`)
  })
  expect(found.sort()).toEqual(personalColumns.map(({ table, column }) => `${table}.${column}`).sort())
})
