import { beforeAll, describe, test, vi } from 'vitest'
import { tick } from '../../src/jobs/tick.ts'
import { Store } from '../../src/store/d1.ts'
import { rows, run } from '../schema/lines.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  Talk,
} from '../support/talk.ts'
import { bring, everything, failing, seen, wrong } from './town.ts'

const failed = (_: string, error: unknown) => {
  throw error
}

const START = at('2026-11-23 09:00')
const HOUR = 3_600_000
let talk: Talk
let logged: string[] = []

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation((text) => logged.push(String(text)))
  talk = await settledTalk(START)
})

let number = 0
const someone = (platform: 'wecom' | 'dingtalk' = 'wecom'): Speaker => {
  number += 1
  const digit = (place: number) => '甲乙丙丁戊己庚辛壬癸'[Math.floor(number / place) % 10]
  const name = `赵${digit(100)}${digit(10)}${digit(1)}`
  return platform === 'wecom' ? onWecom(`w${number}`, name) : onDingtalk(`d${number}`, name)
}

async function member(): Promise<Speaker> {
  const who = someone(number % 2 === 0 ? 'wecom' : 'dingtalk')
  await talk.group(who, `/登记 ${who.name} 市财政局`)
  await run("update person set state = 'verified' where name = ?", who.name)
  return who
}

const lastEntry = async (): Promise<number> =>
  (await rows<{ id: number }>('select max(id) as id from hour_entry'))[0]?.id ?? 0

/** A line of somebody's that waits for the secretary. */
async function waiting(): Promise<number> {
  await talk.group(await member(), '/工时 昨天 14:00-16:00 搬书')
  return lastEntry()
}

async function onDuty(hours: number): Promise<Speaker> {
  const who = await member()
  talk.now -= hours * HOUR
  await talk.group(who, '/报到')
  talk.now += hours * HOUR
  // The console has followed the clock back, before anything is counted.
  await talk.group(secretary, '/帮助')
  return who
}

/** A published order that these have claimed, in that order. */
async function published(...claimed: Speaker[]): Promise<number> {
  await run(
    `insert into "order" (community_id, origin, state, category, base, created_by, created_at, message, published_by,
        published_at, untaken_since)
      select community_id, 'push', 'open', 'elderly', 120, id, ?1, 'test', id, ?1, ?1 from person where name = '李书记'`,
    START,
  )
  const order = (await rows<{ id: number }>('select max(id) as id from "order"'))[0]?.id ?? 0
  await run(
    `insert into order_text (order_id, part, person_id, text)
      select ?1, value, o.created_by, '某事' from "order" o, json_each('["title","contact"]') where o.id = ?1`,
    order,
  )
  for (const who of claimed) await talk.group(who, `/接单 ${order}`)
  return order
}

type Said = { who: Speaker; text: string; inGroup: boolean; in?: Talk }
const inGroup = (who: Speaker, text: string): Said => ({ who, text, inGroup: true })
const inPrivate = (who: Speaker, text: string): Said => ({ who, text, inGroup: false })

