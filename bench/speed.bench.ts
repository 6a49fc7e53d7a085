import { env } from 'cloudflare:workers'
import { test, vi } from 'vitest'
import { at, onDingtalk, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { floor } from './floor.ts'
import { fill } from './rows.ts'
import { print } from './table.ts'
import { build, city, settle } from './town.ts'

/** People in the town, those of them who speak, and so many at once. */
const town = 2000
const speakers = 100
const lanes = 8
const rounds = 5
const DAY = 86_400_000

/** The same message through the real Worker and through the floor. */
const commands = ['/工时 2小时 清洁楼道', '/报到', '/我的', '/订单', '/接单 1'] as const

type Serve = (request: Request) => Promise<Response>
const serves: { [name: string]: Serve } = {
  floor: (request) => floor(request, env),
  real: (request) => send(request),
}

const talk = new Talk(at('2026-11-02 09:00'))
const people = (platform: string): Speaker[] =>
  Array.from({ length: speakers }, (_, i) =>
    platform === 'wecom' ? onWecom(`u${2 * i + 2}`) : onDingtalk(`u${2 * i + 3}`),
  )

/** Everybody says it once; ms of each. */
async function everybody(
  serve: Serve,
  platform: string,
  text: string,
): Promise<{ ms: number[]; all: number }> {
  const requests = people(platform).map((who) => talk.request(who, text, true))
  const ms: number[] = []
  const began = performance.now()
  const lane = async () => {
    for (let request = requests.pop(); request; request = requests.pop()) {
      const started = performance.now()
      const response = await serve(request)
      const body = await response.text()
      if (response.status !== 200 || body === '') throw new Error(`${text}: ${response.status}`)
      ms.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { ms, all: performance.now() - began }
}

const share = (ms: readonly number[], part: number): number =>
  ms.toSorted((a, b) => a - b)[Math.min(ms.length - 1, Math.floor(ms.length * part))] ?? 0

test('the real Worker beside the least that a bot must do', async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await build(city)
  await settle(2, town, city)
  await fill(
    "insert into community (id, name, key) values (1000, '试点社区', '试点社区')",
    `update person set community_id = 1000, grid_id = null where id between 2 and ${2 * speakers + 3}`,
    ...[talk.wecomGroup, talk.dingtalkGroup].map(
      (id, i) => `update "group" set conversation_id = '${id}', community_id = 1000
        where id = (select min(id) from "group" where platform = '${i === 0 ? 'wecom' : 'dingtalk'}')`,
    ),
    `insert into "order" (id, community_id, origin, state, category, base, places, created_by, created_at, message,
        published_by, published_at, untaken_since)
      values (1, 1000, 'push', 'open', 'elderly', 120, 5, 1, 1, 'bench/1', 1, 1, 1)`,
    "insert into order_text values (1, 'title', 1, '陪王奶奶看病')",
  )
  const table: (string | number)[][] = []
  for (const text of commands)
    for (const platform of ['wecom', 'dingtalk']) {
      const found: { [name: string]: { ms: number[]; all: number[] } } = {
        floor: { ms: [], all: [] },
        real: { ms: [], all: [] },
      }
      for (let round = 0; round <= rounds; round++) {
        talk.now += DAY
        for (const name of round % 2 === 0 ? ['floor', 'real'] : ['real', 'floor']) {
          const { ms, all } = await everybody(serves[name] as Serve, platform, text)
          if (round === 0) continue
          found[name]?.ms.push(...ms)
          found[name]?.all.push(all)
        }
      }
      const [least, real] = [found.floor, found.real] as [
        { ms: number[]; all: number[] },
        { ms: number[]; all: number[] },
      ]
      const sum = (all: number[]) => all.reduce((a, b) => a + b, 0)
      table.push([
        `${text} (${platform})`,
        (rounds * speakers * 1000) / sum(least.all),
        (rounds * speakers * 1000) / sum(real.all),
        (sum(least.all) / sum(real.all)).toFixed(2),
        share(least.ms, 0.5),
        share(real.ms, 0.5),
        share(least.ms, 0.99),
        share(real.ms, 0.99),
      ])
    }
  print(`Messages a second, ${lanes} at once, in a town of ${town}`, [
    ['', 'floor', 'real', 'ratio', 'floor p50 ms', 'real p50', 'floor p99', 'real p99'],
    ...table,
  ])
})
