import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { newMember } from '../support/members.ts'
import { standing } from '../support/orders.ts'
import { lettersTo, personOf, plain } from '../support/roster.ts'
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

const NOW = at('2026-11-24 09:00')
const resident = onWecom('zhou', '周奶奶')
let talk: Talk
let clock: Clock

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  clock = new Clock()
  talk = await settledTalk(NOW)
  await talk.group(resident, '/登记 周奶奶 东湖社区 居民')
  await talk.group(secretary, '/通过 周奶奶')
})
beforeEach(() => {
  talk.now = NOW
})

const pushed = async (text: string, from: Talk = talk): Promise<number> => {
  await from.group(secretary, `/派单 ${text}`)
  const [row] = await rows<{ id: number }>('select max(id) as id from "order"')
  return row?.id ?? 0
}
const tick = async (when: string) => {
  talk.now = at(when)
  await clock.tick(talk.now)
}
/** An order that 周奶奶 asked for and the secretary published. */
const asked = async (text: string): Promise<number> => {
  await talk.private(resident, `/点单 ${text}`)
  const [row] = await rows<{ id: number }>('select max(id) as id from "order"')
  await talk.group(secretary, `/派单 ${row?.id}`)
  return row?.id ?? 0
}
const commands = ({ buttons, text }: { buttons: { command: string }[]; text: string }) =>
  buttons.length > 0 ? buttons.map(({ command }) => command) : text

describe('a command without its number', () => {
  test('/接单 shows what there is to take and takes nothing; in private 1 takes the first', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const id = await pushed('陪王奶奶看病 11-28 9:00-11:00')
    const answer = await talk.group(who, '/接单')
    expect(answer.text).toContain('没写单号')
    expect(answer.text).toContain(`${id} 号 陪王奶奶看病`)
    expect(commands(answer)).toContain(`/接单 ${id}`)
    expect(await standing(id)).toBe('open')
    expect((await talk.private(who, '接单')).text).toContain(`1 /接单 ${id}`)
    expect(plain((await talk.private(who, '1')).text)).toContain(`您接了 ${id} 号`)
  })

  test('/完成 /退单 /进度 offer the whole command for what one has; titles in private only', async ({
    expect,
  }) => {
    const who = await newMember(talk, 'dingtalk')
    expect((await talk.group(who, '/完成 2小时')).text).toContain('您手上也没有接着的单')
    const [one, two] = [await pushed('修楼道灯 人数：3'), await pushed('送药上门 类别：助老 人数：3')]
    await talk.group(who, `/接单 ${one}`)
    expect((await talk.private(who, '/退单 临时有事')).text).toContain(
      `${one} 号 修楼道灯：/退单 ${one} 临时有事`,
    )
    await talk.group(who, `/接单 ${two}`)
    const inGroup = await talk.group(who, '/完成 2小时 换了灯')
    expect(inGroup.text).not.toContain('修楼道灯')
    expect(commands(inGroup)).toEqual([`/完成 ${one} 2小时 换了灯`, `/完成 ${two} 2小时 换了灯`])
    expect(await standing(one)).toContain('held')
    await talk.private(who, '/完成 2小时 换了灯')
    expect((await talk.private(who, '1')).text).toContain(`已报 ${one} 号「修楼道灯」完成`)
  })

  test('/满意 asks which order and how it went; a number alone is either', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(resident, '/满意')).text).toContain('现在没有等您评的单')
    const id = await asked('修水管 今天 9:00-10:00')
    await talk.group(who, `/接单 ${id}`)
    talk.now = at('2026-11-24 10:00')
    await talk.group(who, `/完成 ${id}`)
    expect((await talk.private(resident, '满意')).text).toContain(`${id} 号「修水管」办好了吗`)
    expect((await talk.private(resident, `/满意 ${id}`)).text).toContain('办好了吗')
    expect((await talk.private(resident, '/满意 不满意')).text).toContain(`/满意 ${id} 3`)
    expect((await talk.group(resident, '/满意 2')).text).not.toContain('修水管')
    expect(await rows('select 1 from voice')).toEqual([])
    expect((await talk.private(who, `/满意 ${id} 1`)).text).toContain('由点单的人来评')
    await talk.private(resident, '/满意')
    expect((await talk.private(resident, '1')).text).toContain('谢谢您')
  })
})

