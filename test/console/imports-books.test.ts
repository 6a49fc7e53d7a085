import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Browser, textOf } from '../support/console.ts'
import { confirm, csv, send, xlsx } from '../support/imports.ts'
import { entryIn, newMember } from '../support/members.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

let talk: Talk
let boss: Browser
let liaison: Browser
let one: Speaker
let two: Speaker
let three: Speaker
let entry = 0
const head = ['姓名', '日期', '时长（小时）']
const liaisonOf = onWecom('lia', '周联络')

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  boss = await Browser.of(talk, admin)
  ;[one, two, three] = [await newMember(talk), await newMember(talk), await newMember(talk)]
  entry = entryIn((await talk.private(one, '/工时 2小时 修水管 11-20')).text)
  await talk.private(two, '/工时 1小时 贴通知 11-20')
  await talk.private(three, '/工时 3小时 看大门 11-20')
  await talk.private(secretary, '/通过 全部')
  await talk.group(liaisonOf, '/登记 周联络 市财政局')
  await talk.group(secretary, '/通过 周联络')
  await talk.private(admin, '/任命 周联络 联络员 市财政局')
  liaison = await Browser.of(talk, liaisonOf)
})

const ledger = () => rows('select count(*) as lines, sum(minutes) as minutes from hour_entry')
const page = async (browser: Browser, query = '') =>
  browser.page(`/console/reconciliation?month=2026-11${query}`)