const cases: [name: string, prepare: () => Promise<Said>][] = [
  [
    '/登记, a stranger',
    async () => {
      const who = someone()
      return inGroup(who, `/登记 ${who.name} 市教育局 3网格`)
    },
  ],
  ['/登记, changed', async () => inGroup(await member(), '/登记 赵改名 市教育局')],
  ['/报到', async () => inGroup(await member(), '/报到 居委会门口')],
  ['/报到 after a forgotten duty', async () => inGroup(await onDuty(13), '/报到')],
  ['/报到 on duty', async () => inGroup(await onDuty(1), '/报到')],
  ['/签退', async () => inGroup(await onDuty(3), '/签退 打扫楼道')],
  ['/签退 over midnight, by the system', async () => inGroup(await onDuty(13), '/签退 打扫楼道')],
  [
    '/签退, the missing word',
    async () => {
      const who = await onDuty(2)
      await talk.group(who, '/签退')
      return inGroup(who, '/签退 打扫楼道')
    },
  ],
  ['/工时', async () => inGroup(await member(), '/工时 昨晚22:00到1:00 防汛值守')],
  ['/工时, the month', async () => inPrivate(await member(), '/工时')],
  ['/工时, refused', async () => inGroup(await member(), '/工时 13小时 防汛')],
  [
    '/撤销',
    async () => {
      const who = await member()
      await talk.group(who, '/工时 昨天 2小时 搬书')
      return inGroup(who, '/撤销')
    },
  ],
  ['/撤销 of a check-in', async () => inGroup(await onDuty(0), '/撤销')],
  ['/接单', async () => inGroup(await member(), `/接单 ${await published()}`)],
  ['/接单, waiting', async () => inPrivate(await member(), `/接单 ${await published(await member())}`)],
  [
    '/退单',
    async () => {
      const who = await member()
      return inGroup(who, `/退单 ${await published(who, await member())} 临时出差`)
    },
  ],
  [
    '/撤销 of a claim',
    async () => {
      const who = await member()
      await published(who, await member())
      return inGroup(who, '/撤销')
    },
  ],
  [
    '/进度',
    async () => {
      const who = await member()
      return inGroup(who, `/进度 ${await published(who)} 已经到门口了`)
    },
  ],
  ['/我的', async () => inPrivate(await member(), '/我的')],
  ['/语言', async () => inPrivate(await member(), '/语言 繁')],
  ['/语言 of the group', async () => inGroup(secretary, '/语言 简')],
  ['/帮助', async () => inPrivate(someone(), '/帮助')],
  [
    '/审核',
    async () => {
      await waiting()
      return inGroup(secretary, '/审核')
    },
  ],
  ['/通过 a line', async () => inGroup(secretary, `/通过 ${await waiting()}`)],
  [
    '/通过 a registration',
    async () => {
      const who = someone()
      await talk.group(who, `/登记 ${who.name} 市财政局`)
      return inGroup(secretary, `/通过 ${who.name}`)
    },
  ],
  [
    '/通过 全部',
    async () => {
      await waiting()
      return inGroup(secretary, '/通过 全部')
    },
  ],
  ['/驳回 a line', async () => inGroup(secretary, `/驳回 ${await waiting()} 时间不对`)],
  [
    '/驳回 a registration',
    async () => {
      const who = someone()
      await talk.group(who, `/登记 ${who.name} 市财政局`)
      return inGroup(secretary, `/驳回 ${who.name} 不是本社区的`)
    },
  ],
  [
    '/激活',
    async () => {
      await run("delete from activation where platform = 'wecom'")
      return inPrivate(onWecom(`act-${++number}`), '/激活 test-activation-code')
    },
  ],
  [
    '/绑定社区',
    async () => ({
      ...inGroup(admin, `/绑定社区 新${++number}社区 湖滨街道`),
      in: new Talk(START, `g-${number}`),
    }),
  ],
  [
    '/任命',
    async () => {
      const who = await member()
      return inGroup(admin, `/任命 @${who.name} 网格长 5网格`)
    },
  ],
  [
    '/确认',
    async () => {
      const who = await member()
      await run('update person set created_at = 1 where name = ?', who.name)
      return inPrivate(who, '/确认')
    },
  ],
  ['/设置', async () => inPrivate(admin, `/设置 年度目标 ${100 + ++number}小时`)],
  [
    '/签到码',
    async () => {
      await run('update community set check_in_seed = null')
      return inGroup(secretary, '/签到码 开')
    },
  ],
  [
    'a wrong code',
    async () => {
      await run("update community set check_in_seed = 'seed'")
      return inGroup(await member(), '/报到 0000')
    },
  ],
  [
    '/免去',
    async () => {
      await run('update community set check_in_seed = null')
      const who = await member()
      await talk.group(admin, `/任命 @${who.name} 联络员`)
      return inGroup(admin, `/免去 @${who.name} 联络员`)
    },
  ],
  [
    '/绑定推送',
    async () =>
      inPrivate(
        secretary,
        `/绑定推送 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-${++number}`,
      ),
  ],
  [
    'a bare number',
    async () => {
      const who = await member()
      await talk.private(who, '/我的')
      return inPrivate(who, '2')
    },
  ],
  ['a near miss', async () => inGroup(await member(), '/签倒')],
  ['talk', async () => inPrivate(await member(), '你好')],
  ['/五个一', async () => inGroup(await member(), '/五个一')],
]

