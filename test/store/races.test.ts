import { beforeAll, describe, test, vi } from 'vitest'
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
import { added, bring, counts, type Message, seen, wrong } from './town.ts'

const START = at('2026-11-23 09:00')
const HOUR = 3_600_000
let talk: Talk

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
  talk = await settledTalk(START)
  await new Talk(START, 'west').group(admin, '/绑定社区 西湖社区')
})

let number = 0
/** Somebody new, on the platform given. */
const someone = (platform: 'wecom' | 'dingtalk' = 'wecom'): Speaker => {
  number += 1
  const digit = (place: number) => '甲乙丙丁戊己庚辛壬癸'[Math.floor(number / place) % 10]
  const name = `王${digit(100)}${digit(10)}${digit(1)}`
  return platform === 'wecom' ? onWecom(`w${number}`, name) : onDingtalk(`d${number}`, name)
}

let messages = 0
const newId = () => `message-${++messages}`

/** Somebody who has registered and was verified. */
async function member(platform: 'wecom' | 'dingtalk' = 'wecom'): Promise<Speaker> {
  const who = someone(platform)
  await talk.group(who, `/登记 ${who.name} 市财政局`)
  await run("update person set state = 'verified' where name = ?", who.name)
  return who
}

/** Makes the clock stand at a time of the day while something is done. */
async function atTime<T>(time: number, act: () => Promise<T>): Promise<T> {
  const before = talk.now
  talk.now = time
  try {
    return await act()
  } finally {
    talk.now = before
  }
}

const entriesOf = async ({ name }: Speaker) =>
  (
    await rows<{ id: number }>(
      'select id from hour_entry where person_id = (select id from person where name = ?) order by id',
      name,
    )
  ).map(({ id }) => id)

/** A line of that person's that waits for the secretary. */
async function waiting(who: Speaker, text = '/工时 昨天 14:00-16:00 搬书'): Promise<number> {
  await talk.group(who, text)
  return (await entriesOf(who)).at(-1) ?? 0
}

