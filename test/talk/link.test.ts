import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { dingtalkRequest, dingtalkText, readDingtalk } from '../support/dingtalk.ts'
import { entryIn, newMember } from '../support/members.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  send,
  settledTalk,
  Talk,
} from '../support/talk.ts'

let talk: Talk
let west: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
})

const MINUTE = 60_000

/** Makes a code and gives it. */
async function codeOf(who: Speaker): Promise<string> {
  const { text } = await talk.private(who, '/绑定')
  return /绑定码：([2-9A-Z]{6})/.exec(text)?.[1] ?? text
}

const join = async (maker: Speaker, other: Speaker) => talk.private(other, `/绑定 ${await codeOf(maker)}`)

/** Something is done at another time of the clock. */
async function later<T>(minutes: number, act: () => Promise<T>): Promise<T> {
  const before = talk.now
  talk.now += minutes * MINUTE
  try {
    return await act()
  } finally {
    talk.now = before
  }
}

const personOf = async ({ platform, id }: Speaker): Promise<number> =>
  (
    await rows<{ person_id: number }>(
      'select person_id from identity where platform = ? and user_id = ?',
      platform,
      id,
    )
  )[0]?.person_id ?? 0

/** Minutes and points by unit, community and month, counted anew from the approved lines; and the kept totals. */
async function sums() {
  const counted =
    await rows(`select e.unit_id, e.community_id, v.booking_month as period, sum(e.minutes) as minutes,
      sum(e.points) as points from verdict v join hour_entry e on e.id = v.entry_id where v.verdict = 'approved'
    group by 1, 2, 3 having minutes <> 0 or points <> 0 order by 1, 2, 3`)
  const kept =
    await rows(`select unit_id, community_id, period, sum(minutes) as minutes, sum(points) as points
    from tally where length(period) = 7 group by 1, 2, 3 having sum(minutes) <> 0 or sum(points) <> 0 order by 1, 2, 3`)
  const total = await rows(
    `select period, minutes from ledger_total where scope = 'all' and length(period) = 7 order by 1`,
  )
  return { counted, kept, total }
}

describe('the code', () => {
  test('is shown once to its maker, kept as a hash only, and said again to a redelivery', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const first = await talk.private(who, '/绑定', 'code-1')
    const code = /绑定码：([2-9A-Z]{6})/.exec(first.text)?.[1] ?? 'none'
    expect(code).toMatch(/^[2-9ACDEFGHJKMNPQRTVWXY]{6}$/)
    expect((await talk.private(who, '/绑定', 'code-1')).text).toBe(first.text)
    const dump = JSON.stringify([await rows('select * from inbox'), await rows('select * from link_code')])
    expect(dump).not.toContain(code)
    const second = await codeOf(who)
    expect(second).not.toBe(code)
    expect((await talk.private(onDingtalk('late-1'), `/绑定 ${code}`)).text).toContain('没有这个绑定码')
    expect((await talk.private(onDingtalk('late-1'), `/绑定 ${second}`)).text).toContain(who.name)
  })

  test('makes and takes place in private; what a group has seen is void', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.group(who, '/绑定')).text).toContain('私聊我发：/绑定')
    const code = await codeOf(who)
    const shown = await talk.group(onDingtalk('shown'), `/绑定 ${code}`)
    expect(shown.text).toContain('撤回')
    expect(shown.text).not.toContain(code)
    expect((await talk.private(onDingtalk('shown'), `/绑定 ${code}`)).text).toContain('没有这个绑定码')
  })

  test('lives ten minutes, is not for its own account, and not for strangers to make', async ({ expect }) => {
    const who = await newMember(talk)
    const code = await codeOf(who)
    expect((await talk.private(who, `/绑定 ${code}`)).text).toContain('这是您自己')
    const expired = await later(11, () => talk.private(onDingtalk('slow'), `/绑定 ${code}`))
    expect(expired.text).toContain('过期了')
    expect((await talk.private(onDingtalk('slow'), '/绑定')).text).toContain('还没有登记')
    expect((await talk.private(onDingtalk('slow'), '/绑定 ABC')).text).toContain('不是绑定码')
  })

  test('five wrong tries in ten minutes, then nothing for ten minutes, the right one neither', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const code = await codeOf(who)
    const guesser = onDingtalk('guesser')
    for (const left of [4, 3, 2, 1, 0]) {
      expect((await talk.private(guesser, '/绑定 AAAAAA')).text).toContain(`还可以试 ${left} 次`)
    }
    expect((await talk.private(guesser, `/绑定 ${code}`)).text).toContain('试错太多次')
    const again = await later(10.1, async () => talk.private(guesser, `/绑定 ${await codeOf(who)}`))
    expect(again.text).toContain('绑定好了')
  })

  test('a crowd of guesses: five are answered as wrong, all others as too many', async ({ expect }) => {
    const crowd = onWecom('crowd')
    const said = await Promise.all(Array.from({ length: 30 }, () => talk.private(crowd, '/绑定 CCCCCC')))
    expect(said.filter(({ text }) => text.includes('没有这个绑定码'))).toHaveLength(5)
    expect(said.filter(({ text }) => text.includes('试错太多次'))).toHaveLength(25)
  })

  test('two accounts type it at once: one is joined, the other hears that it is used', async ({ expect }) => {
    const code = await codeOf(await newMember(talk))
    const said = await Promise.all(['c1', 'c2'].map((id) => talk.private(onDingtalk(id), `/绑定 ${code}`)))
    expect(said.filter(({ text }) => text.includes('绑定好了'))).toHaveLength(1)
    expect(said.filter(({ text }) => text.includes('刚刚用过') || text.includes('没有这个'))).toHaveLength(1)
  })
})

