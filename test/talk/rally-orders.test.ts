import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { newMember } from '../support/members.ts'
import { admin, at, onDingtalk, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

const MINUTE = 60_000
let talk: Talk
let far: Talk
const clock = new Clock()
const elsewhere = onDingtalk('yuan', '远员')
let one: Speaker
let two: Speaker
let three: Speaker
const orders = () =>
  rows<{ id: number; draw_at: number | null; escalate_at: number | null }>(
    'select id, draw_at, escalate_at, untaken_since from "order" order by id',
  )
const newest = async () => (await orders()).at(-1)
const offered = async () =>
  (await rows<{ until: number }>("select offered_until as until from claim where state = 'offered'")).map(
    ({ until }) => (until - talk.now) / MINUTE,
  )
const both = async (mode: string) => {
  await talk.private(secretary, `/切换 ${mode}`)
  return (await talk.private(admin, `/切换 ${mode} 东湖社区`)).text
}

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 21:30'))
  far = new Talk(talk.now, 'far')
  await far.group(onDingtalk('boss-d', '管理员'), '/绑定社区 远山社区')
  await far.group(elsewhere, '/登记 远员 市财政局')
  one = await newMember(talk)
  two = await newMember(talk)
  three = await newMember(talk)
  await clock.tick(talk.now)
})

describe('orders in war (R097)', () => {
  test('a draw is short, a deadline too; what stood before keeps its own, and so does peace', async ({
    expect,
  }) => {
    await talk.group(secretary, '/派单 楼道清洁｜地点：3栋｜人数：5')
    await talk.group(secretary, '/派单 法律咨询｜类别：法律｜人数：1')
    const before = await orders()
    expect(before.map(({ draw_at }) => draw_at && (draw_at - talk.now) / MINUTE)).toEqual([10, null])
    const war = await both('战时')
    expect(war).toContain('东湖社区进入战时')
    expect(war).toContain('抽签 5 分钟；候补 10 分钟内答复')
    expect(await orders()).toEqual(before)
    await talk.group(secretary, '/派单 楼道清洁｜地点：4栋｜人数：5')
    const [draw, deadline] = [(await newest())?.draw_at ?? 0, (await newest())?.escalate_at ?? 0]
    expect((draw - talk.now) / MINUTE).toBe(5)
    expect((deadline - talk.now) / MINUTE).toBe(120)
    expect((await orders()).slice(0, 2)).toEqual(before)
  })

  test('an offered place waits ten minutes, at night too, whoever gives it back from where, and by the clock', async ({
    expect,
  }) => {
    await talk.group(one, '/接单 2')
    await talk.group(two, '/接单 2')
    expect((await talk.group(three, '/接单 2')).text).toContain('10')
    await talk.private(one, '/退单 2 有事')
    expect(await offered()).toEqual([10])
    talk.now += 10 * MINUTE
    await clock.tick(talk.now)
    expect(await offered()).toEqual([10])
    expect(await rows("select person_id from claim where state = 'offered'")).not.toEqual([])
  })

  test('peace again: half an hour from the morning on, as it was set', async ({ expect }) => {
    expect(await both('平时')).toContain('回到平时')
    talk.now += 11 * MINUTE
    await talk.group(secretary, '/派单 医疗义诊｜类别：医疗｜人数：1')
    const { id = 0, escalate_at } = (await newest()) ?? {}
    expect(((escalate_at ?? 0) - talk.now) / MINUTE).toBe(72 * 60)
    await talk.group(one, `/接单 ${id}`)
    await talk.group(two, `/接单 ${id}`)
    await talk.private(one, `/退单 ${id} 有事`)
    const [until] = await rows<{ until: number }>(
      "select max(offered_until) as until from claim where state = 'offered'",
    )
    expect(until?.until).toBe(at('2026-11-24 08:30'))
  })
})