describe('when D1 fails, nothing has happened, and the next delivery works', () => {
  test.for(cases)('%s', async ([, prepare], { expect }) => {
    const said = await prepare()
    const message = { ...said, id: `fault-${++number}` }
    const where = said.in ?? talk
    const before = await everything()

    let batches = 0
    for (let n = 1; ; n++) {
      const { db, state } = failing(n)
      logged = []
      const answer = await bring(where, message, db)
      if (!state.failed) {
        batches = state.batches
        expect(answer.text).not.toContain('出错了')
        const after = await everything()
        expect(after).not.toBe(before)
        expect(seen(await bring(where, message))).toEqual(seen(answer))
        expect(await everything()).toBe(after)
        break
      }
      expect(answer.text).toMatch(/^出错了.*编号 [0-9a-f]{8} /)
      expect(JSON.stringify(answer.raw)).not.toMatch(/boom|D1_|Error|\.ts|\bat /)
      expect(logged.filter((line) => line.includes('boom'))).toHaveLength(1)
      expect(await everything()).toBe(before)
    }
    expect(batches).toBeLessThanOrEqual(said.text === '2' ? 3 : 2)
    expect(await wrong()).toEqual([])
  })
})

describe('when only D1’s answer is lost, the stored one is told, and the effect stays one', () => {
  test.for(cases)('%s', async ([, prepare], { expect }) => {
    const said = await prepare()
    const message = { ...said, id: `lost-${++number}` }
    const where = said.in ?? talk
    const { db, state } = failing(said.text === '2' ? 3 : 2, 'after')
    const answer = await bring(where, message, db)
    expect(state.failed).toBe(true)
    expect(answer.text).not.toContain('出错了')
    const after = await everything()
    const again = await bring(where, message)
    expect(again.text).toBe(answer.text)
    expect(again.text).not.toBe('')
    expect(await everything()).toBe(after)
    expect(await wrong()).toEqual([])
  })
})

test('a tick that fails closes nothing, and the next one does', async ({ expect }) => {
  const people = [await onDuty(13), await onDuty(11)]
  const before = await everything()
  for (let n = 1; n <= 2; n++) {
    await tick({ store: new Store(failing(n).db), now: START, failed }).catch(() => {})
    expect(await everything()).toBe(before)
  }
  const { db } = failing(0)
  await tick({ store: new Store(db), now: START, failed })
  for (const { name } of people) {
    const [duty] = await rows(
      'select ended_by from duty where person_id = (select id from person where name = ?)',
      name,
    )
    expect(duty).toEqual({ ended_by: 'system' })
  }
  const after = await everything()
  expect((await tick({ store: new Store(db), now: START, failed })).checkedOut).toBe(0)
  expect(await everything()).toBe(after)
  expect(await wrong()).toEqual([])
})

test('two ticks at once close each duty once and write one letter', async ({ expect }) => {
  const who = await onDuty(13)
  const { db } = failing(0)
  await Promise.all([1, 2, 3].map(() => tick({ store: new Store(db), now: START, failed })))
  const person = '(select id from person where name = ?)'
  expect(await rows(`select count(*) as n from hour_entry where person_id = ${person}`, who.name)).toEqual([
    { n: 2 },
  ])
  expect(await rows(`select count(*) as n from outbox where person_id = ${person}`, who.name)).toEqual([
    { n: 1 },
  ])
  expect(await wrong()).toEqual([])
})

describe('while the tick closes a duty, its person', () => {
  test.for(['/签退 打扫', '/报到'])(
    'says %s: one of both books it, and the numbers told are its numbers',
    async (text, { expect }) => {
      for (let i = 0; i < 5; i++) {
        const who = await onDuty(13)
        const [answer] = await Promise.all([
          bring(talk, { ...inGroup(who, text), id: `tick-${++number}` }),
          tick({ store: new Store(failing(0).db), now: START, failed }),
        ])
        expect(answer.text).toMatch(/签退|已报到|没有在值守/)
        const own = await rows<{ id: number }>(
          'select id from hour_entry where person_id = (select id from person where name = ?)',
          who.name,
        )
        expect(own).toHaveLength(2)
        for (const [, id] of answer.text.matchAll(/T(\d+)/g)) expect(own).toContainEqual({ id: Number(id) })
      }
      expect(await wrong()).toEqual([])
    },
  )
})
