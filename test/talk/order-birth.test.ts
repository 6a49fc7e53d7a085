import { env } from 'cloudflare:workers'
import { beforeAll, test } from 'vitest'
import { newMember } from '../support/members.ts'
import {
  type Answer,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  type Talk,
} from '../support/talk.ts'

let talk: Talk
let member: Speaker
const resident = onDingtalk('res1', '王奶奶')

const rows = async <Row>(query: string) => (await env.DB.prepare(query).all<Row>()).results
const order = async (id: number) =>
  (await rows<{ [column: string]: unknown }>(`select * from "order" where id = ${id}`))[0]
const letters = (dedupe: string) =>
  rows<{
    say: string
    offer: string
    group_id: number | null
    person_id: number | null
    urgent: number
  }>(`select say, offer, group_id, person_id, urgent from outbox where dedupe like '${dedupe}' order by id`)
/** The number in the first line of an answer. */
const numberIn = ({ text }: Answer): number => Number(/(\d+) ?号/.exec(text)?.[1])

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  member = await newMember(talk)
  await talk.group(resident, '/登记 王奶奶 东湖社区 居民')
  await talk.group(secretary, '/通过 王奶奶')
})

test('a resident asks, the secretary hears of it in private with the number, and publishes it by its number', async ({
  expect,
}) => {
  const asked = await talk.group(resident, '/点单 家里水管漏水 13912345678')
  const number = numberIn(asked)
  expect(asked.text).toContain(`已收到 ${number} 号：家里水管漏水`)
  expect(asked.text).not.toContain('139')
  expect(asked.buttons).toEqual([{ label: `看 ${number} 号`, command: `/订单 ${number}` }])
  expect(await order(number)).toMatchObject({
    state: 'requested',
    origin: 'request',
    category: 'repair',
    base: 130,
    places: 1,
    escalate_at: talk.now + 72 * 3_600_000,
  })
  const [letter, ...more] = await letters('order/new/%')
  expect(more).toEqual([])
  expect(letter?.say).toContain(`"order":"${number}"`)
  expect(letter?.say).toContain('13912345678')
  expect(letter?.offer).toContain(`/派单 ${number}`)

  expect((await talk.group(member, `/派单 ${number}`)).text).toContain('书记、网格长或管理员')
  const pushed = await talk.group(secretary, `/派单 ${number}｜人数：2｜时间：11月24日 9:00-10:00`)
  expect(pushed.text).toMatch(`【${number}号】家里水管漏水`)
  expect(pushed.text).toContain('人数：2人，还缺2人；维修，难度1.3')
  expect(pushed.text).toContain(`/接单 ${number}`)
  expect(pushed.text).toContain(member.name)
  expect(pushed.text).not.toContain('139')
  const cards = await letters('order/card/%')
  expect(cards.map(({ group_id }) => group_id)).toEqual([2])
  expect(cards[0]?.say).not.toContain('139')
  expect(await order(number)).toMatchObject({
    state: 'open',
    published_at: talk.now,
    places: 2,
    draw_seed: null,
  })
  expect((await letters(`order/published/${number}`)).length).toBe(1)
  expect((await talk.group(secretary, `/派单 ${number}`)).text).toContain('早已派出')
  const events = await rows<{ step: string; state: string }>(
    `select step, state from order_event where order_id = ${number} order by id`,
  )
  expect(events).toEqual([
    { step: 'request', state: 'requested' },
    { step: 'publish', state: 'open' },
  ])
})

test('an easy order with places opens with a draw, whose seed carries its number; the contact stays inside', async ({
  expect,
}) => {
  const dingtalkSecretary = onDingtalk('boss-d', '管理员')
  const pushed = await talk.group(
    dingtalkSecretary,
    '/派单 楼道清洁｜时间：11月28日 9:00-11:00｜地点：3栋｜人数：5｜联系人：李主任 13800001111',
  )
  const number = numberIn(pushed)
  expect(pushed.text).toContain('时间：11月28日（周六） 09:00–11:00')
  expect(pushed.text).toContain('地点：3栋')
  expect(pushed.text).toContain('09:10 前报名')
  expect(pushed.text).not.toContain('13800001111')
  expect(pushed.buttons[0]).toEqual({ label: '接单', command: `/接单 ${number}` })
  const row = await order(number)
  expect(row).toMatchObject({ state: 'drawing', draw_at: talk.now + 600_000, places: 5 })
  expect(row?.['draw_seed']).toMatch(new RegExp(`^${number}-[0-9a-f]{12}$`))
  expect(JSON.stringify(await letters('order/card/%'))).not.toContain('13800001111')
})

test('a critical order skips the draw, and who fits best hears of it at once', async ({ expect }) => {
  const pushed = await talk.group(secretary, '/派单 独居老人断药 特急')
  const number = numberIn(pushed)
  expect(pushed.text).toMatch(`【${number}号 特急】独居老人断药`)
  expect(await order(number)).toMatchObject({ state: 'open', urgency: 'critical' })
  const told = await letters('order/card/%/to/%')
  expect(told.length).toBeGreaterThan(0)
  expect(told.every(({ urgent, offer }) => urgent === 1 && offer.includes(`/接单 ${number}`))).toBe(true)
})