describe('the registers outside beside the ledger (R063, R064)', () => {
  test('a register is evidence: it changes no figure, and the same one twice changes nothing', async ({
    expect,
  }) => {
    const before = await ledger()
    const report = (await talk.private(admin, '/月报')).text
    const file = await xlsx([
      head,
      [one.name, new Date('2026-11-20T00:00:00Z'), 3],
      [two.name, '11月20日', '１小时'],
      [two.name, '2026/11/19', '90分钟'],
      ['查无此人', '2026-11-18', 2],
    ])
    const seen = await send(liaison, 'unit_book', file, { name: '台账.xlsx' })
    expect(seen.text).toContain('将新增 4')
    expect(seen.text).toContain('这里没有人登记为「查无此人」')
    await confirm(liaison, seen)
    expect(await ledger()).toEqual(before)
    expect((await talk.private(admin, '/月报')).text).toBe(report)
    expect((await send(liaison, 'unit_book', file)).text).toContain('4 行都和现在一样')
  })

  test('agreeing, different, only here, only there; three figures and who decided', async ({ expect }) => {
    const html = await page(liaison)
    const text = textOf(html)
    expect(text).toContain('一致 1，时长不符 1，仅台账有 1，仅登记有 2')
    expect(text).toMatch(new RegExp(`${one.name} 11月20日 时长不符 2小时 3小时 — 台账由 李书记 核定`))
    expect(text).toMatch(new RegExp(`${three.name} 11月20日 仅台账有 3小时 — — 台账由 李书记 核定`))
    expect(text).toMatch(new RegExp(`${two.name} 11月19日 仅登记有 — 1小时30分钟 —`))
    // A liaison may not correct.
    expect(html).not.toContain('value="/更正')
    expect(textOf(await page(liaison, '&show=agree'))).toContain(`${two.name} 11月20日 一致 1小时 1小时`)
  })

  test('the ledger changes only by an approved correction, with who gave it', async ({ expect }) => {
    await confirm(
      boss,
      await send(boss, 'community_book', csv([head, [one.name, '2026-11-20', '2.5']]), { place: '东湖社区' }),
    )
    const browser = await Browser.of(talk, secretary)
    const html = await page(browser)
    expect(textOf(html)).toMatch(new RegExp(`${one.name} 11月20日 时长不符 2小时 3小时 2小时30分钟`))
    const done = await browser.act(html, `/更正 ${entry} 150分钟 与村/社区登记核对`)
    expect(textOf(done)).toContain('已更正')
    expect(textOf(await page(browser, '&show=agree'))).toMatch(
      new RegExp(`${one.name} 11月20日 一致 2小时30分钟 3小时 2小时30分钟 台账由 李书记 核定`),
    )
    const corrections = await rows(`select kind, minutes from hour_entry where corrects = ${entry}`)
    expect(corrections).toEqual([{ kind: 'correction', minutes: 30 }])
  })

  test('a decision is kept with its name, also when the same register comes again; a new figure asks anew', async ({
    expect,
  }) => {
    const decide = async (html: string, person: string, label: string) => {
      const form = html.split('<form').find((part) => part.includes(`${label} ${person}`)) ?? ''
      const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value = '']) => [
        name,
        value.replaceAll('&amp;', '&'),
      ])
      const response = await liaison.post('/console/reconciliation', Object.fromEntries(fields))
      expect(response.status).toBe(303)
    }
    await decide(await page(liaison), three.name, '以台账为准')
    const kept = new RegExp(`${three.name} 11月20日 仅台账有 3小时 — — 周联络 11月23日 09:00 以台账为准`)
    expect(textOf(await page(liaison))).toMatch(kept)
    const again = csv([head, [two.name, '2026-11-20', '1']])
    expect((await send(liaison, 'unit_book', again)).text).toContain('不用导入')
    expect(textOf(await page(liaison))).toMatch(kept)
    await confirm(liaison, await send(liaison, 'unit_book', csv([head, [three.name, '2026-11-20', '2']])))
    expect(textOf(await page(liaison))).toMatch(
      new RegExp(`${three.name} 11月20日 时长不符 3小时 2小时 — 周联络 11月23日 09:00 决定过，之后有变化`),
    )
    expect(await rows("select action from audit where action like 'evidence.%'")).toEqual([
      { action: 'evidence.keep' },
    ])

    await decide(await page(liaison), two.name, '请本人补报')
    expect((await talk.private(two, '/我的')).text).toContain('登记上您 11月19日 服务了 1小时30分钟')
    // What the person hands in waits for the secretary, and the page offers that yes.
    const makeup = entryIn((await talk.private(two, '/补报 11-19 14:00-15:30 修门')).text)
    const browser = await Browser.of(talk, secretary)
    await confirm(
      boss,
      await send(boss, 'community_book', csv([head, [two.name, '2026-11-19', '1.5']]), { place: '东湖社区' }),
    )
    const html = await page(browser)
    await browser.act(html, `/通过 ${makeup}`)
    expect(textOf(await page(browser, '&show=agree'))).toContain(`${two.name} 11月19日 一致 1小时30分钟`)
  })

  test('lines changed, taken back, refused', async ({ expect }) => {
    const changed = await send(
      liaison,
      'unit_book',
      csv([
        ['姓名', '日期', '开始', '结束'],
        [two.name, '2026-11-19', '9:00', '11:00'],
      ]),
    )
    expect(changed.text).toContain(`${two.name} 11月19日：1小时30分钟 → 2小时。`)
    const zero = await send(liaison, 'unit_book', csv([head, [two.name, '2026-11-19', '0']]))
    expect(zero.text).toContain('11月19日 1小时30分钟 去掉')
    const bad = await send(
      liaison,
      'unit_book',
      csv([head, [two.name, '上个月', '1'], [two.name, '2026-12-30', '1'], [two.name, '2026-11-18', '很久']]),
    )
    expect(bad.text).toContain('「上个月」不是日期')
    expect(bad.text).toContain('2026年12月30日还没到')
    expect(bad.text).toContain('「很久」看不出时长')
  })

  test('times: one span twice counts once, one that goes back or past midnight is refused', async ({
    expect,
  }) => {
    const seen = await send(
      liaison,
      'unit_book',
      csv([
        ['姓名', '日期', '开始', '结束'],
        [two.name, '2026-11-12', '9:00', '11:00'],
        [two.name, '2026-11-12', '9:00', '11:00'],
        [two.name, '2026-11-12', '14:00', '15:00'],
        [two.name, '2026-11-13', '22:00', '02:00'],
        [two.name, '2026-11-14', '0:30', '24:30'],
      ]),
    )
    expect(seen.text).toContain('新增 2')
    expect(seen.text).toContain(`3 不变 ${two.name} 11月12日：和上面一行是同一段时间，只算一次`)
    expect(seen.text).toContain('「22:00-02:00」看不出起止时间')
    expect(seen.text).toContain('「0:30-24:30」看不出起止时间')
  })

  test('a neighbour sees nothing of it, and decides nothing', async ({ expect }) => {
    const west = new Talk(talk.now, 'west')
    await west.group(admin, '/绑定社区 西园社区')
    const keeper = onWecom('ws', '戊夏河')
    await west.group(keeper, '/登记 戊夏河 西园社区')
    await west.group(admin, '/任命 @戊夏河 书记')
    const browser = await Browser.of(talk, keeper)
    const [{ id } = { id: 0 }] = await rows<{ id: number }>("select id from unit where key = '市财政局'")
    for (const query of ['', `&register=unit:${id}`, '&register=community:1']) {
      const text = await page(browser, query)
      for (const { name } of [one, two, three]) expect(text).not.toContain(name)
    }
    const refused = await send(browser, 'community_book', csv([head, [one.name, '2026-11-20', '1']]), {
      place: '东湖社区',
    })
    expect(refused.text).toContain('没有叫「东湖社区」的，或者不在您的权限范围内')
    expect(
      (
        await browser.post('/console/reconciliation', {
          what: 'keep',
          person: '1',
          day: '2026-11-20',
          nonce: 'x',
          token: 'y',
        })
      ).status,
    ).toBe(403)
  })

  test('nobody decides on their own day', async ({ expect }) => {
    await confirm(liaison, await send(liaison, 'unit_book', csv([head, ['周联络', '2026-11-18', '2']])))
    const html = await page(liaison)
    expect(textOf(html)).toMatch(/周联络 11月18日 仅登记有 — 2小时 —[^—]*请别人来定/)
    expect(html).not.toMatch(/aria-label="[^"]* 周联络 /)
    expect(await page(boss, '&register=unit:2')).toMatch(/aria-label="请本人补报 周联络 /)
  })

  test('of a register too long for one page whole days are shown, and from where to go on', async ({
    expect,
  }) => {
    await run(`insert into evidence (community_id, name, key, day, place, minutes, at)
      with recursive n(i) as (select 0 union all select i + 1 from n where i < 6799)
      select 1, '外' || i, '外' || i, '2026-10-0' || (1 + i / 1700), 1, 60, 0 from n`)
    const browser = await Browser.of(talk, secretary)
    const first = await browser.page('/console/reconciliation?month=2026-10')
    expect(textOf(first)).toContain('仅登记有 3400')
    expect(textOf(first)).toContain('只数到 10月2日')
    const [, next = ''] = /href="([^"]*from=2026-10-03[^"]*)"/.exec(first) ?? []
    const second = await browser.page(next.replaceAll('&amp;', '&'))
    expect(textOf(second)).toContain('仅登记有 3400')
    expect(textOf(second)).toContain('10月3日')
    expect(textOf(second)).not.toContain('只数到')
    await run("delete from evidence where key like '外%'")
  })

  test('who leaves for good leaves no name behind', async ({ expect }) => {
    expect((await talk.private(three, '/我的数据')).text).toContain('单位台账和村/社区登记上关于您的 1 行')
    await talk.private(three, '/注销')
    await talk.private(three, '/注销 确认')
    expect(await rows(`select 1 from evidence where name = '${three.name}'`)).toEqual([])
  })
})

