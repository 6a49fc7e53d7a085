import { beforeAll, beforeEach, describe, test } from 'vitest'
import { put, rows, run } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf, plain, planShift } from '../support/roster.ts'
import { at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

const NOW = at('2026-11-23 09:00')
const MINUTE = 60_000
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(NOW)
})
beforeEach(() => {
  talk.now = NOW
})

let count = 0
/** A published order of 东湖社区, put straight into the tables; gives its number. */
async function published(
  over: { [column: string]: string | number | null } = {},
  words: { [part: string]: string } = {},
): Promise<number> {
  count += 1
  const by = await personOf(secretary)
  const row = {
    community_id: 1,
    origin: 'push',
    state: 'open',
    category: 'elderly',
    base: 120,
    starts_at: at('2026-11-28 09:00'),
    ends_at: at('2026-11-28 11:00'),
    created_by: by,
    created_at: NOW,
    message: `test/order/${count}`,
    published_by: by,
    published_at: NOW,
    untaken_since: NOW,
    escalate_at: NOW + 72 * 60 * MINUTE,
  }
  const order = await put('order', { ...row, ...over })
  for (const [part, text] of Object.entries({ title: '陪王奶奶看病', place: '3栋', ...words }))
    await put('order_text', { order_id: order, part, person_id: by, text })
  return order
}

const claimOf = async (order: number, who: Speaker): Promise<string | undefined> =>
  (
    await rows<{ state: string }>(
      'select state from claim where order_id = ? and person_id = ? order by id desc limit 1',
      order,
      await personOf(who),
    )
  )[0]?.state
const orderOf = async (order: number) =>
  (await rows('select state, taken, waiting, escalate_at from "order" where id = ?', order))[0]
const groupLetters = (order: number) =>
  rows<{ say: string; mention: string }>(
    'select say, mention from outbox where group_id is not null and dedupe like ?',
    `order/offer/%`,
  ).then((all) => all.filter(({ say }) => say.includes(`"order":${order}`)))

