import { beforeAll, beforeEach, describe, test } from 'vitest'
import { put, rows } from '../schema/lines.ts'
import { lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { personOf } from '../support/roster.ts'
import { at, onDingtalk, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

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
/** An order of 东湖社区 that somebody asked for; gives its number. */
async function requested(requester: Speaker, title: string): Promise<number> {
  count += 1
  const by = await personOf(requester)
  const order = await put('order', {
    community_id: 1,
    origin: 'request',
    requester_id: by,
    state: 'open',
    category: 'patrol',
    base: 100,
    starts_at: at('2026-11-23 10:00'),
    ends_at: at('2026-11-23 12:00'),
    places: 5,
    created_by: by,
    created_at: MORNING,
    message: `test/order/${count}`,
    published_by: by,
    published_at: MORNING,
    untaken_since: MORNING,
  })
  await put('order_text', { order_id: order, part: 'title', person_id: by, text: title })
  return order
}

const orderOf = async (order: number) =>
  (await rows('select state, taken, requester_id from "order" where id = ?', order))[0]
const claimsOf = (order: number) =>
  rows('select person_id as who, state, ended from claim where order_id = ? order by id', order)
const check = async () =>
  (
    await rows<{ kept: number; entered: number }>(
      `select (select sum(minutes) from ledger_total where scope = 'all' and length(period) = 7) as kept,
        (select sum(e.minutes) from hour_entry e join verdict v on v.entry_id = e.id where v.verdict = 'approved') as entered`,
    )
  )[0]

describe('/注销', () => {
  test('places get free, what they asked for is called off, their words go, credit stays', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const other = await newMember(talk, 'dingtalk')
    const id = await personOf(who)
    const asked = await requested(who, '帮我搬冰箱上五楼')
    await talk.group(other, `/接单 ${asked}`)
    const [held, served] = [await requested(other, '扫雪'), await requested(other, '巡河')]
    await talk.group(who, `/接单 ${held}`)
    await talk.group(who, `/接单 ${served}`)
    talk.now = EVENING
    await talk.group(who, `/完成 ${served} 10:00-11:00 捡了三袋垃圾`)
    await talk.private(secretary, `/核销 ${served} 好`)
    const page = (await talk.private(who, '/我的数据')).text + (await talk.private(who, '/我的数据 2')).text
    expect(page).toContain('订单：提过 1 单，接过 2 单（已核销 1 单）')
    expect(page).toContain('帮我搬冰箱上五楼')
    expect(page).toContain('捡了三袋垃圾')
    await talk.private(who, '/注销')
    await talk.private(who, '/注销 确认')

    expect(await orderOf(asked)).toEqual({ state: 'cancelled', taken: 0, requester_id: null })
    expect(await orderOf(held)).toMatchObject({ state: 'open', taken: 0 })
    expect(await claimsOf(held)).toEqual([{ who: id, state: 'released', ended: 'gone' }])
    expect(await claimsOf(served)).toEqual([{ who: id, state: 'credited', ended: null }])
    expect(await rows("select 1 from order_text where text like '%冰箱%'")).toEqual([])
    expect(await rows("select 1 from order_event where text like '%垃圾%'")).toEqual([])
    const kept =
      "select 1 from (select say as t from outbox union all select outcome from inbox) where t like '%垃圾%' or t like '%冰箱%'"
    expect(await rows(kept)).toEqual([])
    expect((await lettersTo(await personOf(other))).at(-1)).toContain(`${asked} 号单的提出人已注销`)
    // A voice that comes later takes back nothing of somebody who is gone, and breaks nothing.
    expect((await talk.private(other, `/满意 ${served} 3`)).text).toContain('重新办理')
  })
})

describe('/绑定', () => {
  /** A second account of the same person, joined into the first. */
  async function joined(one: Speaker, two: Speaker): Promise<string> {
    const code = /绑定码：(\w{6})/.exec((await talk.private(one, '/绑定')).text)?.[1]
    return (await talk.private(two, `/绑定 ${code}`)).text
  }

  test('services of both accounts stand under the one that stays, each order once', async ({ expect }) => {
    const requester = await newMember(talk)
    const one = onWecom('twin-w', '双双甲')
    const two = onDingtalk('twin-d', '双双乙')
    for (const who of [one, two]) {
      await talk.group(who, `/登记 ${who.name} 市财政局`)
      await talk.group(secretary, `/通过 ${who.name}`)
    }
    const [both, alone, open] = [
      await requested(requester, '巡楼'),
      await requested(requester, '巡街'),
      await requested(requester, '护学'),
    ]
    await talk.group(one, `/接单 ${both}`)
    await talk.group(two, `/接单 ${both}`)
    await talk.group(two, `/接单 ${alone}`)
    talk.now = EVENING
    await talk.group(one, `/完成 ${both} 10:00-11:00`)
    await talk.group(two, `/完成 ${both} 13:00-14:00`)
    await talk.group(two, `/完成 ${alone} 15:00-16:00`)
    await talk.private(secretary, `/核销 ${both} 好`)
    await talk.private(secretary, `/核销 ${alone} 好`)
    talk.now = MORNING
    await talk.group(one, `/接单 ${open}`)
    await talk.group(two, `/接单 ${open}`)
    talk.now = EVENING
    expect(await joined(one, two)).toContain('已')
    const stays = await personOf(one)
    expect(await personOf(two)).toBe(stays)
    const live = (order: number) =>
      rows("select person_id as who, state from claim where order_id = ? and state <> 'released'", order)
    expect(await live(both)).toEqual([{ who: stays, state: 'credited' }])
    expect(await live(alone)).toEqual([{ who: stays, state: 'credited' }])
    expect(await live(open)).toEqual([{ who: stays, state: 'held' }])
    expect(
      await rows('select minutes, points from tally where person_id = ? and period = ?', stays, '2026-11'),
    ).toEqual([{ minutes: 180, points: 30 }])
    expect(await rows('select services from service_count where person_id = ?', stays)).toEqual([
      { services: 2 },
    ])
    expect((await talk.private(one, `/怎么算 ${alone}`)).text).toContain('工时 1小时，积分 10')
    const sums = await check()
    expect(sums?.kept).toBe(sums?.entered)
  })
})
