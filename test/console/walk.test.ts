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
  /** The household that they look after. */
  code: `Q${id.charCodeAt(0)}${id.charCodeAt(1)}`,
})
const [eastFinance, eastJustice, westFinance, westJustice] = [
  corner('ef', '甲东财', '市财政局'),
  corner('ej', '乙东法', '市司法局'),
  corner('wf', '丙西财', '市财政局'),
  corner('wj', '丁西法', '市司法局'),
]
const corners = [eastFinance, eastJustice, westFinance, westJustice]
/** Volunteers, the partners of the two of 市财政局: people of the community, of no unit. */
const [eastHelper, westHelper] = [onWecom('eh', '壬东志'), onWecom('wh', '癸西志')]
const helpers = [eastHelper, westHelper]
const westSecretary = onWecom('ws', '戊夏河')
const [liaison, officer, gridHead] = [
  onWecom('li2', '己春生'),
  onWecom('so', '庚秋月'),
  onWecom('gh', '辛冬梅'),
]

/** Who looks, in which role, and whom of the corners and of the volunteers they may see. */
const viewers: { who: Speaker; role: Sight; sees: typeof corners; helped: Speaker[] }[] = [
  { who: eastFinance, role: 'person', sees: [eastFinance], helped: [] },
  { who: secretary, role: 'secretary', sees: [eastFinance, eastJustice], helped: [eastHelper] },
  { who: westSecretary, role: 'secretary', sees: [westFinance, westJustice], helped: [westHelper] },
  { who: liaison, role: 'liaison', sees: [eastFinance, westFinance], helped: [] },
  { who: officer, role: 'street_officer', sees: [eastFinance, eastJustice], helped: [eastHelper] },
  { who: gridHead, role: 'grid_head', sees: [eastFinance], helped: [] },
  { who: admin, role: 'administrator', sees: corners, helped: helpers },
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
  await talk.group(eastHelper, '/登记 壬东志 志愿者')
  await west.group(westHelper, '/登记 癸西志 志愿者')
  await talk.group(secretary, '/通过 壬东志')
  await west.group(westSecretary, '/通过 癸西志')
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
    `insert into unit_link (unit_id, community_id, state, asked_by, asked_at, settled_by, settled_at, message, settle_message)
      select u.id, c.id, 'confirmed', 1, 0, 1, 0, 'w', 'w' from unit u, community c where u.key = '市财政局'`,
    ...corners.flatMap(laidOut),
    ...[
      ['甲东财', '壬东志'],
      ['丙西财', '癸西志'],
    ].map(
      ([
        member,
        volunteer,
      ]) => `insert into pairing (community_id, member_id, volunteer_id, state, round, score, reasons, asked_at,
          message, answer_by, member_yes_at, volunteer_yes_at, began_at, begin_message, term_to)
        select m.community_id, m.id, v.id, 'active', 1, 50, '[]', 0, 'w', 1, 1, 1, ${talk.now - 86_400_000}, 'w', '2027-05-22'
        from person m, person v where m.key = '${member}' and v.key = '${volunteer}'`,
    ),
  ])
    await run(statement)
})

/** Somebody's shift, an order that they hold, one that is done, a household that they look after, a grade that they gave. */
function laidOut({ name, work, code }: (typeof corners)[number]): string[] {
  const me = `from person p where p.key = '${name}'`
  const order = (state: string, number: number) => [
    `insert into "order" (id, community_id, grid_id, origin, state, category, base, taken, created_by, created_at, message, published_at, closed_at)
      select p.id * 10 + ${number}, p.community_id, p.grid_id, 'push', '${state}', 'legal', 130, 0, p.id, 0, 'w', 1, ${state === 'verified' ? at('2026-11-20 09:00') : null} ${me}`,
    `insert into order_text (order_id, part, person_id, text) select p.id * 10 + ${number}, 'title', p.id, '${work}' ${me}`,
    `insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message, spans, finished_at)
      select p.id * 10 + ${number}, p.id, p.unit_id, p.community_id, ${state === 'open' ? "'held', 1, 1, 'w', 1, 'w', null, null" : `'${state === 'done' ? 'done' : 'credited'}', 1, 1, 'w', 1, 'w', '[]', 1`} ${me}`,
  ]
  return [
    `insert into shift (community_id, person_id, unit_id, day, starts_at, ends_at, planned_at, message)
      select p.community_id, p.id, p.unit_id, '2026-11-25', ${at('2026-11-25 09:00')}, ${at('2026-11-25 12:00')}, 0, 'w' ${me}`,
    ...order('open', 1),
    ...order('done', 2),
    ...order('verified', 3),
    `insert into support_pair (community_id, member_id, code, key, subjects, state, asked_by, asked_at, message, consent_by, consent_at, consent_message)
      select p.community_id, p.id, '${code}', lower('${code}'), 'education', 'active', p.id, 0, 'w', p.id, ${at('2026-11-01 09:00')}, 'w' ${me}`,
    `insert into grade_count (month, community_id, grader_id, excellent) select '2026-11', p.community_id, p.id, 12 ${me}`,
  ]
}

/** What is ours and no word for anybody to read. */
const unspoken = /undefined|NaN|\[object|\b(?:person|unit|community|grid|order|entry|household|shift):\w/

/** Every page, and each with what might lead to somebody else's. */
async function addresses(path: string): Promise<string[]> {
  const ids = path.includes(':') ? await Promise.all(corners.map(idOf)) : []
  const plain = ids.length > 0 ? ids.map((id) => path.replace(/:\w+(\{[^}]*\})?/, String(id))) : [path]
  const queries = [
    '',
    '?month=2026-10',
    '?place=西园社区',
    '?place=市司法局',
    '?place=西园社区&month=2026-11',
    '?state=taken',
    '?state=done&place=西园社区',
    '?state=closed',
    '?state=closed&place=西园社区',
    '?behind=1',
    '?name=丁',
    '?after=1',
    '?before=9999',
    '?year=2025',
  ]
  return plain.flatMap((one) => queries.map((query) => `/console${one}${query}`))
}

describe.for(viewers)('$who.name ($role)', { timeout: 120_000 }, ({ who, role, sees, helped }) => {
  test('opens their own pages and no others, and sees nobody of a neighbour’s', async ({ expect }) => {
    const browser = await Browser.of(talk, who)
    const hidden = [
      ...corners.filter((one) => !sees.includes(one)).flatMap(({ name, work, code }) => [name, work, code]),
      ...helpers.filter((one) => !helped.includes(one)).map(({ name }) => name),
    ]
    let seen = ''
    for (const page of pages) {
      const mine = page.eyes.includes('person') || page.eyes.includes(role)
      for (const address of await addresses(page.path)) {
        const response = await browser.get(address)
        const html = await response.text()
        if (!mine) expect([address, [303, 403].includes(response.status)]).toEqual([address, true])
        else if (!page.path.includes(':')) expect([address, response.status]).toEqual([address, 200])
        expect([address, hidden.filter((text) => html.includes(text))]).toEqual([address, []])
        expect([address, unspoken.test(textOf(html))]).toEqual([address, false])
        seen += html
      }
    }
    expect([...sees, ...helped].filter(({ name }) => !seen.includes(name))).toEqual([])
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