describe('one person on two platforms', () => {
  test('checks in on DingTalk and out on WeCom: one duty', async ({ expect }) => {
    const maker = await newMember(talk)
    const other = onDingtalk('both-1')
    expect((await join(maker, other)).text).toContain(`两个账号现在都是${maker.name}`)
    await talk.group(other, '/报到')
    const out = await later(60, () => talk.group(maker, '/签退 打扫楼道'))
    expect(out.text).toContain('已签退')
    const duties = await rows('select ended_by from duty where person_id = ?', await personOf(maker))
    expect(duties).toEqual([{ ended_by: 'person' }])
    expect(await personOf(other)).toBe(await personOf(maker))
  })

  test('both accounts are told, each once', async ({ expect }) => {
    const maker = await newMember(talk)
    const other = onDingtalk('told')
    expect((await join(maker, other)).text).not.toContain('不是您本人')
    expect((await talk.private(other, '/我的')).text).not.toContain('不是您本人')
    expect((await talk.private(maker, '/我的')).text).toContain('钉钉账号已绑定到您名下')
    expect((await talk.private(maker, '/我的')).text).not.toContain('已绑定到您名下')
  })

  test('roles, mailbox, settings and a running duty move; a verified registration wins', async ({
    expect,
  }) => {
    const maker = onWecom('pending-maker', '潘待')
    await talk.group(maker, '/登记 潘待 市司法局')
    const other = await newMember(talk, 'dingtalk')
    await talk.group(other, '/任命 @无 书记')
    await talk.group(admin, `/任命 @${other.name} 网格长 9网格`)
    await talk.private(other, '/专长 法律 医疗')
    await talk.group(other, '/报到')
    const [from, into] = [await personOf(other), await personOf(maker)]
    expect((await join(maker, other)).text).toContain('绑定好了')
    expect(await personOf(other)).toBe(into)
    const person = await rows('select name, state from person where id = ?', into)
    expect(person).toEqual([{ name: other.name, state: 'verified' }])
    expect(await rows('select role from role where person_id = ? and ended_at is null', into)).toEqual([
      { role: 'grid_head' },
    ])
    expect(await rows('select name from skill where person_id = ?', into)).toHaveLength(2)
    expect((await talk.group(maker, '/我的')).text).toContain('正在东湖社区值守')
    expect((await talk.private(maker, '/审核')).text).not.toContain('由社区书记')
    const left = await rows('select key, state, gone_at is not null as gone from person where id = ?', from)
    expect(left).toEqual([{ key: null, state: 'new', gone: 1 }])
    expect(await rows('select id from outbox where person_id = ?', from)).toEqual([])
  })

  test('two running duties: the earlier one goes on', async ({ expect }) => {
    const maker = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    await later(-30, () => talk.group(other, '/报到'))
    await talk.group(maker, '/报到')
    expect((await join(maker, other)).text).toContain('早的一个继续')
    expect((await talk.group(maker, '/我的')).text).toContain('08:30 报到')
    expect((await later(60, () => talk.group(maker, '/签退 巡楼'))).text).toContain('1小时30分钟')
    expect(await wrong()).toEqual([])
  })

  test('in two communities it is refused with the way to transfer', async ({ expect }) => {
    const maker = await newMember(talk)
    const other = onWecom('west-1', '西一员')
    await west.group(other, '/登记 西一员 市财政局')
    const refused = await join(maker, other)
    expect(refused.text).toContain('不同社区（西园社区、东湖社区）')
    expect(refused.text).toContain('/转社区')
  })
})

