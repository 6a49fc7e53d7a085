import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { test, vi } from 'vitest'
import { at, onDingtalk, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { floor } from './floor.ts'
import { fill } from './rows.ts'
import { print } from './table.ts'
import { build, city, settle } from './town.ts'

/** People in the town, those of them who speak, and so many at once. */
const town = 2000
const speakers = 60
const lanes = 8
const rounds = 4
/** So many speak through one of the two before the other has its turn: what a shared machine does meets both. */
const block = 15
const DAY = 86_400_000

/** The same message through the real Worker and through the floor. */
const commands = ['/工时 2小时 清洁楼道', '/报到', '/我的', '/订单', '/接单 1'] as const

type Serve = (request: Request) => Promise<Response>
const serves: { floor: Serve; real: Serve } = {
  floor: async (request) => {
    const context = createExecutionContext()
    const response = await floor(request, env)
    await waitOnExecutionContext(context)
    return response
  },
  real: (request) => send(request),
}

const talk = new Talk(at('2026-11-02 09:00'))
const people = (platform: string): Speaker[] =>
  Array.from({ length: speakers }, (_, i) =>
    platform === 'wecom' ? onWecom(`u${2 * i + 2}`) : onDingtalk(`u${2 * i + 3}`),
  )

interface Block {
  /** Of each message, and of all of them, side by side. */
  ms: number[]
  all: number
}

/** Some say it once, `lanes` at a time. */
async function saidBy(who: readonly Speaker[], serve: Serve, text: string): Promise<Block> {
  const requests = who.map((one) => talk.request(one, text, true))
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

/** Both workers in turn, a few speakers each; pairs of what stood side by side. The first round only warms up. */
async function sideBySide(platform: string, text: string): Promise<{ floor: Block; real: Block }[]> {
  const pairs: { floor: Block; real: Block }[] = []
  const everybody = people(platform)
  for (let round = 0; round <= rounds; round++) {
    talk.now += DAY
    for (let from = 0; from < speakers; from += block) {
      const some = everybody.slice(from, from + block)
      const realFirst = (round + from / block) % 2 === 0
      const first = await saidBy(some, realFirst ? serves.real : serves.floor, text)
      const second = await saidBy(some, realFirst ? serves.floor : serves.real, text)
      if (round > 0) pairs.push(realFirst ? { real: first, floor: second } : { floor: first, real: second })
    }
  }
  return pairs
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
  const ratios: number[] = []
  for (const text of commands)
    for (const platform of ['wecom', 'dingtalk']) {
      const pairs = await sideBySide(platform, text)
      const speed = (of: 'floor' | 'real') =>
        (1000 * block) /
        share(
          pairs.map((pair) => pair[of].all),
          0.5,
        )
      const ms = (of: 'floor' | 'real', part: number) =>
        share(
          pairs.flatMap((pair) => pair[of].ms),
          part,
        )
      const ratio = share(
        pairs.map(({ floor, real }) => floor.all / real.all),
        0.5,
      )
      ratios.push(ratio)
      table.push([
        `${text} (${platform})`,
        speed('floor'),
        speed('real'),
        ratio.toFixed(2),
        ms('floor', 0.5),
        ms('real', 0.5),
        ms('floor', 0.99),
        ms('real', 0.99),
      ])
    }
  table.push(['the middle one', '', '', share(ratios, 0.5).toFixed(2)])
  print(`Messages a second, ${lanes} at once, in a town of ${town}; medians of blocks of ${block}`, [
    ['', 'floor', 'real', 'ratio', 'floor p50 ms', 'real p50', 'floor p99', 'real p99'],
    ...table,
  ])
})