describe('a message that is delivered again has one effect and one answer', () => {
  type Prepare = (who: Speaker) => Promise<Omit<Message, 'id'>>
  const in_group =
    (text: string): Prepare =>
    async (who) => ({ who, text, inGroup: true })
  const in_private =
    (text: string): Prepare =>
    async (who) => ({ who, text, inGroup: false })

  const cases: [name: string, prepare: Prepare, effect: { [table: string]: number }][] = [
    ['a check-in', in_group('/报到 居委会门口'), { duty: 1, note: 1 }],
    [
      'a check-out',
      async (who) => {
        await atTime(START - 2 * HOUR, () => talk.group(who, '/报到'))
        return { who, text: '/签退 打扫了3栋楼道', inGroup: true }
      },
      { hour_entry: 1, note: 1 },
    ],
    ['hours', in_group('/工时 昨天 14:00-16:00 搬书'), { hour_entry: 1, note: 1 }],
    ['hours over midnight', in_private('/工时 昨晚22:00到1:00 防汛值守'), { hour_entry: 2, note: 2 }],
    [
      'undo',
      async (who) => {
        await waiting(who)
        return { who, text: '/撤销', inGroup: true }
      },
      { verdict: 1 },
    ],
    [
      'approve',
      async (who) => ({ who: secretary, text: `/通过 ${await waiting(who)}`, inGroup: true }),
      { verdict: 1, audit: 1 },
    ],
    [
      'reject',
      async (who) => ({ who: secretary, text: `/驳回 ${await waiting(who)} 时间不对`, inGroup: true }),
      { verdict: 1, audit: 1, note: 1, outbox: 1 },
    ],
    [
      'register',
      async ({ platform }) => {
        const who = someone(platform)
        return { who, text: `/登记 ${who.name} 市财政局`, inGroup: true }
      },
      { person: 1, identity: 1 },
    ],
    ['a second community is refused', in_private('/登记 王五 市财政局 西湖社区'), {}],
    ['a refusal', in_group('/签退 巡楼'), {}],
    ['a wrong argument', in_group('/工时 25:00-26:00 搬书'), {}],
    ['a near miss', in_group('/签倒'), {}],
    ['talk in private', in_private('今天天气不错'), {}],
    ['talk in the group', in_group('今天天气不错'), {}],
    ['help', in_private('/帮助'), {}],
    ['me', in_private('/我的'), {}],
    ['the language', in_private('/语言 繁'), {}],
  ]

  for (const platform of ['wecom', 'dingtalk'] as const) {
    describe(platform, () => {
      test.for(cases)('%s', async ([name, prepare, effect], { expect }) => {
        for (const times of [2, 3, 50]) {
          const message = { ...(await prepare(await member(platform))), id: newId() }
          const before = await counts()
          const answers = await Promise.all(Array.from({ length: times }, () => bring(talk, message)))
          const later = await atTime(talk.now + HOUR, () => bring(talk, message))

          for (const answer of [...answers, later]) expect(seen(answer)).toEqual(seen(answers[0] ?? later))
          if (name !== 'talk in the group') expect(answers[0]?.text).not.toBe('')
          const identities = effect.identity !== undefined && platform === 'dingtalk' ? { identity: 2 } : {}
          expect(await added(before)).toEqual({ ...effect, ...identities, inbox: 1 })
          expect(await wrong()).toEqual([])
        }
      })
    })
  }

  test('activate, in the hour of a new deployment', async ({ expect }) => {
    for (const times of [2, 3, 50]) {
      await run('delete from activation where platform = ?', 'wecom')
      const message = { who: someone(), text: '/激活 test-activation-code', inGroup: false, id: newId() }
      const before = await counts()
      const answers = await Promise.all(Array.from({ length: times }, () => bring(talk, message)))
      const later = await atTime(talk.now + HOUR, () => bring(talk, message))
      for (const answer of [...answers, later]) expect(seen(answer)).toEqual(seen(answers[0] ?? later))
      expect(answers[0]?.text).toContain('激活成功')
      expect(await added(before)).toEqual({
        activation: 1,
        audit: 1,
        identity: 1,
        inbox: 1,
        person: 1,
        role: 1,
      })
      expect(await wrong()).toEqual([])
    }
  })

  test('one id from two bots or two platforms is two messages', async ({ expect }) => {
    const [a, b] = [await member('wecom'), await member('dingtalk')]
    const id = newId()
    const before = await counts()
    await Promise.all([a, b].map((who) => bring(talk, { who, text: '/工时 1小时 搬书', inGroup: true, id })))
    expect(await added(before)).toMatchObject({ hour_entry: 2, inbox: 2 })
  })
})

