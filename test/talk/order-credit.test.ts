import { beforeAll, beforeEach, describe, test } from 'vitest'
import { put, rows } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { personOf, plain } from '../support/roster.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  type Talk,
} from '../support/talk.ts'

const MORNING = at('2026-11-23 08:30')
const EVENING = at('2026-11-23 18:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(MORNING)
})
beforeEach(() => {
  talk.now = MORNING
})

let count = 0
/** A published order of 东湖社区, today from 10 to 12, for five. */
async function published(over: { [column: string]: string | number | null } = {}): Promise<number> {
  count += 1
  const by = await personOf(secretary)
  const order = await put('order', {
    community_id: 1,
    origin: 'push',
    state: 'open',
    category: 'elderly',
    base: 120,
    starts_at: at('2026-11-23 10:00'),
    ends_at: at('2026-11-23 12:00'),
    places: 5,
    created_by: by,
    created_at: MORNING,
    message: `test/order/${count}`,
    published_by: by,
    published_at: MORNING,
    untaken_since: MORNING,
    ...over,
  })
  await put('order_text', { order_id: order, part: 'title', person_id: by, text: '陪王奶奶看病' })
  return order
}

/** Members on an order, who have taken it in the group. */
async function taken(order: number, ...platforms: ('wecom' | 'dingtalk')[]): Promise<Speaker[]> {
  const people: Speaker[] = []
  for (const platform of platforms) {
    const who = await newMember(talk, platform)
    await talk.group(who, `/接单 ${order}`)
    people.push(who)
  }
  return people
}

const stateOf = async (order: number) =>
  (await rows<{ state: string }>('select state from "order" where id = ?', order))[0]?.state
const claims = async (order: number) =>
  (await rows<{ state: string }>('select state from claim where order_id = ? order by rank', order)).map(
    ({ state }) => state,
  )
const linesOf = (order: number, round = 0) =>
  rows<{ minutes: number; points: number; part: number; verdict: string | null }>(
    `select e.minutes, e.points, e.part, v.verdict from hour_entry e left join verdict v on v.entry_id = e.id
      where e.order_id = ? and e.round = ? order by e.person_id, e.part`,
    order,
    round,
  )
/** Minutes and points of a person this month. */
const monthOf = async (who: Speaker) =>
  (
    await rows<{ minutes: number; points: number }>(
      "select minutes, points from tally where period = '2026-11' and person_id = ?",
      await personOf(who),
    )
  )[0] ?? { minutes: 0, points: 0 }
const lastLetter = async (who: Speaker) => (await lettersTo(await personOf(who))).at(-1) ?? ''

describe('/完成', () => {
  test('a length ends when it was typed; the secretary is asked to grade, the requester for a voice', async ({
    expect,
  }) => {
    const requester = await newMember(talk)
    const order = await published({ origin: 'request', requester_id: await personOf(requester) })
    const [who] = (await taken(order, 'dingtalk')) as [Speaker]
    talk.now = EVENING
    const answer = await talk.group(who, `/完成 ${order} 2小时 换了楼道灯`)
    expect(plain(answer.text)).toContain(
      `已报 ${order} 号「陪王奶奶看病」完成11月23日（周一） 16:00–18:00，2小时。`,
    )
    expect(answer.text).toContain('等社区核销')
    expect([await stateOf(order), await claims(order)]).toEqual(['done', ['done']])
    expect(await lastLetter(secretary)).toMatch(/完成：.*请核销。\n说明：换了楼道灯\n.*\/核销/)
    expect(await lastLetter(requester)).toMatch(/办好了吗？.*\n.*\/满意 \d+ 1/)
  })

  test('without a time it is the planned one; typed again it changes; never ahead, never by others', async ({
    expect,
  }) => {
    const order = await published()
    const [who] = (await taken(order, 'wecom')) as [Speaker]
    expect((await talk.private(who, `/完成 ${order}`)).text).toContain('请写做了多久')
    expect((await talk.private(who, `/完成 ${order} 今天 16:00-17:00`)).text).toContain('还没有到')
    talk.now = EVENING
    expect((await talk.private(who, `/完成 ${order}`)).text).toContain('10:00–12:00，2小时')
    expect(plain((await talk.private(who, `/完成 ${order} 今天 10:00-11:00`)).text)).toContain(
      '改为11月23日（周一） 10:00–11:00',
    )
    const other = await newMember(talk)
    expect((await talk.private(other, `/完成 ${order} 1小时`)).text).toContain(`您没有接 ${order} 号`)
    expect((await talk.private(secretary, `/完成 ${order} 1小时`)).text).toContain(`/核销 ${order} 好`)
    expect((await talk.private(who, '/完成 999 1小时')).text).toContain('没有找到')
  })

  test('who only waits for a place waits no more', async ({ expect }) => {
    const order = await published({ places: 1 })
    const [who] = (await taken(order, 'wecom', 'dingtalk')) as [Speaker, Speaker]
    expect(await claims(order)).toEqual(['held', 'waiting'])
    talk.now = EVENING
    await talk.group(who, `/完成 ${order} 1小时`)
    expect(await claims(order)).toEqual(['done', 'released'])
  })
})