describe('two ledgers become one', () => {
  test('approved stays approved, pending stays pending, and no sum changes', async ({ expect }) => {
    const maker = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    const mine = entryIn((await talk.group(maker, '/工时 昨天 9:00-10:00 搬书')).text)
    const yes = entryIn((await talk.group(other, '/工时 昨天 14:00-16:30 图书整理')).text)
    const open = entryIn((await talk.group(other, '/工时 昨天 1小时 送菜')).text)
    const no = entryIn((await talk.group(other, '/工时 昨天 3小时 不对的')).text)
    await talk.group(secretary, `/通过 ${mine} ${yes}`)
    await talk.group(secretary, `/驳回 ${no} 没见到人`)
    const before = await sums()
    const said = await join(maker, other)
    expect(said.text).toContain('转来 2 条工时，共 3小时30分钟')
    expect(await sums()).toEqual(before)
    expect((await sums()).counted).toEqual((await sums()).kept)
    const into = await personOf(maker)
    const moved = await rows(
      `select e.moved_from, e.service_day, e.started_at is not null as timed, e.minutes, e.points, e.kind, v.verdict, n.text
        from hour_entry e left join verdict v on v.entry_id = e.id
          left join note n on n.about = 'entry' and n.subject_id = e.id
        where e.person_id = ? and e.moved_from is not null order by e.moved_from`,
      into,
    )
    const line = { service_day: '2026-11-22', kind: 'manual' }
    expect(moved).toEqual([
      { moved_from: yes, ...line, timed: 1, minutes: 150, points: 25, verdict: 'approved', text: '图书整理' },
      { moved_from: open, ...line, timed: 0, minutes: 60, points: 10, verdict: null, text: '送菜' },
    ])
    expect((await talk.private(maker, '/我的')).text).toContain('年工时 3.5小时')
    expect((await talk.private(other, '/工时')).text).toContain('已通过 3小时30分钟，待核 1小时')
    expect(await wrong()).toEqual([])
  })

  test('what overlaps waits for the secretary with its reason, and does not count before', async ({
    expect,
  }) => {
    const maker = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    const mine = entryIn((await talk.group(maker, '/工时 昨天 14:00-16:00 搬书')).text)
    const theirs = entryIn((await talk.group(other, '/工时 昨天 15:00-17:00 图书整理')).text)
    await talk.group(secretary, `/通过 ${mine} ${theirs}`)
    expect((await join(maker, other)).text).toContain('其中 1 条')
    expect((await talk.private(maker, '/我的')).text).toContain('年工时 2小时')
    const list = await talk.private(secretary, '/审核')
    expect(list.text).toContain('绑定后时间重叠')
    const number = entryIn(/T\d+[^\n]*绑定后时间重叠/.exec(list.text)?.[0] ?? '')
    expect((await talk.group(secretary, `/驳回 ${number} 已计过`)).text).toContain('已驳回')
    expect(await wrong()).toEqual([])
  })

  test('corrected lines keep what stands of them; a day above twelve hours waits', async ({ expect }) => {
    const maker = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    const long = entryIn((await talk.group(other, '/工时 11-20 3小时 理发')).text)
    const wait = entryIn((await talk.group(other, '/工时 11-20 1小时 送菜')).text)
    const full = entryIn((await talk.group(other, '/工时 11-19 8小时 防汛')).text)
    const own = entryIn((await talk.group(maker, '/工时 11-19 8小时 防汛')).text)
    await talk.group(secretary, `/通过 ${long} ${full} ${own}`)
    expect((await talk.group(secretary, `/更正 ${long} 2小时 多写了`)).text).toContain('2小时')
    expect((await talk.group(secretary, `/更正 ${wait} 30分钟 多写了`)).text).toContain('30分钟')
    const before = await sums()
    expect((await join(maker, other)).text).toContain('其中 1 条')
    const after = await sums()
    expect(after.counted).toEqual(after.kept)
    const minutes = (list: { total: Record<string, unknown>[] }) =>
      list.total.reduce((sum, { minutes }) => sum + Number(minutes), 0)
    expect(minutes(before) - minutes(after)).toBe(480)
    expect((await talk.private(maker, '/我的')).text).toContain('年工时 10.5小时')
    expect((await talk.private(secretary, '/审核')).text).toContain('绑定后当天超过上限')
    const [line] = await rows<{ id: number }>('select id from hour_entry where moved_from = ?', long)
    expect((await talk.group(secretary, `/更正 ${line?.id} 1小时 再改`)).text).toContain('1小时')
    expect(await wrong()).toEqual([])
  })

  test('a month that has closed is not touched', async ({ expect }) => {
    const maker = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    const old = entryIn((await talk.group(other, '/工时 11-10 2小时 搬书')).text)
    await talk.group(secretary, `/通过 ${old}`)
    const november = async () => rows("select * from tally where period = '2026-11' order by person_id")
    const before = await november()
    await later(20 * 24 * 60, async () => {
      expect((await join(maker, other)).text).toContain('转来 1 条')
    })
    expect(await november()).toEqual(before)
    const december = await rows(
      "select person_id, minutes from tally where period = '2026-12' order by minutes",
    )
    expect(december).toEqual([
      { person_id: expect.any(Number), minutes: -120 },
      { person_id: await personOf(maker), minutes: 120 },
    ])
  })

  test('the joined lines are not undone by /撤销, and nothing typed at the same moment is lost', async ({
    expect,
  }) => {
    const maker = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    await talk.group(other, '/工时 昨天 1小时 送菜')
    await join(maker, other)
    expect((await talk.group(maker, '/撤销')).text).toContain('没有可以撤销的')
    const [third, fourth] = [await newMember(talk), await newMember(talk, 'dingtalk')]
    const code = await codeOf(third)
    const said = await Promise.all([
      talk.private(fourth, `/绑定 ${code}`),
      talk.group(fourth, '/报到'),
      talk.group(fourth, '/工时 昨天 2小时 送菜'),
    ])
    for (const { text } of said) expect(text).toMatch(/绑定好了|已报到|已记|再发一次/)
    expect(await wrong()).toEqual([])
    const stray =
      'select id from duty where ended_at is null and person_id in (select id from person where gone_at > 0)'
    expect(await rows(stray)).toEqual([])
  })

  test('a chain of accounts ends at one person, and mail follows', async ({ expect }) => {
    const [a, b, c] = [await newMember(talk), await newMember(talk, 'dingtalk'), await newMember(talk)]
    await talk.group(c, '/工时 昨天 1小时 送菜')
    const gone = await personOf(c)
    await join(b, c)
    expect((await join(a, b)).text).toContain('转来 1 条')
    expect(await personOf(c)).toBe(await personOf(a))
    await run(
      "insert into outbox (person_id, say, created_at, send_at, dedupe) values (?, '[]', 1, 1, 'follows')",
      gone,
    )
    expect(await rows("select person_id from outbox where dedupe = 'follows'")).toEqual([
      { person_id: await personOf(a) },
    ])
  })
})

test('two ids of one DingTalk sender that belong to two people: the staff id wins and nothing breaks', async ({
  expect,
}) => {
  const say = async (text: string, outside: boolean) => {
    const message = dingtalkText({ from: 'split', name: '两号', text, chat: talk.dingtalkGroup, outside })
    return readDingtalk(await send(dingtalkRequest({ message, now: talk.now })))
  }
  await say('/登记 外号 市财政局', true)
  await talk.group(onWecom('inner'), '/登记 内号 市财政局')
  await env.DB.prepare(
    `insert into identity (platform, bot, kind, user_id, person_id, seen_at) select 'dingtalk', bot, 'staff', 'split', (select person_id from identity where user_id = 'inner'), 0
      from identity where platform = 'dingtalk' and kind = 'sender' limit 1`,
  ).run()
  expect((await say('/我的', false)).text).toContain('内号')
  expect((await say('/我的', true)).text).toContain('外号')
  expect((await say('/报到', false)).text).toContain('已报到')
})