describe('the group of another community', () => {
  test('hears nothing of an order, and nothing is done there', async ({ expect }) => {
    const elsewhere = new Talk(NOW, 'west')
    await elsewhere.group(admin, '/绑定社区 西湖社区')
    const visitor = onWecom('xi', '西湖人')
    await elsewhere.group(visitor, '/登记 西湖人 西湖社区 志愿者')
    const who = await newMember(talk)
    const id = await pushed('陪李爷爷散步 11-28 9:00-11:00')
    for (const text of [`/接单 ${id}`, `/接单`, `/进度 ${id} 到了`])
      expect((await elsewhere.group(who, text)).text).not.toContain('李爷爷')
    expect((await elsewhere.group(who, `/接单 ${id}`)).text).toContain('私聊我')
    expect(await standing(id)).toBe('open')
    await talk.group(who, `/接单 ${id}`)
    for (const text of [`/退单 ${id}`, `/完成 ${id} 2小时`, '/撤销'])
      expect((await elsewhere.group(who, text)).text).not.toContain('李爷爷')
    expect(await standing(id)).toContain('held')
    // A visitor sees what goes on, but no command that is refused when it is typed.
    const list = await talk.group(visitor, '/订单')
    expect(list.text).toContain('由本社区的同志来接')
    expect(list.text).not.toContain('/接单')
  })
})

describe('/退单', () => {
  test('tells who asked for it; after the end nobody else is sent there', async ({ expect }) => {
    const [who, next] = [await newMember(talk), await newMember(talk, 'dingtalk')]
    const id = await asked('陪诊 11-24 14:00-15:00')
    await talk.group(who, `/接单 ${id}`)
    await talk.group(next, `/接单 ${id}`)
    talk.now = at('2026-11-24 14:50')
    await talk.group(who, `/退单 ${id} 堵车`)
    expect((await lettersTo(resident)).at(-1)).toContain(`${who.name}去不了 ${id} 号了`)
    expect((await lettersTo(resident)).at(-1)).not.toContain('堵车')
    // The offer ends with the order.
    expect((await lettersTo(next)).at(-1)).toContain('15:00 前')
    expect(plain((await talk.private(next, `/接单 ${id}`)).text)).toContain('您接了')
    talk.now = at('2026-11-24 15:10')
    const late = await talk.private(next, `/退单 ${id}`)
    expect(late.text).toContain('时间已经过了')
    expect(late.text).not.toContain('/接单')
    expect((await lettersTo(resident)).at(-1)).toContain(`${next.name}没有去成 ${id} 号`)
    expect((await lettersTo(secretary)).at(-1)).toContain(`${next.name}退了 ${id} 号`)
  })

  test('of what is to be done again, long after its time: the place is free for others', async ({
    expect,
  }) => {
    const [who, other] = [await newMember(talk), await newMember(talk)]
    const id = await asked('修门锁 11-24 14:00-15:00')
    await talk.group(who, `/接单 ${id}`)
    talk.now = at('2026-11-24 15:00')
    await talk.group(who, `/完成 ${id}`)
    await talk.private(resident, `/满意 ${id} 3`)
    expect((await talk.private(who, `/退单 ${id}`)).text).toContain('别的同志可以接')
    expect((await talk.private(other, '/订单')).text).toContain(`${id} 号 修门锁`)
    expect(plain((await talk.private(other, `/接单 ${id}`)).text)).toContain(`您接了 ${id} 号`)
  })
})

describe('/完成 says what it will not bring', () => {
  const done = async (who: Speaker, title: string, text: string) => {
    const id = await pushed(`${title} 人数：3 类别：助老`)
    await talk.private(who, `/接单 ${id}`)
    return { id, answer: plain((await talk.private(who, `/完成 ${id} ${text}`)).text) }
  }

  test('minutes that other hours, another report or the running duty count already', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/工时 昨天 14:00-16:00 搬书')
    const entry = /T(\d+)/.exec((await done(who, '送餐', '昨天 15:00-17:00')).answer)?.[0]
    expect(entry).toBeDefined()
    const { id, answer } = await done(who, '送药', '昨天 16:30-17:30')
    expect(answer).toMatch(/其中 30分钟 和 已报的 \d+ 号 重叠/)
    await talk.private(who, '/报到')
    talk.now = NOW + 60 * 60_000
    expect((await done(who, '陪聊', '半小时')).answer).toContain('其中 30分钟 和 正在进行的值守 重叠')
    expect((await talk.private(who, `/完成 ${id} 昨天 18:00-19:00`)).text).not.toContain('重叠')
  })

  test('a day that grows too long, and a day for which it was not planned', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/工时 昨天 8:00-12:00 巡查')
    expect((await done(who, '搬家', '昨天 12:00-21:00')).answer).toContain('超过 12小时，核销时会记不上')
    const id = await pushed('理发 11-28 9:00-11:00 类别：助老')
    await talk.private(who, `/接单 ${id}`)
    expect((await talk.private(who, `/完成 ${id} 1小时`)).text).toContain('这一单原定 11月28日 09:00')
  })

  test('and how a time that was not clear is set right; /撤销 does not touch what was done before it', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    await talk.private(who, '/工时 昨天 8:00-9:00 巡查')
    const { id, answer } = await done(who, '读报', '昨天 两点到四点')
    expect(answer).toContain(`/完成 ${id} 14:00-16:00`)
    expect(answer).not.toContain('/撤销')
    expect((await talk.private(who, '/撤销')).text).toContain(`您最后报的是 ${id} 号完成`)
    expect(
      await rows(
        "select 1 from verdict v join hour_entry e on e.id = v.entry_id where e.person_id = ? and verdict = 'withdrawn'",
        await personOf(who),
      ),
    ).toEqual([])
  })
})