describe('the roster and the calendar', () => {
  test('a roster is planned as /排班 plans it, all of it or nothing; who is planned is told', async ({
    expect,
  }) => {
    const file = csv([
      ['值班日期', '时间', '值班人员'],
      ['2026-11-26', '9:00-12:00', `${one.name}、${two.name}`],
      ['11月27日', '下午2点到5点', one.name],
    ])
    const browser = await Browser.of(talk, secretary)
    const seen = await send(browser, 'roster', file)
    expect(seen.text).toContain('将新增 3')
    expect(seen.text).toContain(`${one.name} 11月26日（周四） 09:00–12:00`)
    expect((await confirm(browser, seen)).text).toContain('已导入：改动 3 行')
    expect((await talk.private(one, '/值班表')).text).toContain('09:00')
    expect((await send(browser, 'roster', file)).text).toContain('3 行都和现在一样')
    const letters = await rows(
      `select count(*) as n from outbox where dedupe like 'planned/%/console/import/%'`,
    )
    expect(letters).toEqual([{ n: 2 }])

    const wrong = await send(
      browser,
      'roster',
      csv([
        ['日期', '时间', '姓名'],
        ['2026-11-26', '10:00-13:00', one.name],
        ['2026-11-28', '9:00-12:00', '没这个人'],
        ['2026-11-20', '9:00-12:00', one.name],
        ['2026-11-30', '', one.name],
      ]),
    )
    expect(wrong.text).toContain('有 4 行有问题')
    expect(wrong.text).toContain('这个时间已有别的班')
  })

  test('times that stand as fractions of a day, and days as numbers, are read as a spreadsheet shows them', async ({
    expect,
  }) => {
    const file = await xlsx([
      ['日期', '开始时间', '结束时间', '值班人'],
      [46367, 0.375, 0.5, two.name],
    ])
    const seen = await send(await Browser.of(talk, secretary), 'roster', file)
    expect(seen.text).toContain(`${two.name} 12月11日（周五） 09:00–12:00`)
  })

  test('a shift planned in between is found out by the write: nothing is planned', async ({ expect }) => {
    const browser = await Browser.of(talk, secretary)
    const seen = await send(
      browser,
      'roster',
      csv([
        ['日期', '时间', '姓名'],
        ['2026-12-01', '9:00-12:00', one.name],
        ['2026-12-02', '9:00-12:00', two.name],
      ]),
    )
    await talk.private(secretary, `/排班 12-02 10:00-11:00 ${two.name}`)
    expect((await confirm(browser, seen)).text).toContain('什么也没有导入')
    expect(await rows("select 1 from shift where day = '2026-12-01'")).toEqual([])
  })

  test('a year’s holidays: what changes is shown, a list that cannot be is refused, a change in between is found', async ({
    expect,
  }) => {
    const days = [
      ['日期', '安排', '节日'],
      ['2027-01-01至2027-01-03', '放假', '元旦'],
      ['2027-02-05至2027-02-11', '放假', '春节'],
      ['2027-02-14', '上班', '春节'],
      ['2027-04-03至2027-04-05', '放假', '清明节'],
      ['2027-05-01至2027-05-05', '放假', '劳动节'],
      ['2027-06-09', '放假', '端午节'],
      ['2027-09-15', '放假', '中秋节'],
      ['2027-10-01至2027-10-07', '放假', '国庆节'],
    ]
    const missing = await send(boss, 'holiday', csv(days.slice(0, -1)))
    expect(missing.text).toContain('有 1 行有问题')
    const both = await send(boss, 'holiday', csv([...days, ['2027-01-01', '上班', '元旦']]))
    expect(both.text).toContain('有 1 行有问题')
    expect(both.html).not.toContain('imports/apply')
    const seen = await send(boss, 'holiday', csv(days))
    const twin = await send(boss, 'holiday', csv(days))
    expect(seen.text).toContain('确认导入')
    expect((await confirm(boss, seen)).text).toContain('已导入')
    expect((await confirm(boss, twin)).text).toContain('什么也没有导入')
    expect((await talk.private(admin, '/节假日 2027')).text).toContain('10月1日')
    expect((await send(boss, 'holiday', csv(days))).text).toContain('不用导入')
    const changed = await send(
      boss,
      'holiday',
      csv(
        days
          .map((row) => (row[0] === '2027-09-15' ? ['2027-09-15至2027-09-16', '放假', '中秋节'] : row))
          .filter(([day]) => day !== '2027-02-14'),
      ),
    )
    expect(changed.text).toContain('9月16日（周四） 放假')
    expect(changed.text).toContain('2月14日（周日） 不再上班')
    await run('delete from import_file')
  })
})
