import { test, vi } from 'vitest'
import { at, onDingtalk, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { fill } from './database.ts'
import { serve } from './ledger.ts'
import { metered, type Spent } from './meter.ts'
import { figure, print } from './table.ts'
import { build, city, settle } from './town.ts'

/** Those who speak: a community and a unit of their own, the same in the small town and in the large one. */
const crew = 60
const [few, many] = [200, 20_000]
const HOUR = 3_600_000
/** So many speak at once. */
const lanes = 8

const talk = new Talk(at('2026-11-02 09:00'))
const speakers: Speaker[] = Array.from({ length: crew }, (_, i) =>
  i % 2 === 0 ? onWecom(`u${i + 2}`) : onDingtalk(`u${i + 2}`),
)

/** Everybody says the same in the group; gives messages a second. */
async function everybody(text: string): Promise<number> {
  const waiting = [...speakers]
  const began = performance.now()
  const lane = async () => {
    for (let who = waiting.shift(); who; who = waiting.shift()) await say(who, text)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return (1000 * crew) / (performance.now() - began)
}

/** One message; anything but an answer with 200 fails. */
async function say(who: Speaker, text: string): Promise<Spent> {
  const { database, spent } = metered()
  const response = await send(talk.request(who, text, true), { DB: database as D1Database })
  const body = await response.text()
  if (response.status !== 200 || body.includes('出错了')) throw new Error(`${text}: ${response.status}`)
  return spent
}

/** Days of service of the whole crew; gives the messages a second of a middling day. */
async function speedOf(days: number): Promise<number> {
  const speeds: number[] = []
  for (let day = 0; day < days; day++) {
    talk.now += 22 * HOUR
    const there = await everybody('/报到')
    talk.now += 2 * HOUR
    const gone = await everybody('/签退 打扫楼道')
    speeds.push(2 / (1 / there + 1 / gone))
  }
  return speeds.sort((a, b) => a - b)[Math.floor(days / 2)] ?? 0
}

const texts = ['/报到', '/签退 打扫楼道', '/工时 昨天 14:00-16:00 搬书', '/我的', '/撤销', '/排行']

/** What each command costs somebody who has said nothing before. */
async function costs(who: Speaker): Promise<Spent[]> {
  const found: Spent[] = []
  talk.now += 22 * HOUR
  for (const text of texts) {
    if (text.startsWith('/签退')) talk.now += 2 * HOUR
    found.push(await say(who, text))
  }
  return found
}

test('what a message costs does not grow with the town', async ({ expect }) => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await fill(...build(city))
  await fill(...settle(2, few, city))
  await fill(
    "insert into community (id, name, key) values (1000, '试点社区', '试点社区')",
    "insert into unit (id, name, key) values (1000, '试点局', '试点局')",
    `update person set community_id = 1000, unit_id = 1000, grid_id = null where id between 2 and ${crew + 4}`,
    ...[talk.wecomGroup, talk.dingtalkGroup].map(
      (id, i) => `update "group" set conversation_id = '${id}', community_id = 1000
        where id = (select min(id) from "group" where platform = '${i === 0 ? 'wecom' : 'dingtalk'}')`,
    ),
  )
  await speedOf(1)
  const [slow, small] = [await speedOf(3), await costs(onWecom(`u${crew + 2}`))]
  await fill(...settle(few + 1, many, city))
  await serve('2026-10', few + 1, many)
  const [fast, large] = [await speedOf(3), await costs(onWecom(`u${crew + 4}`))]

  print('A message', [
    ['', 'trips', 'statements', 'rows read', `beside ${figure(many)}`, 'rows written'],
    ...texts.map((text, i) => {
      const [a, b] = [small[i] as Spent, large[i] as Spent]
      return [text, a.trips, a.statements, a.read, b.read, a.written]
    }),
  ])
  print('/报到 and /签退, eight at once', [
    [`messages a second beside ${few} people`, slow],
    [`beside ${figure(many)}`, fast],
    ['ratio', fast / slow],
  ])
  for (const [i, text] of texts.entries()) {
    expect(large[i]?.trips, text).toBeLessThanOrEqual(2)
    expect(large[i]?.read, text).toBeLessThanOrEqual(1.1 * (small[i]?.read ?? 0) + 5)
  }
})
