import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { lettersTo } from '../support/roster.ts'
import { type Answer, at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let member: Speaker
const numberIn = ({ text }: Answer): number => Number(/(\d+) ?号/.exec(text)?.[1])
const hours = async (order: number) =>
  (
    await rows<{ minutes: number | null }>(
      'select (ends_at - starts_at) / 60000 as minutes from "order" where id = ?',
      order,
    )
  )[0]?.minutes

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  member = await newMember(talk)
})

describe('a length without clock times', () => {
  test('with a part of the day it gives the time, which is repeated', async ({ expect }) => {
    const said = await talk.group(member, '/创单 周六上午陪王奶奶看病 3小时')
    expect(said.text).toContain('号：陪王奶奶看病\n时间：11月28日（周六） 09:00–12:00')
    expect(await hours(numberIn(said))).toBe(180)
  })

  test.for(['3小时', '两个半小时', '90分钟', '半天'])(
    'without one it stays in the title, to the end: %s',
    async (length, { expect }) => {
      const said = await talk.group(member, `/创单 周六义务理发 ${length}`)
      const order = numberIn(said)
      expect(said.text).toContain(`${order} 号：义务理发 ${length}\n时间：11月28日（周六），几点再商量`)
      expect((await lettersTo(secretary)).at(-1)).toContain(`${order} 号：义务理发 ${length}`)
      expect((await talk.group(secretary, `/派单 ${order}`)).text).toContain(
        `【${order}号】义务理发 ${length}`,
      )
      expect((await talk.private(member, `/订单 ${order}`)).text).toContain(`义务理发 ${length}`)
      await talk.private(secretary, `/取消单 ${order} 试一试`)
    },
  )

  test('as a field of a new order it completes the day and the hour of the others', async ({ expect }) => {
    const timed = await talk.group(secretary, '/派单 送书上门｜周六9点｜时长：90分钟｜3栋｜2人')
    expect(timed.text).toContain('11月28日（周六） 09:00–10:30')
    expect(timed.text).toContain('地点：3栋')
    const day = await talk.group(secretary, '/派单 送书上门｜周六｜90分钟｜3栋｜2人')
    expect(day.text).toContain('号】送书上门 90分钟\n时间：11月28日（周六），几点再商量\n地点：3栋')
  })

  test('typed when an idea is approved it counts from the beginning, else it is told to who serves', async ({
    expect,
  }) => {
    const timed = numberIn(await talk.group(member, '/创单 周六上午教用手机'))
    const out = await talk.group(secretary, `/派单 ${timed}｜2小时`)
    expect(out.text).toContain('11月28日（周六） 09:00–11:00')
    const day = numberIn(await talk.group(member, '/创单 周六教用手机'))
    expect((await talk.group(secretary, `/派单 ${day}｜2小时`)).text).toContain('几点再商量')
    expect((await talk.private(member, `/订单 ${day}`)).text).toContain('2小时')
    expect(await hours(day)).toBe(1440)
  })
})
