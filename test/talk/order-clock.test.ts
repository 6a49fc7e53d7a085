import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { newMember } from '../support/members.ts'
import { standing } from '../support/orders.ts'
import { lettersTo, personOf } from '../support/roster.ts'
import { at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let clock: Clock
let [zhang, wang, zhao]: Speaker[] = []

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  clock = new Clock()
  talk = await settledTalk(at('2026-11-23 08:00'))
  zhang = await newMember(talk)
  wang = await newMember(talk, 'dingtalk')
  zhao = await newMember(talk, 'dingtalk')
})

const tick = async (when: string) => {
  talk.now = at(when)
  await clock.tick(talk.now)
}

const pushed = async (text: string): Promise<number> => {
  await talk.group(secretary, text)
  const [row] = await rows<{ id: number }>('select max(id) as id from "order"')
  return row?.id ?? 0
}

describe('an easy order from the card to the draw', () => {
  test('who types on either platform enters; ten minutes later one has it, two wait, the group hears the seed', async ({
    expect,
  }) => {
    await tick('2026-11-23 09:00')
    const id = await pushed('/派单 楼道清洁 11-25 9:00-11:00 1人')
    for (const who of [zhang!, wang!, zhao!])
      expect((await talk.group(who, `/接单 ${id}`)).text).toContain('09:10')
    await tick('2026-11-23 09:09')
    expect(await standing(id)).toMatch(/^drawing/)
    await tick('2026-11-23 09:10')
    expect(await standing(id)).toMatch(/^full .* held, .* waiting, .* waiting$/)
    const [{ seed } = { seed: '' }] = await rows<{ seed: string }>(
      'select draw_seed as seed from "order" where id = ?',
      id,
    )
    expect(seed).toMatch(new RegExp(`^${id}-[0-9a-f]{12}$`))
    const said = await rows<{ say: string }>(
      "select say from outbox where dedupe like ? || '%'",
      `order/draw/${id}/g`,
    )
    expect(said).toHaveLength(2)
    for (const { say } of said) expect(say).toContain(seed)
  })

  test('who got it and gives it back: the next is asked, and after half an hour the one behind', async ({
    expect,
  }) => {
    const id = await pushed('/派单 小区巡逻 11-26 9:00-11:00 1人')
    for (const who of [zhang!, wang!, zhao!]) await talk.group(who, `/接单 ${id}`)
    await tick('2026-11-23 09:20')
    const order = await rows<{ person_id: number }>(
      "select person_id from claim where order_id = ? order by state <> 'held', rank",
      id,
    )
    const speakers = new Map<number, Speaker>()
    for (const who of [zhang!, wang!, zhao!]) speakers.set(await personOf(who), who)
    const [first, second, third] = order.map(({ person_id }) => speakers.get(person_id))
    talk.now = at('2026-11-23 10:00')
    await talk.group(first!, `/退单 ${id} 有事`)
    expect((await lettersTo(second!)).join()).toContain(`${id} 号空出一个位，轮到您了`)
    await tick('2026-11-23 10:29')
    expect((await lettersTo(third!)).join()).not.toContain('轮到您了')
    await tick('2026-11-23 10:30')
    expect((await lettersTo(third!)).join()).toContain('轮到您了')
    expect((await talk.group(third!, `/接单 ${id}`)).text).toContain(`您接了 ${id} 号`)
    expect(await standing(id)).toMatch(/^full/)
  })
})

describe('a request that nobody looks at', () => {
  test('goes up to the secretary after its deadline; publishing it is the answer', async ({ expect }) => {
    talk.now = at('2026-11-24 09:00')
    await talk.private(zhang!, '/点单 独居老人断药 紧急：特急')
    const [row] = await rows<{ id: number; urgency: string }>(
      'select id, urgency from "order" order by id desc limit 1',
    )
    expect(row?.urgency).toBe('critical')
    await tick('2026-11-24 09:30')
    const told = (await lettersTo(secretary)).filter((one) => one.includes('还没有派单'))
    expect(told).toHaveLength(1)
    await talk.group(secretary, `/派单 ${row?.id}`)
    expect((await lettersTo(secretary)).filter((one) => one.includes('还没有派单'))).toEqual([])
  })
})

describe('figures of orders', () => {
  test('/月报 and /冷热 count them; in a group nothing that is private', async ({ expect }) => {
    talk.now = at('2026-11-25 09:00')
    await pushed('/派单 送餐到家 11-28 10:00-12:00 3人')
    const report = (await talk.private(secretary, '/月报')).text
    expect(report).toContain(
      '派单 4 单，已核销 0 单，其中大家自己创的 0 单（创单率 0.0%）；清洁、巡逻、宣传占 50.0%',
    )
    expect(report.split('\n').length).toBeLessThanOrEqual(13)
    expect((await talk.group(secretary, '/月报')).text).toContain('派单 4 单')
    expect((await talk.private(secretary, '/冷热')).text).toMatch(/派单 4 单，现在还缺 \d+ 人/)
  })
})