describe('/核销', () => {
  test('credits everybody who said that it is done, with one grade, in two batches; the formula has every factor', async ({
    expect,
  }) => {
    const order = await published()
    const [one, two, three] = (await taken(order, 'wecom', 'dingtalk', 'wecom')) as [
      Speaker,
      Speaker,
      Speaker,
    ]
    talk.now = EVENING
    await talk.group(one, `/完成 ${order} 10:00-12:00`)
    await talk.group(two, `/完成 ${order} 10:00-11:30`)
    expect((await talk.group(one, `/核销 ${order} 很好`)).text).toContain('评价要由别人来给')
    expect((await talk.private(await newMember(talk), `/核销 ${order} 很好`)).text).toContain('社区书记')
    const answer = await talk.private(secretary, `/评价 ${order} 很好`)
    expect(plain(answer.text)).toContain(
      `${order} 号「陪王奶奶看病」已核销很好。记了 2 人，工时共 3小时30分钟。`,
    )
    // 2 h × 10 × 1.2 × 1.2 = 28.8, 1.5 h: 21.6
    expect(answer.text).toContain(`${one.name}：2小时，积分 29。`)
    expect(answer.text).toContain(`${two.name}：1小时30分钟，积分 22。`)
    expect(answer.text).toContain(`没有报完成、没有记：${three.name}`)
    expect(await claims(order)).toEqual(['credited', 'credited', 'released'])
    expect(await stateOf(order)).toBe('verified')
    expect([await monthOf(one), await monthOf(two)]).toEqual([
      { minutes: 120, points: 29 },
      { minutes: 90, points: 22 },
    ])
    expect(await lastLetter(one)).toContain('已核销：很好，工时 2小时，积分 29')
    const why = (await talk.private(one, `/怎么算 ${order}`)).text
    expect(why).toContain(`${order} 号「陪王奶奶看病」：工时 2小时，积分 29。`)
    expect(why).toContain('难度 1.2：助老 1.2。')
    expect(why).toMatch(/评价 1\.2：李书记 .*评「很好」/)
    expect(why).toContain('120分钟 ÷ 60 × 10 × 难度 1.2 × 评价 1.2 = 28.8，四舍五入 29 分')
    expect((await talk.private(secretary, `/核销 ${order} 好`)).text).toContain('一单只评一次')
    expect((await talk.private(admin, `/核销 ${order} 好`)).text).toContain('一单只评一次')
    const [audit] = await rows('select action from audit where subject = ?', `order:${order}`)
    expect(audit).toEqual({ action: 'order.verify' })
  })

  test('two secretaries at one instant: one grade, one set of hours', async ({ expect }) => {
    const order = await published()
    const [who] = (await taken(order, 'wecom')) as [Speaker]
    talk.now = EVENING
    await talk.group(who, `/完成 ${order} 10:00-12:00`)
    const other = await newMember(talk, 'dingtalk')
    await talk.group(admin, `/任命 @${other.name} 书记`)
    const answers = await Promise.all([
      talk.private(secretary, `/核销 ${order} 好`),
      talk.private(other, `/核销 ${order} 一般`),
      talk.private(admin, `/核销 ${order} 很好`),
    ])
    await talk.group(admin, `/免去 @${other.name} 书记`)
    expect(answers.filter(({ text }) => text.includes('已核销') && text.includes('记了'))).toHaveLength(1)
    expect(answers.filter(({ text }) => text.includes('一单只评一次'))).toHaveLength(2)
    expect(await linesOf(order)).toHaveLength(1)
    expect(await wrong()).toEqual([])
    expect((await lettersTo(await personOf(who))).filter((text) => text.includes('已核销'))).toHaveLength(1)
  })

  test('hours that come in at the same instant: each minute once, nothing gets stuck', async ({ expect }) => {
    for (let i = 0; i < 4; i++) {
      const order = await published()
      talk.now = MORNING
      const [one, two] = (await taken(order, 'wecom', 'dingtalk')) as [Speaker, Speaker]
      talk.now = EVENING
      await talk.group(one, `/完成 ${order} 10:00-12:00`)
      await talk.group(two, `/完成 ${order} 10:00-12:00`)
      const [answer] = await Promise.all([
        talk.private(secretary, `/核销 ${order} 好`),
        talk.private(one, '/工时 今天 11:00-13:00 搬书'),
      ])
      expect(await stateOf(order)).toBe('verified')
      expect(await monthOf(two)).toEqual({ minutes: 120, points: 24 })
      const credited = (await claims(order))[0] === 'credited'
      expect(answer.text).toContain(credited ? '记了 2 人' : '记了 1 人')
      if (!credited) expect(answer.text).toContain(`没有记上：${one.name}`)
    }
    expect(await wrong()).toEqual([])
  })

  test('twenty servers are credited by one answer of a few lines', async ({ expect }) => {
    const order = await published({ places: 20 })
    const people = await taken(order, ...Array.from({ length: 20 }, () => 'wecom' as const))
    talk.now = EVENING
    for (const who of people) await talk.group(who, `/完成 ${order} 10:00-12:00`)
    const answer = await talk.private(secretary, `/核销 ${order} 好`)
    expect(answer.text).toContain('记了 20 人，工时共 40小时')
    expect(answer.text).toContain('还有 15 人')
    expect(answer.text.split('\n').length).toBeLessThanOrEqual(12)
    expect(await linesOf(order)).toHaveLength(20)
    expect(await lastLetter(people[19] as Speaker)).toContain('积分 24')
  })

  test('hours by person, also without 完成; a name that holds no place is refused', async ({ expect }) => {
    const order = await published()
    const [one, two] = (await taken(order, 'wecom', 'dingtalk')) as [Speaker, Speaker]
    talk.now = EVENING
    expect((await talk.private(secretary, `/核销 ${order} 好`)).text).toContain('还没有人报完成')
    expect((await talk.private(secretary, `/核销 ${order} 好 赵无名 2小时`)).text).toContain('赵无名没有接')
    const answer = await talk.private(
      secretary,
      `/核销 ${order} 好 ${one.name} 1.5小时 @P${await personOf(two)} 2小时`,
    )
    expect(answer.text).toContain('记了 2 人，工时共 3小时30分钟')
    expect(await monthOf(one)).toEqual({ minutes: 90, points: 18 })
    expect(await monthOf(two)).toEqual({ minutes: 120, points: 24 })
  })

  test('a number or a name that nobody there has is told, and nobody is credited', async ({ expect }) => {
    const order = await published()
    const [one] = (await taken(order, 'wecom')) as [Speaker]
    const stranger = await newMember(talk, 'dingtalk')
    talk.now = EVENING
    await talk.group(one, `/完成 ${order} 10:00-12:00`)
    const numbered = `P${await personOf(stranger)}`
    for (const [typed, said] of [
      ['@P99999 1小时', 'P99999没有接'],
      ['P99999 1小时', 'P99999没有接'],
      [`${one.name} 1小时 @P99999 1小时`, 'P99999没有接'],
      [`@${numbered} 1小时`, `${numbered}没有接`],
      [`@${stranger.name} 1小时`, `${stranger.name}没有接`],
      ['@赵8 1小时', '赵8没有接'],
      ['谢谢@李四 1小时', '李四没有接'],
      ['买买提·艾力 1小时', '买买提·艾力没有接'],
    ]) {
      const where = typed?.startsWith('@') ? talk.group : talk.private
      const { text } = await where.call(talk, secretary, `/核销 ${order} 好 ${typed}`)
      expect(text).toContain(`${said} ${order} 号，没有核销`)
      expect(text).toContain(`接了的：${one.name}`)
    }
    expect(await stateOf(order)).toBe('done')
    expect(await linesOf(order)).toEqual([])
    const { text } = await talk.private(secretary, `/核销 ${order} 好 大家辛苦了`)
    expect(text).toContain('记了 1 人')
  })

  test('one whose day is too long does not stop the others; a group hears names only', async ({ expect }) => {
    const order = await published()
    const [one, two] = (await taken(order, 'wecom', 'wecom')) as [Speaker, Speaker]
    talk.now = at('2026-11-23 23:00')
    await talk.private(one, '/工时 今天 12小时 搬家')
    await talk.group(one, `/完成 ${order} 10:00-11:00`)
    expect((await talk.private(secretary, `/核销 ${order} 好`)).text).toContain('超过 12小时，没有记')
    const inGroup = (await talk.group(secretary, `/核销 ${order} 好`)).text
    expect(inGroup).toContain('请私聊我发')
    expect(inGroup).not.toContain('小时')
    await talk.group(two, `/完成 ${order} 10:00-12:00`)
    const answer = await talk.group(secretary, `/核销 ${order} 好`)
    expect(answer.text).toContain('记了 1 人')
    expect(answer.text).toContain(`没有记上：${one.name}，原因已私下告诉您`)
    expect(answer.text).not.toMatch(/12小时|积分 \d/)
    expect(await lastLetter(secretary)).toContain('超过 12小时')
    expect(await claims(order)).toEqual(['done', 'credited'])
  })

  test('minutes inside other hours bring points and no second hours; the running duty counts as such', async ({
    expect,
  }) => {
    const order = await published()
    const [who] = (await taken(order, 'dingtalk')) as [Speaker]
    talk.now = at('2026-11-23 11:00')
    await talk.group(who, '/报到')
    talk.now = EVENING
    await talk.group(who, `/完成 ${order} 10:00-12:00`)
    expect((await talk.private(secretary, `/核销 ${order} 好`)).text).toContain(`${who.name}：1小时，积分 24`)
    expect((await linesOf(order)).map(({ minutes, points }) => [minutes, points])).toEqual([
      [60, 12],
      [0, 12],
    ])
    expect((await talk.private(who, `/怎么算 ${order}`)).text).toContain('不重复记工时')
    await talk.group(who, '/签退 值班')
    const entries = await rows<{ minutes: number }>(
      "select minutes from hour_entry where kind = 'duty' and person_id = ?",
      await personOf(who),
    )
    expect(entries).toEqual([{ minutes: 420 }])
  })

  test('who is not verified is credited when they are', async ({ expect }) => {
    const order = await published()
    const who = onWecom('fresh', '辛未员')
    await talk.group(who, '/登记 辛未员 市财政局')
    await talk.group(who, `/接单 ${order}`)
    talk.now = EVENING
    await talk.group(who, `/完成 ${order} 10:00-12:00`)
    expect((await talk.private(secretary, `/核销 ${order} 好`)).text).toContain('核实后计入：辛未员')
    expect(await monthOf(who)).toEqual({ minutes: 0, points: 0 })
    expect((await talk.private(who, `/怎么算 ${order}`)).text).toContain('还没有计入')
    await talk.group(secretary, '/通过 辛未员')
    expect(await monthOf(who)).toEqual({ minutes: 120, points: 24 })
  })

  test('the fifth easy service of a category in a month counts half', async ({ expect }) => {
    const who = await newMember(talk)
    for (let i = 0; i < 5; i++) {
      const order = await published({ category: 'patrol', base: 100 })
      talk.now = MORNING
      await talk.group(who, `/接单 ${order}`)
      talk.now = EVENING
      await talk.group(who, `/完成 ${order} ${10 + i}:00-${11 + i}:00`)
      const answer = await talk.private(secretary, `/核销 ${order} 好`)
      expect(answer.text).toContain(`1小时，积分 ${i < 4 ? 10 : 5}。`)
      if (i === 4) expect((await talk.private(who, `/怎么算 ${order}`)).text).toContain('× 0.5 = 5')
    }
  })
})

