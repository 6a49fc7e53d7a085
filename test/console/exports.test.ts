import { beforeAll, describe, test } from 'vitest'
import { tables } from '../../src/console/exports.ts'
import { rows } from '../schema/lines.ts'
import { Browser, linkIn, ORIGIN, textOf } from '../support/console.ts'
import {
  corners,
  cornerTown,
  eastFinance,
  gridHead,
  helperOf,
  viewers,
  westJustice,
} from '../support/corners.ts'
import { personOf } from '../support/roster.ts'
import { column, csv, xlsx } from '../support/sheets.ts'
import { admin, secretary, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = (await cornerTown()).talk
})

const periods = ['month=2026-11', 'month=2026-10', 'year=2026', 'year=2025']

describe.for(viewers)('$who.name ($role)', { timeout: 120_000 }, ({ who, role, sees }) => {
  test('takes along the tables of their own scope and nothing of a neighbour’s', async ({ expect }) => {
    const browser = await Browser.of(talk, who)
    const page = await browser.page('/console/exports')
    const hidden = corners
      .filter((one) => !sees.includes(one))
      .flatMap((one) => [one.name, one.work, one.order, one.wish, one.code, one.goal, helperOf(one)])
    const may = new Set<string>()
    const neighbour = await personOf(westJustice)
    for (const { name, eyes, by, title } of tables) {
      const mine = eyes.includes('person') || eyes.includes(role)
      expect([title, page.includes(`/console/exports/${name}?`)]).toEqual([title, mine])
      for (const period of periods) {
        const address = `/console/exports/${name}?${period}&person=${neighbour}`
        // Somebody else's certificate is no table at all; every other one is of the viewer's own scope.
        const there = name !== 'certificate' || sees.includes(westJustice)
        const wanted = mine && there && by.includes(period.startsWith('year') ? 'year' : 'month')
        const response = await browser.get(`${address}&as=csv`)
        const text = await response.text()
        expect([address, response.status]).toEqual([address, wanted ? 200 : 404])
        expect([address, hidden.filter((word) => text.includes(word))]).toEqual([address, []])
        if (wanted) for (const { name } of sees) if (text.includes(name)) may.add(name)
        if (wanted) {
          const { rows: read } = await xlsx(browser, address)
          expect([address, hidden.filter((word) => JSON.stringify(read).includes(word))]).toEqual([
            address,
            [],
          ])
          expect(read.length).toBeGreaterThan(0)
        }
      }
    }
    expect([...may].sort()).toEqual(sees.map(({ name }) => name).sort())
  })
})