test('who had an idea and has three open claims gets no place, and is told so', async ({ expect }) => {
  const who = await newMember(talk)
  await talk.private(who, '/创单 周六义务理发 11-28 9:00-11:00 2人 类别：助老')
  const [{ id } = { id: 0 }] = await rows<{ id: number }>('select max(id) as id from "order"')
  for (let i = 0; i < 3; i++) await talk.private(who, `/接单 ${await pushed('送药 人数：3 类别：助老')}`)
  expect((await talk.group(secretary, `/派单 ${id}`)).text).toContain('还缺2人')
  expect((await lettersTo(who)).at(-1)).toContain('没有占名额')
  expect((await talk.private(who, '/订单')).text).toContain(`${id} 号 周六义务理发`)
  await talk.private(who, '/我的')
  await run(
    "update claim set state = 'released', ended = 'given_back' where person_id = ? and state = 'held'",
    await personOf(who),
  )
  expect(plain((await talk.private(who, `/接单 ${id}`)).text)).toContain(`您接了 ${id} 号`)
})

test('/怎么算 says that a service counts in a later month', async ({ expect }) => {
  const who = await newMember(talk, 'dingtalk')
  await tick('2026-11-30 09:00')
  const id = await pushed('陪诊 今天 14:00-16:00')
  await talk.group(who, `/接单 ${id}`)
  talk.now = at('2026-11-30 16:00')
  await talk.group(who, `/完成 ${id}`)
  talk.now = at('2026-12-07 09:00')
  await talk.group(secretary, `/核销 ${id} 好`)
  expect((await talk.private(who, `/怎么算 ${id}`)).text).toContain('计入12月：核定时11月已经结账')
})

test('what people say of an order without a command is offered, never executed', async ({ expect }) => {
  const who = onDingtalk('talker', '陈新')
  await talk.group(who, '/登记 陈新 市财政局')
  const id = await pushed('看望老人 人数：9 类别：助老')
  for (const text of [`${id}号我来`, `我来接${id}`, `报名 ${id}`, `/接旦 ${id}`, `/接 ${id}`])
    expect(commands(await talk.group(who, text))).toContain(`/接单 ${id}`)
  // A code that was typed behind a wrong name is not repeated.
  expect((await talk.group(who, '/激或 1234-secret')).text).not.toContain('secret')
  expect(await standing(id)).toBe('open')
  expect((await talk.group(who, `我接${id}号`)).text).toContain(`您接了 ${id} 号`)
  expect(commands(await talk.group(who, `${id}号做完了`))).toContain(`/完成 ${id}`)
  for (const text of ['12号楼我来打扫', '这12个人我来接', '3号下午我去不了'])
    expect((await talk.group(who, text)).text).toBe('')
})

describe('letters', () => {
  test('that asked for what one does anyway are answered by it', async ({ expect }) => {
    const [who, next] = [await newMember(talk), await newMember(talk)]
    const id = await asked('换灯泡 11-24 9:00-10:00')
    await talk.group(who, `/接单 ${id}`)
    await talk.group(next, `/接单 ${id}`)
    await talk.group(who, `/退单 ${id}`)
    await talk.private(next, '/私信')
    const other = await asked('修窗户 11-25 9:00-10:00')
    await talk.group(who, `/接单 ${other}`)
    await talk.group(next, `/接单 ${other}`)
    await talk.group(who, `/退单 ${other}`)
    const taken = await talk.private(next, `/接单 ${other}`)
    expect(plain(taken.text)).toContain(`您接了 ${other} 号`)
    expect(taken.text).not.toContain('轮到您了')
    expect((await talk.private(next, '/私信')).text).toBe('没有新的私信。')
    await talk.private(next, `/接单 ${id}`)
    talk.now = at('2026-11-24 10:00')
    await talk.group(next, `/完成 ${id}`)
    const rated = await talk.private(resident, `/满意 ${id} 1`)
    expect(rated.text).not.toContain('办好了吗')
    expect(rated.text).toContain(`${next.name}会来`)
  })

  test('with something to choose can be answered by its number, below an answer that has nothing', async ({
    expect,
  }) => {
    const [who, next] = [await newMember(talk), await newMember(talk)]
    const id = await asked('修花架 11-25 9:00-10:00')
    await talk.group(who, `/接单 ${id}`)
    await talk.private(next, `/接单 ${id}`)
    await talk.group(who, `/退单 ${id}`)
    expect((await talk.private(next, '/私信')).text).toContain(`1 /接单 ${id}`)
    expect(plain((await talk.private(next, '1')).text)).toContain(`您接了 ${id} 号`)
  })
})
