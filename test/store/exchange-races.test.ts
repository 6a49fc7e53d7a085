import { env } from 'cloudflare:workers'
import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { earn, unbalanced } from '../support/exchange.ts'
import { at, onDingtalk, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'
import { bring } from './town.ts'

const NOW = at('2026-11-23 09:00')
const CROWD = 60
let talk: Talk
let people: Speaker[]

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  // A crowd takes its time on a busy machine.
  vi.setConfig({ testTimeout: 60_000 })
  talk = await settledTalk(NOW)
  const bots = await rows<{ platform: string; bot: string }>('select distinct platform, bot from identity')
  const bot = (platform: string) => bots.find((one) => one.platform === platform)?.bot ?? ''
  people = Array.from({ length: CROWD }, (_, i) =>
    i % 2 === 0 ? onWecom(`crowd${i}`, `众${i}`) : onDingtalk(`crowd${i}`, `众${i}`),
  )
  await env.DB.batch(
    people.flatMap(({ platform, id, name }, i) => [
      env.DB.prepare(
        `insert into person (id, name, key, kind, state, unit_id, community_id, created_at)
          select ?1, ?2, ?2, 'volunteer', 'verified', id, 1, ?3 from unit limit 1`,
      ).bind(1000 + i, name, NOW),
      env.DB.prepare(
        'insert into identity (platform, bot, kind, user_id, person_id, seen_at) values (?, ?, ?, ?, ?, ?)',
      ).bind(platform, bot(platform), platform === 'wecom' ? 'user' : 'staff', id, 1000 + i, NOW),
    ]),
  )
  for (const [i] of people.entries()) await earn(1000 + i, 100)
})

let count = 0
/** Says it, in a group or in private; how many batches it took. */
async function say(who: Speaker, text: string, inGroup = false): Promise<{ text: string; batches: number }> {
  const state = { batches: 0 }
  const db: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (sql) => env.DB.prepare(sql),
    batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
      state.batches += 1
      return env.DB.batch<T>(statements)
    },
  }
  count += 1
  const answer = await bring(talk, { who, text, inGroup, id: `exchange-${count}` }, db)
  return { text: answer.text, batches: state.batches }
}
const made = ({ text }: { text: string }) => text.startsWith('已')
const one = (i: number): Speaker => people[i] ?? secretary

describe('at the same instant', () => {
  test('the last pieces go to as many as there are, by one code each, in two batches', async ({ expect }) => {
    await say(secretary, '/兑换 上架 洗衣液 3件 50分')
    const answers = await Promise.all(people.map((who, i) => say(who, '/兑换 洗衣液', i % 3 > 0)))
    expect(answers.filter(made)).toHaveLength(3)
    expect(answers.filter(({ text }) => text.includes('洗衣液兑完了'))).toHaveLength(CROWD - 3)
    expect(Math.max(...answers.map(({ batches }) => batches))).toBe(2)
    const codes = await rows<{ code: string }>("select code from pick_up where state = 'waiting'")
    expect(new Set(codes.map(({ code }) => code)).size).toBe(3)
    const [letters] = await rows<{ n: number }>(
      'select count(*) as n from outbox where dedupe like \'exchange/code/%\' and say like \'%"code":""%\'',
    )
    expect(letters?.n).toBe(0)
    expect(await unbalanced()).toEqual([])
  })

  test('the very last one goes to one', async ({ expect }) => {
    await say(secretary, '/兑换 上架 雨伞 1件 20分')
    const answers = await Promise.all(people.slice(0, 20).map((who) => say(who, '/兑换 雨伞')))
    expect(answers.filter(made)).toHaveLength(1)
    expect(await unbalanced()).toEqual([])
  })

  test('two exchanges of one person never overdraw', async ({ expect }) => {
    const who = one(CROWD - 1)
    await say(secretary, '/兑换 上架 电饭煲 9件 60分')
    const spent = async () =>
      (
        await rows<{ n: number }>(
          "select -balance as n from account where person_id = ? and asset = 'points'",
          1000 + CROWD - 1,
        )
      )[0]?.n ?? 0
    const before = await spent()
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        say(who, i % 2 > 0 ? '/兑换 电饭煲' : '/兑换 30分 时长', i % 3 === 0),
      ),
    )
    expect(answers.filter(made).length).toBeGreaterThan(0)
    expect(await spent()).toBeLessThanOrEqual(100)
    expect(await spent()).toBeGreaterThan(before)
    expect(Math.max(...answers.map(({ batches }) => batches))).toBe(2)
    expect(await unbalanced()).toEqual([])
  })

  test('the year’s five hours are never passed', async ({ expect }) => {
    await earn(1010, 900, '2026-11-19')
    const answers = await Promise.all(Array.from({ length: 8 }, () => say(one(10), '/兑换 20分 时长')))
    expect(answers.filter(made)).toHaveLength(2)
    const [hours] = await rows<{ n: number }>(
      "select balance as n from account where person_id = 1010 and asset = 'minutes'",
    )
    expect(hours?.n).toBe(240)
    expect(await unbalanced()).toEqual([])
  })

  test('handing over and giving back: one of them', async ({ expect }) => {
    await say(secretary, '/兑换 上架 台灯 1件 5分')
    const done = await say(one(20), '/兑换 台灯')
    const code = /取货码 ?(\d{4})/.exec(done.text)?.[1]
    const answers = await Promise.all([
      say(secretary, `/兑换 核销 ${code}`),
      say(one(20), `/兑换 退回 ${code}`),
      say(one(20), '/撤销'),
      say(secretary, `/兑换 核销 ${code}`),
    ])
    expect(answers.filter(made)).toHaveLength(1)
    expect(await unbalanced()).toEqual([])
  })

  test('the same message twice is one exchange and one answer', async ({ expect }) => {
    const text = '/兑换 10分 时长'
    const twice = { who: one(30), text, inGroup: false, id: 'exchange-twice' }
    const [first, second] = await Promise.all([bring(talk, twice, env.DB), bring(talk, twice, env.DB)])
    expect(first.text).toBe(second.text)
    const [kept] = await rows<{ n: number }>(
      "select count(*) as n from exchange where person_id = 1030 and kind = 'hours'",
    )
    expect(kept?.n).toBe(1)
  })
})