describe('/接单', () => {
  test('gives a place, says when and where and what comes next', async ({ expect }) => {
    for (const platform of ['wecom', 'dingtalk'] as const) {
      const who = await newMember(talk, platform)
      const order = await published({ places: 2 })
      const answer = await talk.group(who, `/接单${order}`)
      expect(plain(answer.text)).toContain(`您接了 ${order} 号陪王奶奶看病（1/2 人）`)
      expect(plain(answer.text)).toContain('时间11月28日（周六） 09:00–11:00')
      expect(plain(answer.text)).toContain('地点3栋')
      expect(answer.text).toContain(`/完成 ${order} 2小时`)
      expect(await claimOf(order, who)).toBe('held')
      expect(await orderOf(order)).toMatchObject({ state: 'open', taken: 1, escalate_at: null })
      expect((await talk.group(who, `接单 ${order}`)).text).toContain(`您已接了 ${order} 号`)
      expect(await rows('select step from order_event where order_id = ?', order)).toEqual([
        { step: 'claim' },
      ])
    }
  })

  test('when all places are taken it is the waiting list, by number', async ({ expect }) => {
    const [first, second, third] = [
      await newMember(talk),
      await newMember(talk, 'dingtalk'),
      await newMember(talk),
    ]
    const order = await published()
    expect(plain((await talk.group(first, `/接单 ${order}`)).text)).toContain('（1/1 人）')
    expect((await talk.group(second, `/接单 ${order}`)).text).toContain('您是候补第 1 位')
    const answer = await talk.private(third, `/jd #${order}`)
    expect(answer.text).toContain('您是候补第 2 位')
    expect(answer.text).toContain('30分钟内接下就归您')
    expect((await talk.group(second, `/接单 ${order}`)).text).toContain('您已在')
    expect(await orderOf(order)).toMatchObject({ state: 'full', taken: 1, waiting: 2 })
  })

  test('an easy order is drawn: the claim enters it', async ({ expect }) => {
    const who = await newMember(talk)
    const order = await published({
      state: 'drawing',
      category: 'cleaning',
      base: 100,
      draw_at: NOW + 10 * MINUTE,
    })
    const answer = await talk.group(who, `/接单 ${order}`)
    expect(answer.text).toContain(`已报名 ${order} 号，09:10 抽签出结果`)
    expect(answer.text).toContain('共 1 个位')
    expect(await claimOf(order, who)).toBe('drawing')
    expect((await talk.group(who, `/接单 ${order}`)).text).toContain('您已报名')
    expect((await talk.group(who, `/退单 ${order}`)).text).toContain('已取消')
    expect(await claimOf(order, who)).toBe('released')
  })

  test('contact and details are for who holds a place, in private only', async ({ expect }) => {
    const order = await published({ places: 3 }, { contact: '王奶奶 13800001111', details: '带上病历' })
    const inPrivate = await newMember(talk)
    const said = await talk.private(inPrivate, `/接单 ${order}`)
    expect(said.text).toContain('13800001111')
    expect(said.text).toContain('带上病历')
    for (const platform of ['wecom', 'dingtalk'] as const) {
      const inGroup = await newMember(talk, platform)
      const heard = await talk.group(inGroup, `/接单 ${order}`)
      expect(heard.text).not.toContain('13800001111')
      expect(heard.text).not.toContain('病历')
      expect(heard.text).toContain('只发给您本人')
      expect((await lettersTo(inGroup)).at(-1)).toContain('13800001111')
      expect((await lettersTo(inGroup)).at(-1)).toContain('带上病历')
    }
    const late = await newMember(talk)
    const waits = await talk.private(late, `/接单 ${order}`)
    expect(waits.text).toContain('候补第 1 位')
    expect(waits.text).not.toContain('13800001111')
    expect(await lettersTo(late)).not.toContainEqual(expect.stringContaining('13800001111'))
  })

  test('nobody holds more than three open claims; the waiting list does not count', async ({ expect }) => {
    const who = await newMember(talk)
    for (let i = 0; i < 3; i++) await talk.group(who, `/接单 ${await published()}`)
    const order = await published()
    expect((await talk.group(who, `/接单 ${order}`)).text).toContain('您手上已有 3 单，一人最多 3 单')
    expect(await claimOf(order, who)).toBeUndefined()
    await talk.group(await newMember(talk), `/接单 ${order}`)
    expect((await talk.group(who, `/接单 ${order}`)).text).toContain('候补第 1 位')
  })

  test('what is over, not published, unknown or of another community is refused with the reason', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const say = async (order: number) => (await talk.group(who, `/接单 ${order}`)).text
    expect(await say(999_999)).toContain('没有找到您这里的 999999 号单')
    expect(
      await say(await published({ state: 'requested', published_at: null, published_by: null })),
    ).toContain('还没有派出来')
    expect(await say(await published({ ends_at: NOW - 1, starts_at: NOW - 60 * MINUTE }))).toContain(
      '时间已经过了',
    )
    expect(await say(await published({ state: 'cancelled', closed_at: NOW }))).toContain('已经取消')
    await run("insert or ignore into community (id, name, key) values (77, '西湖社区', '西湖社区')")
    expect(await say(await published({ community_id: 77 }))).toContain('没有找到您这里的')
    expect(await say(await published({ requester_id: await personOf(who), origin: 'request' }))).toContain(
      '是您自己提的',
    )
  })

  test('a shift, another claim or leave at that time is a hint; leave in private only', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    await planShift(who, '2026-11-28')
    const [one, two, three] = [await published(), await published(), await published()]
    expect((await talk.group(who, `/接单 ${one}`)).text).toContain('那时您有值班')
    await talk.private(who, '/请假 11-28 体检')
    expect((await talk.group(who, `/接单 ${two}`)).text).not.toContain('请了假')
    const answer = await talk.private(who, `/接单 ${three}`)
    expect(answer.text).toContain(`那时您还接了 ${one} 号`)
    expect(answer.text).toContain('那天您请了假')
  })

  test('a tap on an old card is answered by the order as it is now, in the card itself', async ({
    expect,
  }) => {
    const order = await published()
    const [first, second] = [await newMember(talk), await newMember(talk)]
    const got = await talk.tap(first, `/接单 ${order}`)
    expect(got.kind).toBe('update')
    expect(plain(got.text)).toContain('（1/1 人）')
    expect((await talk.tap(second, `/接单 ${order}`, 'task_2')).text).toContain('候补第 1 位')
    expect((await talk.tap(first, `/接单 ${order}`, 'task_3')).text).toContain('您已接了')
    await run('update "order" set state = \'cancelled\', closed_at = ? where id = ?', NOW, order)
    expect((await talk.tap(await newMember(talk), `/接单 ${order}`, 'task_4')).text).toContain('已经取消')
    expect((await talk.tap(await newMember(talk, 'dingtalk'), `/接单 ${order}`)).text).toContain('已经取消')
  })
})

