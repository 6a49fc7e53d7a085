import { test, vi } from 'vitest'
import { rows } from '../test/schema/lines.ts'
import { readDingtalk } from '../test/support/dingtalk.ts'
import { at, onDingtalk, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { readWecom } from '../test/support/wecom.ts'
import { fill } from './database.ts'
import { metered, type Spent } from './meter.ts'
import { print } from './table.ts'
import { build, city, settle } from './town.ts'

/** So many people answer a rally at the same instant, over both platforms, in a town of so many. */
const crowd = 2000
const town = 20_000

const talk = new Talk(at('2026-11-02 09:00'))
const people: Speaker[] = Array.from({ length: crowd }, (_, i) =>
  i % 2 === 0 ? onWecom(`u${i + 2}`) : onDingtalk(`u${i + 2}`),
)

async function answer(who: Speaker): Promise<{ text: string; spent: Spent; ms: number }> {
  const { database, spent } = metered()
  const began = performance.now()
  const response = await send(talk.request(who, '收到', true), { DB: database as D1Database })
  const ms = performance.now() - began
  const { text } = who.platform === 'wecom' ? await readWecom(response) : await readDingtalk(response)
  return { text, spent, ms }
}

test('two thousand answers are each given and counted once', async ({ expect }) => {
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
    `insert into rally (id, community_id, reach, urgency, reason, person_id, message, found_at, called_at)
      values (1, 1000, 'community', 'critical', '东湖堤坝渗水', 1, 'bench/1', 1, 1)`,
    'insert into rally_place values (1, 1000, 1, null)',
    `insert into rally_call (rally_id, person_id, unit_id, community_id, called_at)
      select 1, id, 1000, 1000, 1 from person where id between 2 and ${crowd + 2}`,
  )
  const alone = await answer(onWecom(`u${crowd + 2}`))
  const began = performance.now()
  const answers = await Promise.all(people.map(answer))
  const seconds = (performance.now() - began) / 1000

  const most = (what: 'trips' | 'statements' | 'read' | 'written') =>
    Math.max(...answers.map(({ spent }) => spent[what]))
  const waits = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const [rally] = await rows<{ expected: number; answered: number }>(
    'select expected, answered from rally where id = 1',
  )
  print(`收到, ${crowd} at one instant, in a town of ${town}`, [
    ['', 'trips', 'statements', 'rows read', 'rows written'],
    ['alone', alone.spent.trips, alone.spent.statements, alone.spent.read, alone.spent.written],
    ['in the crowd, at most', most('trips'), most('statements'), most('read'), most('written')],
  ])
  print('The crowd', [
    ['answered', rally?.answered ?? 0],
    ['messages a second', crowd / seconds],
    ['seconds for all', seconds],
    ['ms until the answer, median', waits[crowd / 2] ?? 0],
    ['ms until the last answer', waits.at(-1) ?? 0],
  ])
  expect(rally).toEqual({ expected: crowd + 1, answered: crowd + 1 })
  const places = answers.flatMap(({ text }) => /第 (\d+) 位/.exec(text)?.[1] ?? []).map(Number)
  expect(new Set(places).size).toBe(crowd)
  expect(most('trips')).toBe(2)
  expect(most('read')).toBeLessThanOrEqual(1.1 * alone.spent.read + 10)
  // A minute is what they have; the last one waits for less.
  expect(seconds).toBeLessThan(60)
})
