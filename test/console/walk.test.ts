import { beforeAll, describe, test } from 'vitest'
import { pages } from '../../src/console/pages.ts'
import type { Sight } from '../../src/domain/console/scope.ts'
import { rows, run } from '../schema/lines.ts'
import { Browser, textOf } from '../support/console.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

/**
 * Two communities, two units, a person in each of the four corners with a line that stands, one that waits and a running
 * duty. Every page is opened by every role, with every query that names somebody else's: nothing of a neighbour's shows.
 */

const corner = (id: string, name: string, unit: string) => ({
  ...onWecom(id, name),
  unit,
  work: `${name}做的事`,
})
const [eastFinance, eastJustice, westFinance, westJustice] = [
  corner('ef', '甲东财', '市财政局'),
  corner('ej', '乙东法', '市司法局'),
  corner('wf', '丙西财', '市财政局'),
  corner('wj', '丁西法', '市司法局'),
]
const corners = [eastFinance, eastJustice, westFinance, westJustice]
const westSecretary = onWecom('ws', '戊夏河')
const [liaison, officer, gridHead] = [
  onWecom('li2', '己春生'),
  onWecom('so', '庚秋月'),
  onWecom('gh', '辛冬梅'),
]

/** Who looks, in which role, and whom of the corners they may see. */
const viewers: { who: Speaker; role: Sight; sees: typeof corners }[] = [
  { who: eastFinance, role: 'person', sees: [eastFinance] },
  { who: secretary, role: 'secretary', sees: [eastFinance, eastJustice] },
  { who: westSecretary, role: 'secretary', sees: [westFinance, westJustice] },
  { who: liaison, role: 'liaison', sees: [eastFinance, westFinance] },
  { who: officer, role: 'street_officer', sees: [eastFinance, eastJustice] },
  { who: gridHead, role: 'grid_head', sees: [eastFinance] },
  { who: admin, role: 'administrator', sees: corners },
]

const idOf = async ({ id }: Speaker): Promise<number> => {
  const [row] = await rows<{ person_id: number }>(`select person_id from identity where user_id = '${id}'`)
  return row?.person_id ?? 0
}

let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  const west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 戊夏河 西园社区')
  await west.group(admin, '/任命 @戊夏河 书记')
  for (const [place, keeper, who] of [
    [talk, secretary, eastFinance],
    [talk, secretary, eastJustice],
    [west, westSecretary, westFinance],
    [west, westSecretary, westJustice],
  ] as const) {
    await place.group(who, `/登记 ${who.name} ${who.unit}`)
    await place.group(keeper, `/通过 ${who.name}`)
    await place.private(who, `/工时 2小时 ${who.work} 11-20`)
    await place.private(keeper, '/通过 全部')
    await place.private(who, `/工时 1小时 ${who.work} 11-21`)
    await place.group(who, '/报到')
  }
  for (const who of [liaison, officer, gridHead]) await talk.group(who, `/登记 ${who.name} 东湖社区`)
  for (const statement of [
    "insert into street (id, name, key) values (1, '东湖街道', '东湖街道')",
    "update community set street_id = 1 where key = '东湖社区'",
    "insert into grid (id, community_id, name, key) select 1, id, '一格', '一格' from community where key = '东湖社区'",
    "update person set grid_id = 1 where key = '甲东财'",
    `insert into role (person_id, role, unit_id, granted_at)
      select ${await idOf(liaison)}, 'liaison', id, 0 from unit where key = '市财政局'`,
    `insert into role (person_id, role, street_id, granted_at) values (${await idOf(officer)}, 'street_officer', 1, 0)`,
    `insert into role (person_id, role, community_id, grid_id, granted_at)
      select ${await idOf(gridHead)}, 'grid_head', community_id, id, 0 from grid`,
  ])
    await run(statement)
})

/** Every page, and each with what might lead to somebody else's. */
async function addresses(path: string): Promise<string[]> {
  const ids = path.includes(':') ? await Promise.all(corners.map(idOf)) : []
  const plain = ids.length > 0 ? ids.map((id) => path.replace(/:\w+(\{[^}]*\})?/, String(id))) : [path]
  const queries = [
    '',
    '?month=2026-10',
    '?place=西园社区',
    '?place=市司法局',
    '?name=丁',
    '?after=1',
    '?before=9999',
    '?year=2025',
  ]
  return plain.flatMap((one) => queries.map((query) => `/console${one}${query}`))
}

describe.for(viewers)('$who.name ($role)', { timeout: 120_000 }, ({ who, role, sees }) => {
  test('opens their own pages and no others, and sees nobody of a neighbour’s', async ({ expect }) => {
    const browser = await Browser.of(talk, who)
    const hidden = corners.filter((one) => !sees.includes(one)).flatMap(({ name, work }) => [name, work])
    let seen = ''
    for (const page of pages) {
      const mine = page.eyes.includes('person') || page.eyes.includes(role)
      for (const address of await addresses(page.path)) {
        const response = await browser.get(address)
        const html = await response.text()
        if (!mine) expect([address, [303, 403].includes(response.status)]).toEqual([address, true])
        else if (!page.path.includes(':')) expect([address, response.status]).toEqual([address, 200])
        expect([address, hidden.filter((text) => html.includes(text))]).toEqual([address, []])
        expect([address, /undefined|NaN|\[object/.test(textOf(html))]).toEqual([address, false])
        seen += html
      }
    }
    expect(sees.filter(({ name }) => !seen.includes(name))).toEqual([])
  })
})

test('without a session no page opens', { timeout: 60_000 }, async ({ expect }) => {
  for (const { path } of pages)
    for (const address of await addresses(path))
      expect((await new Browser(talk).get(address)).status).toBe(401)
})

describe('the same month asked by the four roles', { timeout: 60_000 }, () => {
  const report = async (who: Speaker) => textOf(await (await Browser.of(talk, who)).page('/console/month'))

  test('agrees with the chat, and both views of it with the total', async ({ expect }) => {
    for (const [who, hours] of [
      [admin, '10小时'],
      [secretary, '5小时'],
      [westSecretary, '5小时'],
      [liaison, '6小时'],
      [officer, '5小时'],
    ] as const) {
      const page = await report(who)
      expect(page).toMatch(new RegExp(`合计 \\d+ \\d+ ${hours}`))
      expect(page).toContain('三处相符')
      const [first = ''] = (await talk.private(who, '/月报')).text.split('\n')
      expect(page).toContain(first.trim().split('（')[0])
    }
  })
})