describe('/接单, what comes with it', () => {
  test('who asked for it hears in private who comes', async ({ expect }) => {
    const [who, requester] = [await newMember(talk), await newMember(talk, 'dingtalk')]
    const order = await published({ requester_id: await personOf(requester), origin: 'request' })
    const answer = await talk.group(who, `/接单 ${order}`)
    expect(answer.text).not.toContain(requester.name)
    expect((await lettersTo(requester)).at(-1)).toContain(`${order} 号有人接了，${who.name}会来`)
  })

  test('in private the next step is chosen by its number', async ({ expect }) => {
    const [who, other] = [await newMember(talk), await newMember(talk, 'dingtalk')]
    const order = await published()
    expect(plain((await talk.private(who, `/接单 ${order}`)).text)).toContain('（1/1 人）')
    expect((await talk.private(other, `/接单 ${order}`)).text).toContain('候补第 1 位')
    expect((await talk.private(other, '1')).text).toContain('不在')
    expect((await talk.private(who, '2')).text).toContain('已退')
  })

  test('letters that wait are shown below the answer, contact and all', async ({ expect }) => {
    const [who, other] = [await newMember(talk), await newMember(talk)]
    const order = await published({ places: 2 }, { contact: '王奶奶 13800001111' })
    await talk.group(other, `/接单 ${order}`)
    await talk.group(who, `/接单 ${await published({ places: 2 }, { contact: '李爷爷 13900002222' })}`)
    const answer = await talk.private(who, `/接单 ${order}`)
    expect(answer.text).toContain('13800001111')
    expect(answer.text).toContain('13900002222')
    expect((await talk.private(who, '/我的')).text).not.toContain('13900002222')
  })
})

describe('/退单', () => {
  test('gives the place back and asks the next on the list, who has thirty minutes', async ({ expect }) => {
    const [first, second, third] = [
      await newMember(talk),
      await newMember(talk),
      await newMember(talk, 'dingtalk'),
    ]
    const order = await published()
    for (const who of [first, second, third]) await talk.group(who, `/接单 ${order}`)
    const answer = await talk.group(first, `/退单 ${order} 临时出差`)
    expect(plain(answer.text)).toContain(`已退 ${order} 号`)
    expect(answer.text).toContain('在问下一位候补')
    expect(answer.text).not.toContain('出差')
    expect(await claimOf(order, second)).toBe('offered')
    expect((await lettersTo(second)).at(-1)).toContain(`${order} 号空出一个位，轮到您了`)
    expect((await lettersTo(second)).at(-1)).toContain('11月23日 09:30')
    const mentioned = await groupLetters(order)
    expect(mentioned).toHaveLength(1)
    expect(mentioned[0]?.mention).toBe(`[${await personOf(second)}]`)
    expect((await talk.group(await newMember(talk), `/接单 ${order}`)).text).toContain('候补第 2 位')
    talk.now = NOW + 29 * MINUTE
    expect(plain((await talk.private(second, `/接单 ${order}`)).text)).toContain('（1/1 人）')
    expect(await claimOf(order, second)).toBe('held')
    expect((await talk.group(first, `/退单 ${order}`)).text).toContain('您没有接')
    expect(
      await rows('select text from order_event where order_id = ? and step = ?', order, 'release'),
    ).toEqual([{ text: '临时出差' }])
  })

  test('who can be written to in private is not mentioned in a group; an offer that is over is lost to who waits', async ({
    expect,
  }) => {
    const [first, second, third] = [
      await newMember(talk),
      await newMember(talk, 'dingtalk'),
      await newMember(talk),
    ]
    const order = await published()
    for (const who of [first, second, third]) await talk.group(who, `/接单 ${order}`)
    await talk.private(first, `/退单 ${order}`)
    expect(await groupLetters(order)).toEqual([])
    talk.now = NOW + 31 * MINUTE
    expect((await talk.group(second, `/接单 ${order}`)).text).toContain('过了时间')
    expect((await talk.group(second, `/退单 ${order}`)).text).toContain('让给别人')
    expect(await claimOf(order, third)).toBe('offered')
  })

  test('without a list the place is free for anybody, and the ladder begins anew', async ({ expect }) => {
    const who = await newMember(talk)
    const order = await published({ urgency: 'urgent' })
    await talk.group(who, `/接单 ${order}`)
    const answer = await talk.group(who, `/退单 ${order} 感冒了`)
    expect(answer.text).toContain(`空出的位别的同志可以接：/接单 ${order}`)
    expect(await orderOf(order)).toMatchObject({ state: 'open', taken: 0, escalate_at: NOW + 120 * MINUTE })
    expect((await lettersTo(secretary)).at(-1)).toContain(`${who.name}退了 ${order} 号（感冒了）`)
    expect((await talk.group(who, `/接单 ${order}`)).text).toContain('您接了')
  })

  test('who has reported it done, or never had it, is told so', async ({ expect }) => {
    const who = await newMember(talk)
    const order = await published()
    expect((await talk.group(who, `/退单 ${order}`)).text).toContain('您没有接')
    await talk.group(who, `/接单 ${order}`)
    await run("update claim set state = 'done', spans = '[]', finished_at = ? where order_id = ?", NOW, order)
    await run('update "order" set state = \'done\', done_at = ? where id = ?', NOW, order)
    expect((await talk.group(who, `/退单 ${order}`)).text).toContain('您已报')
  })
})