test('the whole way, from the need to the voice, over both platforms', async ({ expect }) => {
  const resident = onDingtalk('neighbour', '癸酉民')
  await talk.group(resident, '/登记 癸酉民 东湖社区 居民')
  await talk.group(secretary, '/通过 癸酉民')
  const asked = await talk.group(resident, '/点单 独居老人家里水管漏水')
  const order = Number(/(\d+) 号/.exec(asked.text)?.[1])
  expect(await stateOf(order)).toBe('requested')
  await talk.group(secretary, `/派单 ${order}`)
  expect(await stateOf(order)).toBe('open')
  const [who] = (await taken(order, 'dingtalk')) as [Speaker]
  talk.now = EVENING
  await talk.group(who, `/完成 ${order} 2小时 换了水管`)
  expect(await lastLetter(resident)).toContain('办好了吗')
  const graded = await talk.group(secretary, `/核销 ${order} 很好`)
  expect(graded.text).toContain(`已记：${who.name}`)
  // 2 h × 10 × 1.3 × 1.2
  expect(await monthOf(who)).toEqual({ minutes: 120, points: 31 })
  expect((await talk.private(resident, `/满意 ${order} 1 谢谢`)).text).toContain('评价已记下')
  expect(await lastLetter(secretary)).toMatch(/评：满意。[\s\S]*原话：谢谢/)
  const steps = await rows<{ step: string }>(
    'select step from order_event where order_id = ? order by id',
    order,
  )
  expect(steps.map(({ step }) => step)).toEqual([
    'request',
    'publish',
    'claim',
    'finish',
    'verify',
    'satisfied',
  ])
})