describe('what stands in them', { timeout: 120_000 }, () => {
  const names = (read: readonly (readonly unknown[])[]) => JSON.stringify(read)

  test('each table names the people of the scope where it should', async ({ expect }) => {
    const browser = await Browser.of(talk, secretary)
    const of = async (name: string) =>
      names((await csv(browser, `/console/exports/${name}?month=2026-11`)).rows)
    for (const who of [corners[0]!, corners[1]!]) {
      expect(await of('ledger')).toContain(who.work)
      expect(await of('roster')).toContain(who.name)
      expect(await of('orders')).toContain(who.order)
      expect(await of('orders')).not.toContain(who.wish)
      expect(await of('wishes')).toContain(who.wish)
      expect(await of('partners')).toContain(helperOf(who))
      expect(await of('partners')).not.toContain(who.code)
      expect(await of('support')).toContain(who.code)
      expect(await of('support')).not.toContain(helperOf(who))
    }
    const year = names((await csv(browser, '/console/exports/assessment?year=2026')).rows)
    for (const { name } of corners.slice(0, 2)) expect(year).toContain(name)
  })

  test('a liaison reads their members, but not the volunteers of a community', async ({ expect }) => {
    const browser = await Browser.of(talk, viewers[3]!.who)
    const { rows: read } = await csv(browser, '/console/exports/partners?month=2026-11')
    expect(names(read)).toContain('甲东财')
    expect(names(read)).not.toContain('的志愿者')
    const units = await csv(browser, '/console/exports/units?month=2026-11')
    expect(names(units.rows)).toContain('市财政局')
    expect(names(units.rows)).not.toContain('市司法局')
  })

  test('a grid’s head takes orders and shifts of the grid, and the hours that are their own', async ({
    expect,
  }) => {
    const browser = await Browser.of(talk, gridHead)
    const of = async (name: string) =>
      names((await csv(browser, `/console/exports/${name}?month=2026-11`)).rows)
    expect(await of('orders')).toContain(eastFinance.order)
    expect(await of('roster')).toContain(eastFinance.name)
    expect(await of('ledger')).not.toContain(eastFinance.name)
  })

  test('cells are typed: days and moments are dates, minutes are exact beside hours with two decimals', async ({
    expect,
  }) => {
    const { sheet, rows: read } = await xlsx(
      await Browser.of(talk, secretary),
      '/console/exports/ledger?month=2026-11',
    )
    const [head, first] = read
    const cell = (title: string) => first?.[head?.indexOf(title) ?? -1]
    expect(cell('服务日期')).toEqual(new Date('2026-11-20T00:00:00Z'))
    expect([cell('工时（小时）'), cell('工时（分钟）'), typeof cell('积分')]).toEqual([1.58, 95, 'number'])
    expect(cell('编号')).toMatch(/^T\d+$/)
    expect(sheet.freezePane).toEqual({ rows: 1 })
    expect(sheet.columns?.[0]?.width).toBeGreaterThan(5)
    const roster = await xlsx(await Browser.of(talk, secretary), '/console/exports/roster?month=2026-11')
    expect(roster.rows[1]?.[2]).toEqual(new Date('2026-11-25T09:00:00Z'))
    const wishes = await xlsx(await Browser.of(talk, secretary), '/console/exports/wishes?month=2026-11')
    expect(column(wishes.rows, '金额（元）')).toEqual({ sum: 241, foot: 241 })
  })

  test('CSV begins with the mark of UTF-8, its lines end as they should, and its name is Chinese', async ({
    expect,
  }) => {
    const { bytes, text, headers } = await csv(
      await Browser.of(talk, secretary),
      '/console/exports/ledger?month=2026-11',
    )
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toContain(
      `filename="ledger-2026-11.csv"; filename*=UTF-8''${encodeURIComponent('工时台账-2026-11.csv')}`,
    )
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('who holds a role is written down with what they took', async ({ expect }) => {
    await csv(await Browser.of(talk, secretary), '/console/exports/roster?month=2026-11')
    const [act] = await rows<{ subject: string; detail: string }>(
      "select subject, detail from audit where action = 'console.export' order by id desc limit 1",
    )
    expect(act).toEqual({ subject: 'export:roster', detail: '{"period":"2026-11","form":"csv"}' })
    expect(textOf(await (await Browser.of(talk, admin)).page('/console/audit'))).toContain('导出表格')
  })
})

describe('no table', { timeout: 60_000 }, () => {
  test('without a session, by a name or a period that is none, or that is still ahead', async ({
    expect,
  }) => {
    for (const { name } of tables) {
      const response = await new Browser(talk).get(`/console/exports/${name}?month=2026-11&as=csv`)
      expect([name, response.status, await response.text()]).toEqual([
        name,
        401,
        expect.not.stringContaining('甲东财'),
      ])
    }
    const browser = await Browser.of(talk, admin)
    for (const address of [
      'nothing?month=2026-11',
      'ledger',
      'ledger?month=2026-13',
      'ledger?month=2026-12',
      'ledger?year=2027',
      'ledger?year=x',
      '..%2Fledger?month=2026-11',
    ])
      expect([address, (await browser.get(`/console/exports/${address}`)).status]).toEqual([address, 404])
  })

  test('/导出 leads to the page of tables, /导出 上月 to last month’s', async ({ expect }) => {
    for (const [words, leadsTo] of [
      ['/导出', '/console/exports?month=2026-11'],
      ['/导出 上月', '/console/exports?month=2026-10'],
      ['/导出 今年', '/console/exports'],
      ['/控制台', '/console'],
    ] as const) {
      talk.now += 60_000
      const { text } = await talk.private(secretary, words)
      const k = new URL(linkIn(text), ORIGIN).searchParams.get('k') ?? ''
      const entered = await new Browser(talk).post('/console/enter', { k })
      expect([words, entered.status, await entered.text(), entered.headers.get('location')]).toEqual([
        words,
        303,
        '',
        leadsTo,
      ])
    }
  })
})