test('an idea is approved, and who had it holds the first place', async ({ expect }) => {
  const proposed = await talk.group(member, '/创单 周六上午义务理发 3小时')
  const number = numberIn(proposed)
  expect(proposed.text).toContain('11月28日（周六） 09:00–12:00')
  expect((await talk.group(resident, '/创单 义务理发')).text).toContain('居民有需求请用')
  const approved = await talk.private(secretary, `/派单 ${number}｜人数：1`)
  expect(approved.text).toContain('名额已满')
  expect(await order(number)).toMatchObject({
    state: 'full',
    taken: 1,
    untaken_since: null,
    escalate_at: null,
  })
  const claims = await rows<{ state: string }>(`select state from claim where order_id = ${number}`)
  expect(claims).toEqual([{ state: 'held' }])

  const cancelled = await talk.group(secretary, `/取消单 ${number} 下雨了`)
  expect(cancelled.text).toContain(`已取消 ${number} 号`)
  expect(cancelled.text).not.toContain('下雨')
  expect(await order(number)).toMatchObject({ state: 'cancelled', taken: 0 })
  const told = await letters(`order/cancelled/${number}/%`)
  expect(
    told
      .filter(({ group_id }) => group_id !== null)
      .map(({ say }) => say)
      .join(),
  ).not.toContain('下雨')
  expect(told.filter(({ person_id }) => person_id !== null).every(({ say }) => say.includes('下雨'))).toBe(
    true,
  )
  expect((await talk.group(secretary, `/取消单 ${number}`)).text).toContain('已经取消')
})

test('who asked takes it back in private by a bare number, and strangers hear nothing of it', async ({
  expect,
}) => {
  const asked = await talk.private(member, '/点单 帮我搬桌子')
  const number = numberIn(asked)
  expect(asked.text).toContain(`1 /订单 ${number}`)
  const stranger = onWecom('far', '远方人')
  await talk.private(stranger, '/登记 远方人 西园社区 志愿者')
  expect((await talk.private(stranger, `/取消单 ${number}`)).text).not.toContain('搬桌子')
  expect((await talk.private(member, `/取消单 ${number} 不搬了`)).text).toContain(`已取消 ${number} 号`)
})

test('what is over, too long or nobody’s to publish is refused with a reason', async ({ expect }) => {
  expect((await talk.group(secretary, '/派单 扫雪｜时间：11月23日 8:00-8:30')).text).toContain('已经过了')
  expect((await talk.group(member, '/派单 楼道清洁｜人数：5')).text).toContain('派单由东湖社区的书记')
  expect((await talk.group(secretary, '/派单 楼道清洁｜人数：501')).text).toMatch(/500|人/)
  expect((await talk.group(secretary, '/派单 99999')).text).toContain('没有找到')
  const open = await talk.group(secretary, '/派单 文明劝导｜人数：不限')
  expect(open.text).toContain('人数不限')
  expect(await order(numberIn(open))).toMatchObject({ places: null, state: 'open' })
})

test('two orders typed at one instant have numbers of their own', async ({ expect }) => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      talk.group(i % 2 ? member : resident, `/点单 第${'一二三四五六七八'[i]}件小事`),
    ),
  )
  expect(new Set(answers.map(numberIn)).size).toBe(8)
  for (const answer of answers) {
    const said = /号：(.+)/.exec(answer.text)?.[1]
    const [row] = await rows<{ text: string }>(
      `select text from order_text where part = 'title' and order_id = ${numberIn(answer)}`,
    )
    expect(row?.text).toBe(said)
  }
})

test('an urgency or a number of people behind a comma is understood and repeated', async ({ expect }) => {
  const urgent = await talk.private(resident, '/点单 独居老人断药，很急！')
  expect(urgent.text).toContain('号：独居老人断药')
  expect(urgent.text).toContain('紧急：紧急')
  expect(urgent.text).not.toContain('很急')
  const heavy = await talk.private(resident, '/点单 搬家具，两个人')
  expect(heavy.text).toContain('号：搬家具')
  expect(heavy.text).toContain('人数：2人')
  for (const text of ['/点单 1', '/创单 12', '/点单 13912345678'])
    expect((await talk.private(member, text)).text).toContain('没有看到标题')
})

test('a number goes to the contact with its name and label, however it was written', async ({ expect }) => {
  for (const [typed, title, contact] of [
    ['帮陈奶奶买药 联系人 陈奶奶 13911112222', '帮陈奶奶买药', '陈奶奶 13911112222'],
    ['修灯，联系电话：１３８００００１１１１', '修灯', '１３８００００１１１１'],
    ['修水管 +8613800001111', '修水管', '+8613800001111'],
    ['通下水道，13800001111 或 13800002222', '通下水道', '13800001111 13800002222'],
    ['修门锁，3栋2单元501，电话13800001111', '修门锁，3栋2单元', '13800001111'],
  ] as const) {
    const number = numberIn(await talk.private(resident, `/点单 ${typed}`))
    expect(
      await rows(
        `select part, text from order_text where order_id = ${number} and part in ('title', 'contact') order by part desc`,
      ),
    ).toEqual([
      { part: 'title', text: title },
      { part: 'contact', text: contact },
    ])
  }
})