describe('two messages at the same instant', () => {
  const both = (...pairs: [who: Speaker, text: string, inGroup?: boolean][]) =>
    Promise.all(pairs.map(([who, text, inGroup = true]) => bring(talk, { who, text, inGroup, id: newId() })))
  /** How many of the answers say each of these. */
  const saying = (answers: { text: string }[], ...words: RegExp[]) =>
    words.map((pattern) => answers.filter(({ text }) => pattern.test(text)).length)

  test('a person checks in twice: one duty, the other hears that it runs', async ({ expect }) => {
    for (let i = 0; i < 5; i++) {
      const who = await member()
      const before = await counts()
      const answers = await both([who, '/报到'], [who, '/报到'])
      expect(saying(answers, /已报到/, /^您已在东湖社区值守/)).toEqual([1, 1])
      expect(await added(before)).toEqual({ duty: 1, inbox: 2 })
    }
    expect(await wrong()).toEqual([])
  })

  test('a person checks in on both platforms’ groups at once: one duty for each account', async ({
    expect,
  }) => {
    const [a, b] = [await member('wecom'), await member('dingtalk')]
    const answers = await both([a, '/报到'], [b, '/报到'])
    expect(saying(answers, /已报到/)).toEqual([2])
  })

  test('one human with accounts on both platforms checks in on both at once: one duty', async ({
    expect,
  }) => {
    for (let i = 0; i < 3; i++) {
      const [a, b] = [await member('wecom'), someone('dingtalk')]
      const code = /绑定码：(\w{6})/.exec((await talk.private(a, '/绑定')).text)?.[1]
      await talk.private(b, `/绑定 ${code}`)
      const before = await counts()
      const answers = await both([a, '/报到'], [b, '/报到'])
      expect(saying(answers, /已报到/, /^您已在东湖社区值守/)).toEqual([1, 1])
      expect(await added(before)).toMatchObject({ duty: 1, inbox: 2 })
    }
    expect(await wrong()).toEqual([])
  })

  test('a person checks out twice: one set of lines, the other hears that nothing runs', async ({
    expect,
  }) => {
    for (let i = 0; i < 5; i++) {
      const who = await member()
      await atTime(START - 3 * HOUR, () => talk.group(who, '/报到'))
      const before = await counts()
      const answers = await both([who, '/签退 打扫楼道'], [who, '/签退 打扫楼道'])
      expect(saying(answers, /已签退/, /没有在值守/)).toEqual([1, 1])
      expect(await added(before)).toEqual({ hour_entry: 1, note: 1, inbox: 2 })
      expect(await wrong()).toEqual([])
    }
  })

  test('a person checks in twice after a forgotten duty: it is closed once', async ({ expect }) => {
    const who = await member()
    await atTime(START - 13 * HOUR, () => talk.group(who, '/报到'))
    const before = await counts()
    const answers = await both([who, '/报到'], [who, '/报到'])
    expect(saying(answers, /已报到/, /^您已在东湖社区值守/)).toEqual([1, 1])
    expect(await added(before)).toEqual({ duty: 1, hour_entry: 2, inbox: 2 })
    expect(await wrong()).toEqual([])
  })

  test('check-in and check-out at once: whichever is first, the books are right', async ({ expect }) => {
    for (let i = 0; i < 5; i++) {
      const who = await member()
      await atTime(START - 3 * HOUR, () => talk.group(who, '/报到'))
      const answers = await both([who, '/报到'], [who, '/签退 打扫楼道'])
      for (const { text } of answers) expect(text).toMatch(/已签退|您已在东湖社区值守|已报到/)
      expect(await wrong()).toEqual([])
    }
  })

  test('hours that overlap: one line, the other is refused as overlapping', async ({ expect }) => {
    for (let i = 0; i < 5; i++) {
      const who = await member()
      const before = await counts()
      const answers = await both(
        [who, '/工时 昨天 14:00-16:00 搬书'],
        [who, '/工时 昨天 15:00-17:00 图书整理'],
      )
      expect(saying(answers, /^与 T\d+ 时间重叠/, /^已记 T\d+/)).toEqual([1, 1])
      const named = answers.map(({ text }) => /T(\d+)/.exec(text)?.[1])
      expect(named).toEqual([String((await entriesOf(who))[0]), String((await entriesOf(who))[0])])
      expect(await added(before)).toEqual({ hour_entry: 1, note: 1, inbox: 2 })
    }
    expect(await wrong()).toEqual([])
  })

  test('twenty times eleven hours of one day: one line', async ({ expect }) => {
    const who = await member()
    const answers = await both(
      ...Array.from({ length: 20 }, (): [Speaker, string] => [who, '/工时 昨天 11小时 防汛']),
    )
    expect(answers.filter(({ text }) => text.includes('已记 T'))).toHaveLength(1)
    expect(answers.filter(({ text }) => text.includes('上限'))).toHaveLength(19)
    expect(await entriesOf(who)).toHaveLength(1)
    expect(await wrong()).toEqual([])
  })

  test('hours and a check-in: the line and the duty do not meet', async ({ expect }) => {
    for (let i = 0; i < 5; i++) {
      const who = await member()
      const answers = await both([who, '/工时 8:00-9:00 搬书'], [who, '/报到'])
      for (const { text } of answers) expect(text).toMatch(/已记|已报到|重叠/)
      expect(await wrong()).toEqual([])
    }
  })

  test('a secretary and an administrator approve the same lines: one verdict each, the second is told', async ({
    expect,
  }) => {
    for (let i = 0; i < 5; i++) {
      const [a, b] = [await member(), await member('dingtalk')]
      const entries = [await waiting(a), await waiting(b)].join(' ')
      const before = await counts()
      const answers = await both([secretary, `/通过 ${entries}`], [admin, `/通过 ${entries}`])
      expect(saying(answers, /已经处理过|不用再处理|没有通过任何一条/, /已通过 2 条/)).toEqual([1, 1])
      expect(await added(before)).toEqual({ verdict: 2, audit: 1, inbox: 2 })
    }
    expect(await wrong()).toEqual([])
  })

  test('one approves all, the other one line of it', async ({ expect }) => {
    const [a, b] = [await member(), await member()]
    const entries = [await waiting(a), await waiting(b)]
    const answers = await both([secretary, `/通过 ${entries.join(' ')}`], [admin, `/通过 ${entries[0]}`])
    for (const { text } of answers) expect(text).not.toContain('已通过 0 条')
    expect(await rows(`select id from verdict where entry_id in (${entries})`)).toHaveLength(2)
    expect(await wrong()).toEqual([])
  })

  test('one approves, the other rejects: one verdict, and the person hears what holds', async ({
    expect,
  }) => {
    for (let i = 0; i < 5; i++) {
      const who = await member()
      const entry = await waiting(who)
      await both([secretary, `/通过 ${entry}`], [admin, `/驳回 ${entry} 时间不对`])
      const [verdict] = await rows<{ verdict: string }>(
        'select verdict from verdict where entry_id = ?',
        entry,
      )
      const told = await rows(`select id from outbox where dedupe = 'rejected/${entry}'`)
      expect(told).toHaveLength(verdict?.verdict === 'rejected' ? 1 : 0)
      expect(await wrong()).toEqual([])
    }
  })

  test('undo and approve: one verdict', async ({ expect }) => {
    for (let i = 0; i < 5; i++) {
      const who = await member()
      const entry = await waiting(who)
      const [undone, approved] = await both([who, '/撤销'], [secretary, `/通过 ${entry}`])
      const [verdict] = await rows<{ verdict: string }>(
        'select verdict from verdict where entry_id = ?',
        entry,
      )
      expect(undone?.text.includes('已撤销')).toBe(verdict?.verdict === 'withdrawn')
      expect(approved?.text.includes('已通过 1 条')).toBe(verdict?.verdict === 'approved')
      expect(await wrong()).toEqual([])
    }
  })

  test('two say yes to one registration: verified once, told once', async ({ expect }) => {
    const who = someone()
    await talk.group(who, `/登记 ${who.name} 市财政局`)
    const before = await counts()
    const answers = await both([secretary, `/通过 ${who.name}`], [admin, `/通过 ${who.name}`])
    expect(answers.filter(({ text }) => text.includes('已核实 1 人'))).toHaveLength(1)
    expect(await added(before)).toEqual({ audit: 1, inbox: 2, outbox: 1 })
  })

  test('one says yes to a registration, the other no: the person hears what holds', async ({ expect }) => {
    for (let i = 0; i < 5; i++) {
      const who = someone()
      await talk.group(who, `/登记 ${who.name} 市财政局`)
      await both([secretary, `/通过 ${who.name}`], [admin, `/驳回 ${who.name} 不是本社区的`])
      const [person] = await rows<{ id: number; state: string }>(
        'select id, state from person where name = ?',
        who.name,
      )
      const told = await rows<{ say: string }>('select say from outbox where person_id = ?', person?.id)
      expect(told.map(({ say }) => say.includes('rejected'))).toEqual([person?.state === 'rejected'])
    }
  })

  test('a stranger registers twice: one person', async ({ expect }) => {
    for (const platform of ['wecom', 'dingtalk'] as const) {
      const who = someone(platform)
      const before = await counts()
      const answers = await both([who, `/登记 ${who.name} 市财政局`], [who, `/登记 ${who.name} 市教育局`])
      expect(answers.filter(({ text }) => text.includes('已登记'))).toHaveLength(1)
      expect(answers.filter(({ text }) => text.includes('请再发一次'))).toHaveLength(1)
      expect(await added(before)).toMatchObject({ person: 1, inbox: 2 })
    }
    expect(await wrong()).toEqual([])
  })

  test('two of one name want the one free row of the roll: one is verified', async ({ expect }) => {
    const [a, b] = [onWecom('roll-a', '周同名'), onWecom('roll-b', '周同名')]
    const [unit] = await rows<{ id: number }>("select id from unit where key = '市财政局'")
    await run("insert into roll (key, unit_id) values ('周同名', ?)", unit?.id)
    await both([a, '/登记 周同名 市财政局'], [b, '/登记 周同名 市财政局'])
    const states = await rows<{ state: string }>(
      "select state from person where name = '周同名' order by state",
    )
    expect(states.map(({ state }) => state)).toEqual(['pending', 'verified'])
    expect(await wrong()).toEqual([])
  })

  test('two activate with the one code: one administrator, the other hears that it is used', async ({
    expect,
  }) => {
    await run('delete from activation where platform = ?', 'wecom')
    const [a, b] = [someone(), someone()]
    const before = await counts()
    const answers = await both(
      [a, '/激活 test-activation-code', false],
      [b, '/激活 test-activation-code', false],
    )
    expect(saying(answers, /激活成功/, /激活码已经用过/)).toEqual([1, 1])
    expect(await added(before)).toMatchObject({ activation: 1, role: 1, audit: 1 })
    expect(await wrong()).toEqual([])
  })

  test('one account activates twice: one role, and the second is asked to say it again', async ({
    expect,
  }) => {
    await run('delete from activation where platform = ?', 'wecom')
    const who = someone()
    const before = await counts()
    const answers = await both(
      [who, '/激活 test-activation-code', false],
      [who, '/激活 test-activation-code', false],
    )
    expect(await added(before)).toMatchObject({ activation: 1, role: 1, audit: 1, person: 1 })
    expect(saying(answers, /激活成功/, /请再发一次/)).toEqual([1, 1])
  })

  test('two groups are bound to one new community: one community, one unit', async ({ expect }) => {
    const other = new Talk(START, 'g2')
    const third = new Talk(START, 'g3')
    const before = await counts()
    await Promise.all([other, third].map((one) => one.group(admin, '/绑定社区 南湖社区')))
    expect(await added(before)).toEqual({ group: 2, community: 1, unit: 1, audit: 2, inbox: 2 })
  })

  test('a secretary is appointed twice: one role, one letter', async ({ expect }) => {
    const who = await member()
    const before = await counts()
    await both([admin, `/任命 @${who.name} 书记`], [admin, `/任命 @${who.name} 书记`])
    expect(await added(before)).toEqual({ role: 1, audit: 1, inbox: 2, outbox: 1 })
  })
})

test('fifty people check in, write hours and check out at once', async ({ expect }) => {
  const crowd = await Promise.all(Array.from({ length: 50 }, (_, i) => member(i % 2 ? 'wecom' : 'dingtalk')))
  const say = (text: string) =>
    Promise.all(crowd.map((who) => bring(talk, { who, text, inGroup: true, id: newId() })))
  const before = await counts()
  await atTime(START - 2 * HOUR, () => say('/报到'))
  await say('/工时 昨天 2小时 搬书')
  const out = await say('/签退 打扫楼道')
  expect(out.every(({ text }) => text.includes('已签退'))).toBe(true)
  expect(await added(before)).toEqual({ duty: 50, hour_entry: 100, note: 100, inbox: 150 })
  await talk.group(secretary, '/通过 全部')
  expect(await wrong()).toEqual([])
})
