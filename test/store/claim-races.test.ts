import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { put, rows, run } from '../schema/lines.ts'
import { at, onDingtalk, onWecom, type Speaker, settledTalk, type Talk } from '../support/talk.ts'
import { bring, wrong } from './town.ts'

const NOW = at('2026-11-23 09:00')
const MINUTE = 60_000
const CROWD = 200
let talk: Talk
let people: Speaker[]

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(NOW)
  // Whoever is there: half of them on each platform, under the bots of the talk.
  const bots = await rows<{ platform: string; bot: string }>('select distinct platform, bot from identity')
  const bot = (platform: string) => bots.find((one) => one.platform === platform)?.bot ?? ''
  people = Array.from({ length: CROWD }, (_, i) =>
    i % 2 === 0 ? onWecom(`crowd${i}`, `众${i}`) : onDingtalk(`crowd${i}`, `众${i}`),
  )
  await env.DB.batch(
    people.flatMap(({ platform, id, name }, i) => [
      env.DB.prepare(
        `insert into person (id, name, key, kind, state, unit_id, community_id, created_at)
          select ?1, ?2, ?2, 'member', 'verified', id, 1, ?3 from unit limit 1`,
      ).bind(1000 + i, name, NOW),
      env.DB.prepare(
        `insert into identity (platform, bot, kind, user_id, person_id, seen_at) values (?, ?, ?, ?, ?, ?)`,
      ).bind(platform, bot(platform), platform === 'wecom' ? 'user' : 'staff', id, 1000 + i, NOW),
    ]),
  )
})
beforeEach(async () => {
  talk.now = NOW
  // Nobody comes with the claims of another test.
  await run(
    "update claim set state = 'released', ended = 'over', offered_until = null where state <> 'released'",
  )
})

let count = 0
async function published(places: number): Promise<number> {
  count += 1
  const [by] = await rows<{ id: number }>("select id from person where name = '李书记'")
  const order = await put('order', {
    community_id: 1,
    origin: 'push',
    state: 'open',
    category: 'elderly',
    base: 120,
    places,
    created_by: by?.id ?? 0,
    created_at: NOW,
    message: `test/order/${count}`,
    published_by: by?.id ?? 0,
    published_at: NOW,
    untaken_since: NOW,
  })
  await put('order_text', { order_id: order, part: 'title', person_id: by?.id ?? 0, text: '陪王奶奶看病' })
  return order
}

/** Says it as everybody does, in a group or in private; how many batches it took. */
async function say(who: Speaker, text: string, id?: string): Promise<{ text: string; batches: number }> {
  const state = { batches: 0 }
  const db: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (sql) => env.DB.prepare(sql),
    batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
      state.batches += 1
      return env.DB.batch<T>(statements)
    },
  }
  count += 1
  const inGroup = count % 3 > 0
  const answer = await bring(talk, { who, text, inGroup, id: id ?? `race-${count}` }, db)
  return { text: answer.text, batches: state.batches }
}

const shuffled = (): Speaker[] =>
  people
    .map((who, i) => [(i * 7919) % 211, who] as const)
    .sort(([a], [b]) => a - b)
    .map(([, who]) => who)
const number = (text: string): number | undefined => {
  const found = /候补第 (\d+) 位/.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}
const byState = async (order: number): Promise<{ [state: string]: number }> =>
  Object.fromEntries(
    (
      await rows<{ state: string; n: number }>(
        'select state, count(*) as n from claim where order_id = ? group by state',
        order,
      )
    ).map(({ state, n }) => [state, n]),
  )

/** The order’s kept counters are those of its claims, and no place is given twice. */
async function sound(order: number): Promise<string[]> {
  const [row] = await rows<{
    state: string
    places: number
    taken: number
    waiting: number
    real: number
    queue: number
    ranks: number
    all: number
  }>(
    `select state, places, taken, waiting,
        (select count(*) from claim where order_id = o.id and state in ('offered', 'held', 'done')) as real,
        (select count(*) from claim where order_id = o.id and state = 'waiting') as queue,
        (select count(distinct rank) from claim where order_id = o.id) as ranks,
        (select count(*) from claim where order_id = o.id) as "all"
      from "order" o where id = ?`,
    order,
  )
  if (!row) return ['no order']
  return [
    ...(row.taken > row.places ? ['oversold'] : []),
    ...(row.taken !== row.real ? [`taken ${row.taken}, really ${row.real}`] : []),
    ...(row.waiting !== row.queue ? [`waiting ${row.waiting}, really ${row.queue}`] : []),
    ...(row.ranks !== row.all ? ['two of one rank'] : []),
    ...((row.state === 'full') !== (row.taken === row.places) ? [`${row.state} with ${row.taken}`] : []),
    ...(row.state === 'open' && row.waiting > 0 ? ['a free place, and people who wait'] : []),
    ...(await wrong()),
  ]
}

