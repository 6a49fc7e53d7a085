import { beforeAll, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { Clock } from '../support/clock.ts'
import { DINGTALK_CLIENT_ID } from '../support/dingtalk.ts'
import { lettersLike } from '../support/letters.ts'
import { at, onDingtalk, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'
import { WECOM_BOT } from '../support/wecom.ts'

const crowd = 300
let talk: Talk
const clock = new Clock()
const people: Speaker[] = Array.from({ length: crowd }, (_, i) =>
  i % 2 === 0 ? onWecom(`c${i}`) : onDingtalk(`c${i}`),
)
const sums = async () =>
  (
    await rows<{ id: number; expected: number; answered: number; arrived: number }>(
      'select id, expected, answered, arrived from rally order by id desc limit 1',
    )
  )[0]

beforeAll(async () => {
  // Thousands of log lines are of no use, and the runner chokes on them.
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  const numbers = `with recursive n (i) as (select 0 union all select i + 1 from n where i < ${crowd - 1})`
  await run("insert into unit (id, name, key) values (900, '试点局', '试点局')")
  await run(
    `insert into person (id, name, key, kind, state, unit_id, community_id, created_at) ${numbers}
      select i + 1000, '员' || i, '员' || i, 'member', 'verified', 900, 1, 1 from n`,
  )
  await run(
    `insert into identity (platform, bot, kind, user_id, person_id, seen_at) ${numbers}
      select iif(i % 2, 'dingtalk', 'wecom'), iif(i % 2, '${DINGTALK_CLIENT_ID}', '${WECOM_BOT}'), iif(i % 2, 'staff', 'user'), 'c' || i, i + 1000, 1 from n`,
  )
  await clock.tick(talk.now)
})

describe('a crowd', { timeout: 120_000 }, () => {
  test('two calls at one instant are one rally', async ({ expect }) => {
    const both = await Promise.all([
      talk.group(secretary, '/集结 渗水'),
      talk.private(secretary, '/集结 漏水 3人'),
    ])
    expect(both.filter(({ text }) => text.includes('没有再发'))).toHaveLength(1)
    expect(await rows('select id from rally where ended_at is null')).toHaveLength(1)
    expect(await rows('select * from rally_place where ended_at is null')).toHaveLength(1)
    await talk.group(secretary, '/结束集结')
  })

  test('each of three hundred is answered and counted once, from two places at once too', async ({
    expect,
  }) => {
    await talk.group(secretary, '/集结 东湖堤坝渗水')
    expect(await sums()).toMatchObject({ expected: crowd, answered: 0 })
    const said = await Promise.all([
      ...people.map((who) => talk.group(who, '收到')),
      ...people.slice(0, 40).map((who) => talk.private(who, '/收到')),
    ])
    const places = said.flatMap(({ text }) => /第 (\d+) 位应答/.exec(text)?.[1] ?? []).map(Number)
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: crowd }, (_, i) => i + 1))
    expect(said.filter(({ text }) => text.includes('已经应答过'))).toHaveLength(40)
    expect(await sums()).toMatchObject({ expected: crowd, answered: crowd, arrived: 0 })
    expect((await talk.group(secretary, '/集结状态')).text).toContain(
      `应到 ${crowd}，应答 ${crowd}，到岗 0，未联系 0`,
    )
  })

  test('arrivals stop at enough, however many come at once, and the groups hear it once', async ({
    expect,
  }) => {
    await talk.group(secretary, '/结束集结')
    await talk.group(secretary, '/集结 搬沙袋 5人')
    // Three for each place are called first.
    expect((await sums())?.expected).toBe(15)
    const came = await Promise.all(people.slice(0, 30).map((who) => talk.group(who, '/报到')))
    const numbered = came.flatMap(({ text }) => /集结到岗第 (\d+) 位/.exec(text)?.[1] ?? []).map(Number)
    expect(numbered.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5])
    expect(came.filter(({ text }) => text.includes('您是预备'))).toHaveLength(25)
    expect(await sums()).toMatchObject({ arrived: 30, answered: 30 })
    const told = await lettersLike('rally/enough/')
    expect(told).toHaveLength(3)
    for (const text of told) expect(text).toContain('人已够（到岗 5 人）')
  })

  test('answers that cross the end are either counted or told that it is over', async ({ expect }) => {
    await talk.group(secretary, '/结束集结')
    await talk.group(secretary, '/集结 转移群众')
    const [end, ...said] = await Promise.all([
      talk.group(secretary, '/结束集结'),
      ...people.slice(100, 130).map((who) => talk.group(who, '/收到')),
    ])
    expect(end.text).toContain('集结结束')
    const counted = said.filter(({ text }) => text.includes('位应答')).length
    const late = said.filter(({ text }) => /刚刚结束|现在没有集结/.test(text)).length
    expect(counted + late).toBe(30)
    expect((await sums())?.answered).toBe(counted)
    expect(end.text).toContain(`应答 ${counted}，`)
    expect(await wrong()).toEqual([])
  })
})
