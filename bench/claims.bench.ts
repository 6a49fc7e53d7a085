import { test, vi } from 'vitest'
import { rows } from '../test/schema/lines.ts'
import { readDingtalk } from '../test/support/dingtalk.ts'
import { at, onDingtalk, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { readWecom } from '../test/support/wecom.ts'
import { fill } from './database.ts'
import { metered, type Spent } from './meter.ts'
import { print } from './table.ts'
import { build, city, settle } from './town.ts'

/** So many people want one of so few places at the same instant, over both platforms, in a town of so many. */
const crowd = 200
const places = 5
const town = 20_000

const talk = new Talk(at('2026-11-02 09:00'))
const people: Speaker[] = Array.from({ length: crowd }, (_, i) =>
  i % 2 === 0 ? onWecom(`u${i + 2}`) : onDingtalk(`u${i + 2}`),
)

async function claim(who: Speaker, order: number): Promise<{ text: string; spent: Spent; ms: number }> {
  const { database, spent } = metered()
  const began = performance.now()
  const response = await send(talk.request(who, `/接单 ${order}`, true), { DB: database as D1Database })
  const ms = performance.now() - began
  const { text } = who.platform === 'wecom' ? await readWecom(response) : await readDingtalk(response)
  return { text, spent, ms }
}

test('places are never oversold, and a crowd costs each of it no more than one alone', async ({ expect }) => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await fill(...build(city))
  await fill(...settle(2, town, city))
  await fill(
    "insert into community (id, name, key) values (1000, '试点社区', '试点社区')",
    "insert into unit (id, name, key) values (1000, '试点局', '试点局')",
    `update person set community_id = 1000, unit_id = 1000, grid_id = null where id between 2 and ${crowd + 2}`,
    ...[talk.wecomGroup, talk.dingtalkGroup].map(
      (id, i) => `update "group" set conversation_id = '${id}', community_id = 1000
        where id = (select min(id) from "group" where platform = '${i === 0 ? 'wecom' : 'dingtalk'}')`,
    ),
    ...[1, 2].map(
      (
        order,
      ) => `insert into "order" (id, community_id, origin, state, category, base, places, created_by, created_at, message,
          published_by, published_at, untaken_since)
        values (${order}, 1000, 'push', 'open', 'elderly', 120, ${order === 1 ? 1 : places}, 1, 1, 'bench/${order}', 1, 1, 1)`,
    ),
    ...[1, 2].map((order) => `insert into order_text values (${order}, 'title', 1, '陪王奶奶看病')`),
  )
  const alone = await claim(onWecom(`u${crowd + 2}`), 1)
  const began = performance.now()
  const answers = await Promise.all(people.map((who) => claim(who, 2)))
  const seconds = (performance.now() - began) / 1000

  const most = (what: 'trips' | 'statements' | 'read' | 'written') =>
    Math.max(...answers.map(({ spent }) => spent[what]))
  const waits = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const [order] = await rows<{ taken: number; waiting: number }>(
    'select taken, waiting from "order" where id = 2',
  )
  print(`/接单, ${crowd} at one instant for ${places} places, in a town of ${town}`, [
    ['', 'trips', 'statements', 'rows read', 'rows written'],
    ['alone', alone.spent.trips, alone.spent.statements, alone.spent.read, alone.spent.written],
    ['in the crowd, at most', most('trips'), most('statements'), most('read'), most('written')],
  ])
  print('The crowd', [
    ['have a place', order?.taken ?? 0],
    ['wait', order?.waiting ?? 0],
    ['messages a second', crowd / seconds],
    ['ms until the answer, median', waits[crowd / 2] ?? 0],
    ['ms until the last answer', waits.at(-1) ?? 0],
  ])
  expect(order).toEqual({ taken: places, waiting: crowd - places })
  expect(answers.filter(({ text }) => text.includes('您接了'))).toHaveLength(places)
  expect(new Set(answers.flatMap(({ text }) => /候[补補]第 (\d+) 位/.exec(text)?.[1] ?? [])).size).toBe(
    crowd - places,
  )
  expect(most('trips')).toBe(2)
  expect(most('read')).toBeLessThanOrEqual(1.1 * alone.spent.read + 10)
})