describe('/撤销 of a claim', () => {
  test('within ten minutes the claim is given back, when it was the last act', async ({ expect }) => {
    const [who, next] = [await newMember(talk), await newMember(talk)]
    const order = await published()
    await talk.group(who, '/工时 昨天 14:00-16:00 搬书')
    await talk.group(who, `/接单 ${order}`)
    await talk.group(next, `/接单 ${order}`)
    talk.now = NOW + 5 * MINUTE
    expect(plain((await talk.group(who, '/撤销')).text)).toContain(`已退 ${order} 号`)
    expect(await claimOf(order, next)).toBe('offered')
    expect(await rows("select ended from claim where order_id = ? and state = 'released'", order)).toEqual([
      { ended: 'undone' },
    ])
    expect((await talk.group(who, '/撤销')).text).toContain('工时')
  })

  test('later it is not; an act since then goes first', async ({ expect }) => {
    const who = await newMember(talk)
    const order = await published()
    await talk.group(who, `/接单 ${order}`)
    talk.now = NOW + 11 * MINUTE
    expect((await talk.group(who, '/撤销')).text).toContain('不能撤销了')
    await talk.group(who, '/报到')
    expect((await talk.group(who, '/撤销')).text).toContain('报到')
    expect(await claimOf(order, who)).toBe('held')
  })
})

describe('/进度', () => {
  test('is written down and told to who asked, keeps or serves, in private', async ({ expect }) => {
    const [who, other, requester] = [
      await newMember(talk),
      await newMember(talk),
      await newMember(talk, 'dingtalk'),
    ]
    const order = await published({ places: 2, requester_id: await personOf(requester), origin: 'request' })
    for (const one of [who, other]) await talk.group(one, `/接单 ${order}`)
    const answer = await talk.group(who, `/进度 ${order} 已经到门口了`)
    expect(plain(answer.text)).toContain(`已记下 ${order} 号的进展`)
    for (const one of [other, requester, secretary])
      expect((await lettersTo(one)).at(-1)).toContain(`${who.name}说：已经到门口了`)
    await talk.private(requester, `/进度 ${order} 请带雨伞`)
    expect((await lettersTo(who)).at(-1)).toContain('请带雨伞')
    expect((await talk.group(await newMember(talk), `/进度 ${order} 路过`)).text).toContain('您没有接')
    expect((await talk.group(who, `/进度 ${order}`)).text).toContain('请写上进展')
  })
})
