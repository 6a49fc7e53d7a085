import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersTo } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { at, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
const clock = new Clock()
const resident = onWecom('jm', '钱居民')
let one: Speaker
const idOf = async (name: string) =>
  (await rows<{ id: number }>('select id from person where name = ?', name))[0]?.id ?? 0
const wish = async (text: string) => Number(/(\d+) 号/.exec((await talk.private(resident, text)).text)?.[1])

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  one = await newMember(talk)
  await talk.group(resident, '/登记 钱居民 居民')
  await talk.group(secretary, '/通过 全部')
  await clock.tick(talk.now)
  for (const who of [one, resident, secretary]) await talk.private(who, '/私信')
})

describe('letters about a wish', () => {
  test('go with what they ask for: published, received', async ({ expect }) => {
    const id = await wish('/心愿 轮椅 500元')
    const pushed = (await talk.private(secretary, `/派单 ${id}`)).text
    expect(pushed).toContain('轮椅 500元')
    expect(pushed).not.toContain('有新的微心愿')
    await talk.group(one, `/接单 ${id}`)
    await talk.private(resident, '/私信')
    await talk.group(one, `/完成 ${id}`)
    const said = (await talk.private(resident, `/签收 ${id}`)).text
    expect(said).toContain('圆梦了')
    expect(said).not.toContain('收到了请发')
    expect((await talk.private(resident, '/私信')).text).toContain('没有新的私信')
  })

  test('a reminder takes the place of the question that was not read, by hand and by the clock', async ({
    expect,
  }) => {
    const id = await wish('/心愿 收音机 100元')
    await talk.private(secretary, `/派单 ${id}`)
    await talk.group(one, `/接单 ${id}`)
    await talk.private(resident, '/私信')
    await talk.group(one, `/完成 ${id}`)
    await talk.group(secretary, `/签收 ${id}`)
    const asked = async () =>
      (await lettersTo(await idOf('钱居民'))).filter((text) => text.includes(`微心愿 ${id} 号说已送到`))
    expect(await asked()).toHaveLength(1)
    talk.now = at('2026-11-26 08:59')
    await clock.tick(talk.now)
    talk.now = at('2026-11-26 09:00')
    await clock.tick(talk.now)
    expect(await asked()).toHaveLength(1)
    expect((await talk.private(resident, '收到')).text).toContain(`/签收 ${id}`)
    await talk.private(resident, '1')
    expect(await rows('select state from "order" where id = ?', id)).toEqual([{ state: 'verified' }])
  })

  test('one that has to be brought again speaks of no hours', async ({ expect }) => {
    const id = await wish('/心愿 书包 100元')
    await talk.private(secretary, `/派单 ${id}`)
    await talk.group(one, `/接单 ${id}`)
    await talk.group(one, `/完成 ${id}`)
    await talk.private(resident, `/满意 ${id} 3 拉链是坏的`)
    const told = [...(await lettersTo(await idOf(one.name))), ...(await lettersTo(await idOf('李书记')))]
    const again = told.filter((text) => text.includes('再送'))
    expect(again).toHaveLength(2)
    expect(again.join()).not.toMatch(/工时|核销/)
    await talk.group(one, `/完成 ${id}`)
    expect((await talk.private(resident, `/签收 ${id}`)).text).toContain('圆梦了')
  })
})