describe('places are never oversold', { timeout: 60_000 }, () => {
  test('200 people at the same instant over both platforms for 5 places: 5 have one, 195 have numbers of their own', async ({
    expect,
  }) => {
    const order = await published(5)
    const answers = await Promise.all(shuffled().map((who) => say(who, `/接单 ${order}`)))
    expect(answers.filter(({ text }) => text.includes('您接了'))).toHaveLength(5)
    const numbers = answers.flatMap(({ text }) => number(text) ?? []).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: CROWD - 5 }, (_, i) => i + 1))
    expect(answers.filter(({ batches }) => batches !== 2)).toEqual([])
    expect(await byState(order)).toEqual({ held: 5, waiting: 195 })
    expect(await sound(order)).toEqual([])
  })

  test('each message delivered three times: nobody has two', async ({ expect }) => {
    const order = await published(5)
    const some = shuffled().slice(0, 30)
    const answers = await Promise.all(
      some.flatMap((who, i) =>
        [1, 2, 3].map(async () => ({ who, ...(await sayOnce(who, order, `again-${i}`)) })),
      ),
    )
    for (const who of some)
      expect(new Set(answers.filter((one) => one.who === who).map(({ text }) => text)).size).toBe(1)
    expect(await byState(order)).toEqual({ held: 5, waiting: 25 })
    expect(await sound(order)).toEqual([])
  })

  test('one person who types it ten times at one instant has one claim, and is told so', async ({
    expect,
  }) => {
    const order = await published(5)
    const [who = people[0] as Speaker] = shuffled()
    const answers = await Promise.all(Array.from({ length: 10 }, () => say(who, `/接单 ${order}`)))
    expect(answers.filter(({ text }) => text.includes('您接了'))).toHaveLength(1)
    expect(answers.filter(({ text }) => text.includes('您已接了'))).toHaveLength(9)
    expect(await byState(order)).toEqual({ held: 1 })
  })

  test('five orders at one instant: three are held, the others refused in two batches', async ({
    expect,
  }) => {
    const orders = await Promise.all([1, 2, 3, 4, 5].map(() => published(2)))
    const [who = people[0] as Speaker] = shuffled()
    const answers = await Promise.all(orders.map((order) => say(who, `/接单 ${order}`)))
    expect(answers.filter(({ text }) => text.includes('您接了'))).toHaveLength(3)
    expect(answers.filter(({ text }) => text.includes('一人最多 3 单'))).toHaveLength(2)
    expect(answers.filter(({ batches }) => batches !== 2)).toEqual([])
  })

  test('claims, releases and taken offers at once: counters hold, everybody in turn is asked', async ({
    expect,
  }) => {
    const order = await published(5)
    const [first, second] = [shuffled().slice(0, 60), shuffled().slice(60, 120)]
    await Promise.all(first.map((who) => say(who, `/接单 ${order}`)))
    const winners = await holders(order, 'held')
    await Promise.all([
      ...second.map((who) => say(who, `/接单 ${order}`)),
      ...winners.map((who) => say(who, `/退单 ${order} 临时有事`)),
      ...winners.map((who) => say(who, `/退单 ${order}`)),
    ])
    expect(await byState(order)).toEqual({ released: 5, offered: 5, waiting: 110 })
    expect(await sound(order)).toEqual([])
    expect(
      await rows("select id from outbox where person_id is not null and dedupe like 'order/offer/%'"),
    ).toHaveLength(5)
    talk.now = NOW + 10 * MINUTE
    const asked = await holders(order, 'offered')
    await Promise.all([
      ...asked.flatMap((who, i) => (i < 3 ? [say(who, `/接单 ${order}`), say(who, `/接单 ${order}`)] : [])),
      ...asked.map((who, i) => (i < 3 ? undefined : say(who, `/退单 ${order}`))),
      ...winners.map((who) => say(who, `/接单 ${order}`)),
    ])
    expect(await byState(order)).toEqual({ released: 7, held: 3, offered: 2, waiting: 113 })
    expect(await sound(order)).toEqual([])
  })

  /** The same message under one id in one place, however often. */
  async function sayOnce(who: Speaker, order: number, id: string): Promise<{ text: string }> {
    return bring(talk, { who, text: `/接单 ${order}`, inGroup: true, id })
  }

  const holders = async (order: number, state: string): Promise<Speaker[]> => {
    const found = await rows<{ name: string }>(
      'select p.name from claim c join person p on p.id = c.person_id where c.order_id = ? and c.state = ? order by c.rank',
      order,
      state,
    )
    return found.flatMap(({ name }) => people.find((who) => who.name === name) ?? [])
  }
})