describe('/满意', () => {
  test('a 3 after 核销 takes back what was credited, and the next 核销 credits it again', async ({
    expect,
  }) => {
    const requester = await newMember(talk)
    const order = await published({ origin: 'request', requester_id: await personOf(requester) })
    const [who] = (await taken(order, 'dingtalk')) as [Speaker]
    talk.now = EVENING
    expect((await talk.private(requester, `/满意 ${order} 1`)).text).toContain('还没有人报完成')
    await talk.group(who, `/完成 ${order} 10:00-12:00`)
    await talk.private(secretary, `/核销 ${order} 好`)
    expect(await monthOf(who)).toEqual({ minutes: 120, points: 24 })
    expect((await talk.private(who, `/满意 ${order} 1`)).text).toContain('参加了')
    expect((await talk.private(secretary, `/满意 ${order} 1`)).text).toContain('只有点单的人')
    const answer = await talk.private(requester, `/满意 ${order} 3 灯还是不亮`)
    expect(answer.text).toContain('重新办理')
    expect([await stateOf(order), await claims(order)]).toEqual(['reopened', ['held']])
    expect(await monthOf(who)).toEqual({ minutes: 0, points: 0 })
    expect(await lastLetter(secretary)).toMatch(/评：不满意。[\s\S]*原话：灯还是不亮/)
    const told = await lastLetter(who)
    expect(told).toContain('还要再办一次')
    expect(told).not.toContain(requester.name)
    expect(told).not.toContain('灯还是不亮')
    expect((await talk.private(who, `/怎么算 ${order}`)).text).toContain('记过的已收回')
    expect((await talk.private(requester, `/满意 ${order} 1`)).text).toContain('已经重新办理')
    // The same clock times are free again.
    await talk.group(who, `/完成 ${order} 10:00-12:00`)
    expect((await talk.private(secretary, `/核销 ${order} 很好`)).text).toContain('积分 29')
    expect(await monthOf(who)).toEqual({ minutes: 120, points: 29 })
    expect((await talk.private(requester, `/满意 ${order} 1`)).text).toContain('评价已记下')
    expect((await talk.private(requester, `/满意 ${order} 2`)).text).toContain('已经评过')
    const [check] = await rows(
      `select (select sum(minutes) from ledger_total where scope = 'all' and period = '2026-11') as kept,
        (select sum(e.minutes) from hour_entry e join verdict v on v.entry_id = e.id where v.verdict = 'approved') as entered`,
    )
    expect(check?.['kept']).toBe(check?.['entered'])
  })

  test('in a group nothing is said of the rating', async ({ expect }) => {
    const requester = onDingtalk('asks', '壬申员')
    await talk.group(requester, '/登记 壬申员 市财政局')
    const order = await published({ origin: 'request', requester_id: await personOf(requester) })
    const [who] = (await taken(order, 'wecom')) as [Speaker]
    talk.now = EVENING
    await talk.group(who, `/完成 ${order} 10:00-12:00`)
    const answer = await talk.group(requester, `/满意 ${order} 不满意 没来`)
    expect(answer.text).toContain('收到，谢谢您')
    expect(answer.text).not.toMatch(/再办|不满意|没来/)
    expect(await stateOf(order)).toBe('reopened')
  })
})
